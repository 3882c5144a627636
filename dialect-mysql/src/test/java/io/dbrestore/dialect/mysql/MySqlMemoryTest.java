package io.dbrestore.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.DbRestore;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.testserver.MySqlServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of many rows goes through a process with a small heap, there and back. */
@Tag("slow")
final class MySqlMemoryTest {

    /** By hand with 20 million: {@code -Dmemory.rows=20000000}. */
    private static final long ROWS = Long.getLong("memory.rows", 1_000_000);

    private static final String HASH = "SELECT CONCAT(COUNT(*), ' ', SUM(CONV(LEFT(SHA2(CONCAT_WS('|', id,"
            + " COALESCE(station, 'NULL'), degrees * 1e0, taken_at), 256), 12), 16, 10))) FROM reading";

    @TempDir
    Path folder;

    @Test
    @Tag("case-59")
    @DisplayName("millions of rows go through a heap of 64 megabytes, into an empty table and over rows that are there")
    void manyRows() throws Exception {
        String table = "CREATE TABLE reading (id bigint PRIMARY KEY, station varchar(50), degrees double,"
                + " taken_at datetime(3))";
        String source = MySqlServer.shared().newDatabase();
        String target = MySqlServer.shared().newDatabase();
        execute(
                source,
                table,
                "CREATE TABLE digit (d bigint)",
                "INSERT INTO digit VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)",
                """
                INSERT INTO reading
                SELECT i, IF(MOD(i, 7) > 0, CONCAT('station ', MOD(i * 7919, 100003)), NULL), i / 7e0,
                    TIMESTAMPADD(MICROSECOND, i * 1000, '2023-11-14 22:13:20')
                FROM (SELECT a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d + 100000 * g.d + 1000000 * h.d
                        + 10000000 * k.d AS i
                    FROM digit k JOIN digit h JOIN digit g JOIN digit f JOIN digit e JOIN digit c JOIN digit b JOIN digit a
                    WHERE k.d <= %1$d / 10000000) n
                WHERE i < %1$d""".formatted(ROWS),
                "DROP TABLE digit");
        execute(target, table);
        String hash = query(source, HASH);

        assertThat(run("dump", source)).isEmpty();
        assertThat(run("restore", target)).isEmpty();
        assertThat(query(target, HASH)).isEqualTo(hash);

        execute(
                target,
                "UPDATE reading SET degrees = 0 WHERE id % 1000 = 0",
                "DELETE FROM reading WHERE id % 1000 = 1");
        assertThat(run("restore", target)).isEmpty();
        assertThat(query(target, HASH)).isEqualTo(hash);
    }

    /** Runs a process to its end; what it has to say, if anything, is the result. */
    private String run(String verb, String url) throws IOException, InterruptedException {
        File log = folder.resolve("log").toFile();
        int status = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        MySqlMemoryTest.class.getName(),
                        verb,
                        url,
                        folder.resolve("dump").toString()))
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start()
                .waitFor();
        return status == 0 ? "" : verb + " ended with " + status + ": " + Files.readString(log.toPath());
    }

    /** The process. */
    public static void main(String[] arguments) {
        try (Extensions extensions = Extensions.of(List.of(new MySqlDialect()), List.of(), List.of());
                Database database = Database.connect(arguments[1], Path.of(""), new Properties(), extensions)) {
            DbRestore library = DbRestore.on(database);
            if (arguments[0].equals("dump")) {
                library.dump(Path.of(arguments[2]), DumpOptions.DEFAULT);
            } else {
                library.restore(Path.of(arguments[2]), RestoreOptions.DEFAULT.withIntoOther(true));
            }
        }
    }

    private static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = MySqlServer.connect(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String query(String url, String sql) throws SQLException {
        try (Connection connection = MySqlServer.connect(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
