package io.dbrestore.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** An SQLite database that a test looks at by itself, past everything that is tested. */
record SqliteFile(Path path) {

    private static final Pattern END_OF_STATEMENT = Pattern.compile(";\\s*\\R|;\\s*\\z");

    /** A new database, made by {@code sql}. */
    static SqliteFile create(Path path, String sql) {
        try {
            Files.createDirectories(path.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SqliteFile file = new SqliteFile(path);
        file.execute(sql);
        return file;
    }

    /** Runs statements that each end at the end of a line. */
    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String each : END_OF_STATEMENT.split(sql, 0)) {
                if (!each.isBlank()) {
                    statement.execute(each);
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(sql.substring(0, Math.min(200, sql.length())), e);
        }
    }

    /** The first column of all rows. */
    List<String> query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    List<String> tables() {
        return query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
    }

    List<String> columns(String table) {
        return query("SELECT name FROM pragma_table_info('" + table + "')");
    }

    /** Every row of a table as SQLite itself writes it down: the kind and the exact literal of each of these columns. */
    List<String> rows(String table, List<String> columns) {
        List<String> parts = columns.stream()
                .map(column -> "typeof([" + column + "]) || ':' || CASE typeof([" + column + "]) WHEN 'real' THEN"
                        + " printf('%!.17g', [" + column + "]) ELSE quote([" + column + "]) END")
                .toList();
        return query("SELECT " + String.join(" || '|' || ", parts) + " FROM [" + table + "] ORDER BY 1");
    }

    byte[] bytes() {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + path);
    }
}
