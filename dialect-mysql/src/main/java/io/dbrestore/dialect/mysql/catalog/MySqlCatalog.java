package io.dbrestore.dialect.mysql.catalog;

import io.dbrestore.dialect.mysql.session.NonTransactional;
import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.LeftOut;
import io.dbrestore.spi.Sequence;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the connected database holds. Its tables are named without it; the server's other databases are not looked at. */
public final class MySqlCatalog {

    private static final String NO_DATABASE = "3D000";

    private final Connection connection;
    private final boolean mariaDb;
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** @param mariaDb whether the server is MariaDB, as it says itself */
    public MySqlCatalog(Connection connection, boolean mariaDb) {
        this.connection = connection;
        this.mariaDb = mariaDb;
    }

    /**
     * Reads it.
     *
     * @throws SQLException also if no database is selected
     */
    public Catalog read() throws SQLException {
        String database = database(connection);
        Columns columns = Columns.of(connection, database, mariaDb);
        List<Relation> relations = Relation.all(connection, database);
        List<Relation> tables = withData(tables(relations), columns);
        Obstacles obstacles = new Obstacles(connection, database);
        obstacles.lookAt(tables);
        obstacles.lookAtTypes(tables, columns);
        warnings.addAll(obstacles.warnings());
        List<Table> described =
                tables(database, tables, columns, obstacles.all().keySet());
        warnings.addAll(NonTransactional.warnings(connection, described));
        return new Catalog(
                DatabaseName.of(database, connection),
                "",
                described,
                leftOut,
                sequences(relations, tables, columns),
                tables.stream().collect(Collectors.toMap(table -> new TableName("", table.name()), Relation::rows)),
                warnings,
                obstacles.all());
    }

    /** The connected database. */
    static String database(Connection connection) throws SQLException {
        return Query.list(connection, "SELECT DATABASE()", row -> Optional.ofNullable(row.getString(1)))
                .get(0)
                .orElseThrow(() -> new SQLException(
                        "no database is selected, only a server; name the database in the URL, behind the host and a"
                                + " slash",
                        NO_DATABASE));
    }

    private List<Relation> tables(List<Relation> relations) {
        List<Relation> tables = new ArrayList<>();
        for (Relation relation : relations) {
            Optional<String> reason = relation.notItsOwnRows();
            if (relation.isView()) {
                leaveOut(relation, "a view");
            } else if (relation.isTable() && reason.isPresent()) {
                leaveOut(relation, reason.get());
            } else if (relation.isTable()) {
                tables.add(relation);
                if (relation.isVersioned()) {
                    warnings.add("The table " + relation.name() + " keeps old versions of its rows: only the current"
                            + " rows are dumped, and those that are restored begin a history of their own.");
                }
            } else if (!relation.isSequence() && !relation.isTemporary()) {
                leaveOut(relation, "of a kind that db-restore does not know: " + relation.type());
            }
        }
        return tables;
    }

    /** A row of a table whose columns are all computed says nothing but that it is there. */
    private List<Relation> withData(List<Relation> relations, Columns columns) {
        List<Relation> tables = new ArrayList<>();
        for (Relation relation : relations) {
            if (columns.of(relation.name()).stream().allMatch(Column::isGenerated)
                    && !relation.engine().isEmpty()) {
                leaveOut(relation, "a table without a column that holds data");
            } else {
                tables.add(relation);
            }
        }
        return tables;
    }

    private void leaveOut(Relation relation, String reason) {
        leftOut.add(new LeftOut(new TableName("", relation.name()), reason));
    }

    private List<Table> tables(String database, List<Relation> relations, Columns columns, Set<TableName> unreadable)
            throws SQLException {
        Keys keys = Keys.of(connection, database);
        ForeignKeys foreignKeys = ForeignKeys.of(connection, database);
        ReferredTables referred = new ReferredTables(connection, readable(relations, unreadable), caseCounts());
        List<Table> tables = new ArrayList<>();
        for (Relation relation : relations) {
            String name = relation.name();
            List<String> ofVersions = columns.ofVersions(name);
            tables.add(new Table(
                    new TableName("", name),
                    columns.of(name),
                    keys.primaryKey(name, ofVersions),
                    keys.uniqueKeys(name, ofVersions),
                    referred.checkable(name, foreignKeys.of(name))));
        }
        leftOut.addAll(referred.leftOut());
        warnings.addAll(referred.warnings());
        return tables;
    }

    private static Set<String> readable(List<Relation> relations, Set<TableName> unreadable) {
        return relations.stream()
                .map(Relation::name)
                .filter(name -> !unreadable.contains(new TableName("", name)))
                .collect(Collectors.toSet());
    }

    private boolean caseCounts() throws SQLException {
        return Query.list(connection, "SELECT @@lower_case_table_names", row -> row.getInt(1) == 0)
                .get(0);
    }

    private List<Sequence> sequences(List<Relation> relations, List<Relation> tables, Columns columns)
            throws SQLException {
        List<Sequence> sequences = new ArrayList<>();
        for (Relation table : tables) {
            if (columns.of(table.name()).stream().anyMatch(column -> column.origin() == Column.Origin.IDENTITY)) {
                sequences.add(new Sequence(
                        new TableName("", table.name()), table.lastNumber().toString()));
            }
        }
        for (MariaDbSequence sequence : MariaDbSequence.all(connection, relations, warnings)) {
            sequences.add(new Sequence(
                    new TableName("", sequence.name()), sequence.lastNumber().toString()));
        }
        return sequences;
    }
}
