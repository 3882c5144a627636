package io.dbrestore.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.dbrestore.testserver.MariaDbServer;
import io.dbrestore.testserver.MySqlServer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value of 200 megabytes goes through a process whose heap is a few times as big, there and back. */
@Tag("slow")
@Tag("case-50")
@Tag("case-58")
final class MySqlBigValueTest {

    private static final int SIZE = 200 << 20;

    private static final String HASH = "SELECT CONCAT(LENGTH(v), ' ', SHA2(v, 256)) FROM t";

    @TempDir
    Path folder;

    private static @Nullable MariaDbServer server;

    @BeforeAll
    static void startServer() throws SQLException {
        assumeFalse(MySqlServer.IS_MYSQL, "the server that is offered may not take values of such a size");
        server = MariaDbServer.start("--max-allowed-packet=1G");
        try (Connection connection = MariaDbServer.connect(server.url("", "root"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE d");
        }
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    private static String url() {
        return Objects.requireNonNull(server).url("d", "root");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "longtext CHARACTER SET utf8mb4; REPEAT('\u00e9\u65e5\"', ${size} / 6); 2g",
                "longblob; REPEAT(x'00ff5c0a', ${size} / 4); 1280m",
                "longtext CHARACTER SET latin1; REPEAT('0123456789abcde\u00e9', ${size} / 16); 2g"
            })
    void comesBack(String type, String expression, String heap) throws Exception {
        try (ValuesDatabase database = new ValuesDatabase(
                url(), "DROP TABLE IF EXISTS t", "CREATE TABLE t (n integer PRIMARY KEY, v " + type + ")")) {
            database.run("INSERT INTO t VALUES (1, " + expression.replace("${size}", String.valueOf(SIZE)) + ")");
            List<String> hash = database.query(HASH);

            assertThat(run("dump", heap, database.url())).isEmpty();
            database.run("TRUNCATE t");
            assertThat(run("restore", heap, database.url())).isEmpty();

            assertThat(database.query(HASH)).isEqualTo(hash);
        }
    }

    private String run(String verb, String heap, String url) throws Exception {
        File log = folder.resolve("log").toFile();
        int status = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
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
}
