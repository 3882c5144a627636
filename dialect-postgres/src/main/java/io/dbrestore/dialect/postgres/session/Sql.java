package io.dbrestore.dialect.postgres.session;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Plain statements: names are quoted by whoever writes them, and no question mark in them is a parameter. */
final class Sql {

    private Sql() {}

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    static <T> List<T> rows(Connection connection, String query, Row<T> row) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet result = statement.executeQuery(query)) {
                while (result.next()) {
                    rows.add(row.of(result));
                }
            }
        }
        return rows;
    }

    /** The value of a query of one row and one column, as text. */
    static String value(Connection connection, String query) throws SQLException {
        return rows(connection, query, row -> row.getString(1)).get(0);
    }

    static String literal(String text) {
        return text.contains("\\")
                ? " E'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
                : "'" + text.replace("'", "''") + "'";
    }

    /** Makes something of the row that a result stands at. */
    @FunctionalInterface
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }
}
