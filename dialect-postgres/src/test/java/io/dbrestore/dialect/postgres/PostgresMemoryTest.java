package io.dbrestore.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.DbRestore;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.testserver.PostgresServer;
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
final class PostgresMemoryTest {

    /** By hand with 20 million: {@code -Dmemory.rows=20000000}. */
    private static final long ROWS = Long.getLong("memory.rows", 2_000_000);

    private static final String HASH =
            "SELECT count(*) || ' ' || sum(hashtextextended(t::text, 3)::numeric) FROM reading t";

    @TempDir
    Path folder;

    @Test
    @Tag("case-59")
    @DisplayName("millions of rows go through a heap of 64 megabytes, into an empty table and over rows that are there")
    void manyRows() throws Exception {
        String table =
                "CREATE TABLE reading (id bigint PRIMARY KEY, station text, degrees float8, taken_at timestamptz)";
        String source = PostgresServer.shared().newDatabase();
        String target = PostgresServer.shared().newDatabase();
        execute(source, table, """
                INSERT INTO reading SELECT i, CASE WHEN i % 7 > 0 THEN 'station ' || i * 7919 % 100003 END, i / 7.0,
                    timestamptz '2023-11-14 22:13:20+00' + i * interval '1 millisecond'
                FROM generate_series(1, %d::bigint) i""".replace("%d", Long.toString(ROWS)));
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
                        PostgresMemoryTest.class.getName(),
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
        try (Extensions extensions = Extensions.of(List.of(new PostgresDialect()), List.of(), List.of());
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
        try (Connection connection = PostgresServer.connect(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String query(String url, String sql) throws SQLException {
        try (Connection connection = PostgresServer.connect(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
