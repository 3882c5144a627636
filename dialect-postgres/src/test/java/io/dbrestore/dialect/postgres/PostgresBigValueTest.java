package io.dbrestore.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.testserver.PostgresServer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value of 200 megabytes goes through a process whose heap is a few times as big, there and back. */
@Tag("slow")
@Tag("case-50")
@Tag("case-58")
final class PostgresBigValueTest {

    private static final int SIZE = 200 << 20;

    private static final String HASH = "SELECT octet_length(v::text) || ' ' || md5(v::text) FROM t";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "text; repeat('0123456789abcde\t', ${size} / 16); integer; 1g",
                "text; repeat('\u00e9\u65e5\"', ${size} / 6); integer; 1g",
                "bytea; decode(repeat('00ff5c0a', ${size} / 4), 'hex'); inet; 1g",
                "json; to_json(repeat('0123456789abcdef', ${size} / 16)); integer; 2g"
            })
    void comesBack(String type, String expression, String other, String heap) throws Exception {
        String url = PostgresServer.shared().newDatabase();
        try (ValuesDatabase database =
                new ValuesDatabase(url, "CREATE TABLE t (n integer PRIMARY KEY, v " + type + ", o " + other + ")")) {
            database.run("INSERT INTO t VALUES (1, " + expression.replace("${size}", String.valueOf(SIZE)) + ", NULL)");
            List<String> hash = database.query(HASH);

            assertThat(run("dump", heap, url)).isEmpty();
            database.run("TRUNCATE t");
            assertThat(run("restore", heap, url)).isEmpty();

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
}
