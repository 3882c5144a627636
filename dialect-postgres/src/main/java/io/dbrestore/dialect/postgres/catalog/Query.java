package io.dbrestore.dialect.postgres.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
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

    /** A query whose one parameter takes object ids, as {@code CAST(? AS pg_catalog.oid[])}. */
    static <T> List<T> ofObjects(Connection connection, String sql, Collection<Long> oids, Row<T> row)
            throws SQLException {
        return with(connection, sql, row, oids.toArray());
    }

    /** A query whose parameters take arrays, each cast to its type as in {@code CAST(? AS pg_catalog.text[])}. */
    static <T> List<T> with(Connection connection, String sql, Row<T> row, Object[]... arrays) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arrays.length; i++) {
                statement.setArray(
                        i + 1,
                        connection.createArrayOf(
                                "text",
                                Arrays.stream(arrays[i]).map(String::valueOf).toArray()));
            }
            try (ResultSet rows = statement.executeQuery()) {
                return all(rows, row);
            }
        }
    }

    /** The texts of an array column. */
    static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static <T> List<T> all(ResultSet rows, Row<T> row) throws SQLException {
        List<T> all = new ArrayList<>();
        while (rows.next()) {
            all.add(row.of(rows));
        }
        return all;
    }
}
