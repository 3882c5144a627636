package io.dbrestore.dialect.postgres.catalog;

import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.LeftOut;
import io.dbrestore.spi.Sequence;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a database holds, as the current transaction sees it. */
public final class PostgresCatalog {

    /** Asked under the user's own search path. */
    private static final String CURRENT_SCHEMA =
            "SELECT coalesce(pg_catalog.current_schema(), 'public'), pg_catalog.current_setting('transaction_read_only')";

    private static final String FOREIGN_PARTITIONS = """
            SELECT n.nspname || '.' || c.relname
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'f' AND c.relispartition
            ORDER BY 1""";

    private final Connection connection;
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    public PostgresCatalog(Connection connection) {
        this.connection = connection;
    }

    public Catalog read() throws SQLException {
        List<String> setting = Query.list(
                        connection, CURRENT_SCHEMA, row -> List.of(row.getString(1), row.getString(2)))
                .get(0);
        boolean readOnly = setting.get(1).equals("on");
        return Aside.readQualified(connection, () -> read(setting.get(0), readOnly));
    }

    private Catalog read(String defaultSchema, boolean readOnly) throws SQLException {
        List<Relation> relations = relations(readOnly);
        Columns columns = Columns.of(connection, oids(relations));
        relations = withData(relations, columns);
        Obstacles obstacles = new Obstacles(connection);
        obstacles.lookAtRights(relations);
        warnings.addAll(obstacles.lookAtLargeObjects(relations, columns.objectIds()));
        warnings.addAll(UncheckedRows.warnings(connection, relations));
        return new Catalog(
                DatabaseName.of(connection),
                defaultSchema,
                tables(relations, columns),
                leftOut,
                sequences(),
                Relations.estimatedRows(connection, relations),
                warnings,
                obstacles.all());
    }

    private static List<Long> oids(List<Relation> relations) {
        return relations.stream().map(Relation::oid).toList();
    }

    private List<Relation> relations(boolean readOnly) throws SQLException {
        ExtensionTables extensionTables = new ExtensionTables(connection);
        Map<TableName, String> aggregates = Hypertables.aggregates(connection);
        List<Relation> tables = new ArrayList<>();
        for (Relation relation : Relations.all(connection)) {
            if (!relation.extension().isEmpty() && !extensionTables.isTaken(relation, readOnly)) {
                leaveOut(relation, "belongs to the extension " + relation.extension());
            } else if (relation.isTable()) {
                tables.add(relation);
            } else if (relation.kind() == 'v') {
                leaveOut(relation, aggregates.getOrDefault(relation.name(), "a view"));
            } else if (relation.kind() == 'f') {
                leaveOut(relation, "a foreign table, whose rows are in another database");
            } else if (relation.filled()) {
                leaveOut(relation, "a materialized view, which is refreshed after a restore");
            } else {
                leaveOut(relation, "a materialized view, which has not been filled");
            }
        }
        warnings.addAll(extensionTables.warnings());
        warnings.addAll(Query.list(
                connection,
                FOREIGN_PARTITIONS,
                row -> "The partition " + row.getString(1)
                        + " is a foreign table: its rows are dumped and restored with those of the other partitions."));
        return tables;
    }

    /** A row of a table without columns says nothing but that it is there, and no statement could bring it back. */
    private List<Relation> withData(List<Relation> relations, Columns columns) {
        List<Relation> tables = new ArrayList<>();
        for (Relation relation : relations) {
            if (columns.of(relation.oid()).stream().allMatch(column -> column.isGenerated())) {
                leaveOut(relation, "a table without a column that holds data");
            } else {
                tables.add(relation);
            }
        }
        return tables;
    }

    private void leaveOut(Relation relation, String reason) {
        leftOut.add(new LeftOut(relation.name(), reason));
    }

    private List<Table> tables(List<Relation> relations, Columns columns) throws SQLException {
        Keys keys = Keys.of(connection, oids(relations));
        ForeignKeys foreignKeys = ForeignKeys.of(connection, oids(relations));
        return relations.stream()
                .map(relation -> new Table(
                        relation.name(),
                        columns.of(relation.oid()),
                        keys.primaryKey(relation.oid()),
                        keys.uniqueKeys(relation.oid()),
                        foreignKeys.of(relation.oid()),
                        relation.partitioned()))
                .toList();
    }

    private List<Sequence> sequences() throws SQLException {
        List<Counter> counters = Counters.all(connection);
        Map<Long, BigInteger> standing = Counters.standing(connection, counters);
        List<Sequence> sequences = new ArrayList<>();
        for (Counter counter : counters) {
            BigInteger value = standing.get(counter.oid());
            if (value == null) {
                warnings.add("Where the sequence " + counter.name() + " stands cannot be read, so a restore will not"
                        + " move it there. As its owner, run: GRANT SELECT ON SEQUENCE " + counter.sql() + " TO "
                        + Roles.current(connection));
            } else {
                sequences.add(new Sequence(counter.name(), value.toString()));
            }
        }
        return sequences;
    }
}
