package io.dbrestore.dialect.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Handle;

/** Runs statements as they are: Jdbi would take a colon or a question mark in a quoted name for a parameter. */
final class Sql {

    private Sql() {}

    static void run(Handle handle, String sql) throws SQLException {
        try (Statement statement = handle.getConnection().createStatement()) {
            statement.execute(sql);
        }
    }

    static String text(Handle handle, String query) throws SQLException {
        try (Statement statement = handle.getConnection().createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            String text = rows.next() ? rows.getString(1) : null;
            return text == null ? "" : text;
        }
    }

    static long number(Handle handle, String query) throws SQLException {
        try (Statement statement = handle.getConnection().createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
