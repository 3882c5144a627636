package io.dbrestore.dialect.mysql.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Runs a query and makes something of each of its rows. */
final class Query {

    /** What to make of a row. */
    @FunctionalInterface
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private Query() {}

    /** A query in which names may stand: nothing in it is taken for a parameter or an escape. */
    static <T> List<T> list(Connection connection, String sql, Row<T> row) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false); // a name may hold braces
            try (ResultSet rows = statement.executeQuery(sql)) {
                return all(rows, row);
            }
        }
    }

    /** A query with one parameter, a text. */
    static <T> List<T> with(Connection connection, String sql, String text, Row<T> row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, text);
            try (ResultSet rows = statement.executeQuery()) {
                return all(rows, row);
            }
        }
    }

    /** A statement in which names may stand. */
    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    static String quote(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }

    private static <T> List<T> all(ResultSet rows, Row<T> row) throws SQLException {
        List<T> all = new ArrayList<>();
        while (rows.next()) {
            all.add(row.of(rows));
        }
        return all;
    }
}
