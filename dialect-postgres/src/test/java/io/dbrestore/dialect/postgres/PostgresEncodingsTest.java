package io.dbrestore.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.testserver.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases in other encodings than UTF-8, and in none. */
@Tag("case-51")
@Tag("case-67")
class PostgresEncodingsTest {

    private static final String ANY_BYTES = "ENCODING 'SQL_ASCII'";

    @TempDir
    Path folder;

    private static ValuesDatabase database(String encoding) throws SQLException {
        return new ValuesDatabase(
                PostgresServer.shared().newDatabase("TEMPLATE template0 " + encoding + " LC_COLLATE 'C' LC_CTYPE 'C'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", other inet"})
    void bytesThatAreNoTextComeBackInADatabaseThatKnowsNoEncoding(String others) throws Exception {
        try (ValuesDatabase database = database(ANY_BYTES)) {
            database.run(
                    "CREATE TABLE t (n integer PRIMARY KEY, v text, j json, b jsonb, a text[]" + others + ")",
                    "INSERT INTO t VALUES (1, E'\\x80\\xff\\t\\\\', E'\"\\xe9\"', E'\"\\xe9\"', ARRAY[E'\\xe9,'])",
                    "INSERT INTO t VALUES (2, E'\\xc3\\xa9', E'\"\\xc3\\xa9\"', '1.50', '{}')");
            database.remember("t");

            comesBack(database);

            assertThat(Files.readString(folder.resolve("dump/t.json")))
                    .contains("\"v\": {\"__type\": \"bytes\", \"encoding\": \"text\", \"value\": \"gP8JXA==\"}")
                    .contains("\"v\": \"\u00e9\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"LATIN1, \u00e9\u00ff", "EUC_JP, \u65e5\u672c", "WIN1251, \u0416"})
    void textInAnotherEncodingIsUtf8InTheDump(String encoding, String text) throws Exception {
        try (ValuesDatabase database = database("ENCODING '" + encoding + "'")) {
            database.run(
                    "CREATE TABLE t (n integer PRIMARY KEY, v text, j jsonb, a text[])",
                    "INSERT INTO t VALUES (1, '" + text + "', '\"" + text + "\"', ARRAY['" + text + "'])");
            database.remember("t");

            comesBack(database);

            assertThat(Files.readString(folder.resolve("dump/t.json"))).contains("\"v\": \"" + text + "\"");
        }
    }

    @Test
    void textThatAnEncodingLacksIsRefusedByTheServer() throws Exception {
        try (ValuesDatabase source = ValuesDatabase.create(
                        "CREATE TABLE t (n integer PRIMARY KEY, v text)", "INSERT INTO t VALUES (1, '\u65e5')");
                ValuesDatabase target = database("ENCODING 'LATIN1'")) {
            target.run("CREATE TABLE t (n integer PRIMARY KEY, v text)");
            source.dump(folder.resolve("dump"));

            assertThatThrownBy(() -> target.restore(folder.resolve("dump")))
                    .hasMessageContaining("has no equivalent in encoding \"LATIN1\"");

            assertThat(target.query("SELECT * FROM t")).isEmpty();
        }
    }

    @Test
    void bytesThatAreNoTextAreRefusedByNameInADatabaseWithAnEncoding() throws Exception {
        try (ValuesDatabase source = database(ANY_BYTES);
                ValuesDatabase target = ValuesDatabase.create("CREATE TABLE t (n integer PRIMARY KEY, v text)")) {
            source.run("CREATE TABLE t (n integer PRIMARY KEY, v text)", "INSERT INTO t VALUES (1, E'\\x80')");
            source.dump(folder.resolve("dump"));

            assertThatThrownBy(() -> target.restore(folder.resolve("dump")))
                    .hasMessageContaining("column v (text)")
                    .hasMessageContaining("SQL_ASCII");

            assertThat(target.query("SELECT * FROM t")).isEmpty();
        }
    }

    private void comesBack(ValuesDatabase database) throws SQLException {
        database.dump(folder.resolve("dump"));
        database.run("TRUNCATE t");
        database.restore(folder.resolve("dump"));

        assertThat(database.different("t")).isEmpty();
    }
}
