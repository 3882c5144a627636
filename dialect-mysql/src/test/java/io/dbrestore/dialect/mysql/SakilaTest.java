package io.dbrestore.dialect.mysql;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.DbRestore;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.testserver.MySqlServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real schema is dumped, dropped, created anew and restored. */
final class SakilaTest {

    private static final String TABLES = """
            SELECT TABLE_NAME FROM information_schema.TABLES
            WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE' ORDER BY 1""";

    private static final String COLUMNS = """
            SELECT COLUMN_NAME FROM information_schema.COLUMNS
            WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '%s' ORDER BY ORDINAL_POSITION""";

    private static final String REFERENCES = """
            SELECT CONCAT_WS(' ', TABLE_NAME, CONSTRAINT_NAME, REFERENCED_TABLE_NAME, UPDATE_RULE, DELETE_RULE)
            FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() ORDER BY 1""";

    private static final String TRIGGERS = """
            SELECT CONCAT_WS(' ', EVENT_OBJECT_TABLE, TRIGGER_NAME, ACTION_TIMING, EVENT_MANIPULATION, ACTION_STATEMENT)
            FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() ORDER BY 1""";

    /** How many rows any statement of the server's has written. */
    private static final String WRITES = """
            SHOW GLOBAL STATUS WHERE Variable_name IN ('Innodb_rows_inserted', 'Innodb_rows_updated', 'Innodb_rows_deleted')""";

    @TempDir
    Path folder;

    @Test
    @Tag("case-35")
    @Tag("case-42")
    @Tag("case-73")
    @Tag("case-76")
    @DisplayName("everything comes back, and a second restore writes nothing")
    void comesBack() throws Exception {
        String url = MySqlServer.shared().newDatabase();
        List<String> contents;
        try (Connection connection = MySqlServer.connect(url)) {
            Sakila.createWithRows(connection);
            contents = contents(connection);
        }
        try (Database database = connect(url)) {
            DbRestore.on(database).dump(folder.resolve("dump"), DumpOptions.DEFAULT);
        }
        List<String> references;
        List<String> triggers;
        try (Connection connection = MySqlServer.connect(url)) {
            String name = connection.getCatalog();
            execute(connection, "DROP DATABASE " + name, "CREATE DATABASE " + name, "USE " + name);
            Sakila.createEmpty(connection);
            references = query(connection, REFERENCES);
            triggers = query(connection, TRIGGERS);
        }

        restore(url);

        try (Connection connection = MySqlServer.connect(url)) {
            assertThat(contents(connection)).isEqualTo(contents).hasSize(16);
            assertThat(query(connection, REFERENCES)).isEqualTo(references).hasSizeGreaterThan(20);
            assertThat(query(connection, TRIGGERS)).isEqualTo(triggers).hasSize(6);
            List<String> writes = writes(connection);

            RestoreReport again = restore(url);

            assertThat(again.tables())
                    .allSatisfy(table -> assertThat(table.unchanged()).isEqualTo(table.rows()));
            if (!MySqlServer.IS_MYSQL) { // that one may be somebody else's, too
                assertThat(writes(connection)).isEqualTo(writes);
            }
            assertThat(contents(connection)).isEqualTo(contents);
        }
    }

    /** A line for each table: its name, how many rows it has, and a sum over hashes of all their bytes. */
    private static List<String> contents(Connection connection) throws SQLException {
        List<String> contents = new ArrayList<>();
        for (String table : query(connection, TABLES)) {
            String bytes = query(connection, COLUMNS.replace("%s", table)).stream()
                    .map(column -> "COALESCE(HEX(CAST(`" + column + "` AS BINARY)), '-')")
                    .collect(joining(", ", "CONCAT_WS('/', ", ")"));
            contents.addAll(query(
                    connection,
                    "SELECT CONCAT('" + table + " ', COUNT(*), ' ', COALESCE(SUM(CAST(CONV(LEFT(SHA2(" + bytes
                            + ", 256), 15), 16, 10) AS UNSIGNED)), 0)) FROM `" + table + "`"));
        }
        return contents;
    }

    private static List<String> writes(Connection connection) throws SQLException {
        List<String> writes = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(WRITES)) {
            while (rows.next()) {
                writes.add(rows.getString(1) + " " + rows.getString(2));
            }
        }
        return writes;
    }

    private RestoreReport restore(String url) {
        try (Database database = connect(url)) {
            return DbRestore.on(database).restore(folder.resolve("dump"), RestoreOptions.DEFAULT);
        }
    }

    private static Database connect(String url) {
        return Database.connect(
                url, Path.of(""), new Properties(), Extensions.of(List.of(new MySqlDialect()), List.of(), List.of()));
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> query(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
