package io.dbrestore.dialect.mysql.catalog;

import io.dbrestore.dialect.mysql.driver.DriverAccess;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the tables that a dump could not hold whole, and says why. */
final class Obstacles {

    private final Connection connection;
    private final String database;
    private final Grants grants;
    private final Map<TableName, String> obstacles = new HashMap<>();

    Obstacles(Connection connection, String database) throws SQLException {
        this.connection = connection;
        this.database = database;
        this.grants = Grants.of(connection, database);
    }

    Map<TableName, String> all() {
        return obstacles;
    }

    /** Rows that the user may not read, or of which only some columns. */
    void lookAt(List<Relation> tables) throws SQLException {
        for (Relation table : tables) {
            if (table.engine().isEmpty()) {
                obstacles.put(
                        new TableName("", table.name()),
                        "the server cannot open it" + (table.comment().isEmpty() ? "" : " (" + table.comment() + ")")
                                + "; repair or drop it");
            } else if (!grants.read(table.name()) && !isReadable(table.name())) {
                obstacles.put(new TableName("", table.name()), refusal(table.name()));
            }
        }
    }

    /** Types that the driver of this connection cannot carry. */
    void lookAtTypes(List<Relation> tables, Columns columns) throws SQLException {
        DriverAccess driver = DriverAccess.to(connection);
        for (Relation table : tables) {
            for (Column column : columns.of(table.name())) {
                String obstacle = driver.obstacle(column.type());
                if (!obstacle.isEmpty()) {
                    obstacles.put(new TableName("", table.name()), "its column " + column.name() + " " + obstacle);
                }
            }
        }
    }

    private String refusal(String table) throws SQLException {
        return "the user may not read it whole; as an administrator, run: GRANT SELECT ON " + Query.quote(database)
                + "." + Query.quote(table) + " TO " + user();
    }

    /** The account that the server took the user for, quoted. */
    private String user() throws SQLException {
        String account = Query.list(connection, "SELECT CURRENT_USER()", row -> row.getString(1))
                .get(0);
        int at = account.lastIndexOf('@');
        return "'" + account.substring(0, at) + "'@'" + account.substring(at + 1) + "'";
    }

    /** Asks the server itself, in case it grants in ways that its list of grants does not show. */
    private boolean isReadable(String table) throws SQLException {
        try {
            Query.list(connection, "SELECT * FROM " + Query.quote(table) + " LIMIT 0", row -> true);
            return true;
        } catch (SQLException e) {
            if (isDenied(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Whether the server says that the user lacks a right. */
    static boolean isDenied(SQLException failure) {
        return List.of(1044, 1142, 1143, 1227, 1345).contains(failure.getErrorCode());
    }

    /** What cannot be known of tables that the user has no right on: the server does not even tell that they are there. */
    List<String> warnings() throws SQLException {
        List<String> warnings = new ArrayList<>();
        if (!grants.readDatabase()) {
            warnings.add("The user has rights on some tables of " + database + " only. If there are others, the server"
                    + " hides them, and they are not dumped. As an administrator, run: GRANT SELECT ON "
                    + Query.quote(database) + ".* TO " + user());
        }
        return warnings;
    }
}
