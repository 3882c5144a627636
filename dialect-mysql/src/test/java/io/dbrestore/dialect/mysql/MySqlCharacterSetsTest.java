package io.dbrestore.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.testserver.MySqlServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text in every character set and collation that the server knows, by the bytes that SQL says it has. */
@Tag("case-51")
@Tag("case-75")
final class MySqlCharacterSetsTest {

    @TempDir
    Path folder;

    @Test
    void bytesOfEveryCharacterSetComeBack() throws Exception {
        try (ValuesDatabase database = ValuesDatabase.create("CREATE TABLE number (n integer PRIMARY KEY)")) {
            database.run(
                    "INSERT INTO number WITH RECURSIVE c AS (SELECT 0 AS n UNION ALL SELECT n + 1 FROM c WHERE n < 999)"
                            + " SELECT n FROM c");
            List<String> sets = database.query(
                    "SELECT CHARACTER_SET_NAME FROM information_schema.CHARACTER_SETS WHERE CHARACTER_SET_NAME <> 'binary'");
            List<List<String>> before = new ArrayList<>();
            for (String set : sets) {
                create(database, set);
                before.add(image(database, set));
            }

            database.dump(folder);
            for (String set : sets) {
                database.run("TRUNCATE t_" + set);
            }
            database.restore(folder);

            SoftAssertions softly = new SoftAssertions();
            for (int i = 0; i < sets.size(); i++) {
                softly.assertThat(image(database, sets.get(i))).as(sets.get(i)).isEqualTo(before.get(i));
            }
            softly.assertAll();
            assertThat(sets).hasSizeGreaterThan(35);
        }
    }

    /** A table with whatever the character set takes of all bytes, of pairs and of fours of them, and with text. */
    private static void create(ValuesDatabase database, String set) throws SQLException {
        String table = "t_" + set;
        database.run(
                "CREATE TABLE " + table + " (n integer PRIMARY KEY, v varchar(300) CHARACTER SET " + set
                        + ", e enum('a','b') CHARACTER SET " + set + ")",
                "INSERT INTO " + table + " SELECT n, UNHEX(LPAD(HEX(n), 2, '0')), n % 3 FROM number WHERE n < 256",
                "INSERT INTO " + table
                        + " SELECT 1000 + n, UNHEX(LPAD(HEX(n * 7919 % 65536), 4, '0')), NULL FROM number",
                "INSERT INTO " + table
                        + " SELECT 2000 + n, UNHEX(LPAD(HEX(n * 104729 * 7919 % 4294967296), 8, '0')), 1 FROM number",
                "INSERT INTO " + table
                        + " SELECT 3000 + n, CHAR(160 + n * 100 USING ucs2), 2 FROM number WHERE n < 500",
                "INSERT INTO " + table + " VALUES (4000, 'a  ', 'a'), (4001, '', 'b'), (4002, NULL, NULL)");
    }

    private static List<String> image(ValuesDatabase database, String set) throws SQLException {
        return database.query("SELECT n, HEX(v), e + 0 FROM t_" + set + " ORDER BY n");
    }

    @Test
    void textOfEveryCollationComesBack() throws Exception {
        try (ValuesDatabase database = ValuesDatabase.create()) {
            List<String> collations = database.query("SELECT COLLATION_NAME FROM information_schema.COLLATIONS"
                    + " WHERE CHARACTER_SET_NAME IS NOT NULL AND CHARACTER_SET_NAME <> 'binary'");
            StringBuilder columns = new StringBuilder("n integer PRIMARY KEY");
            StringBuilder values = new StringBuilder("1");
            List<String> images = new ArrayList<>();
            for (String collation : collations) {
                columns.append(", c_")
                        .append(collation)
                        .append(" varchar(5) COLLATE ")
                        .append(collation);
                values.append(", 'aB\u00e9\u0416'");
                images.add("HEX(c_" + collation + ")");
            }
            String image = "SELECT SHA2(CONCAT_WS('|', " + String.join(", ", images) + "), 256) FROM t";
            database.run("CREATE TABLE t (" + columns + ")", "INSERT INTO t VALUES (" + values + ")");
            List<String> before = database.query(image);

            database.dump(folder);
            database.run("TRUNCATE t");
            database.restore(folder);

            assertThat(database.query(image)).isEqualTo(before).hasSize(1);
            assertThat(collations).hasSizeGreaterThan(200);
        }
    }

    @Test
    void textIsUtf8InTheDumpWhereThatSaysItAllAndElseItsBytes() throws Exception {
        try (ValuesDatabase database = ValuesDatabase.create(
                "CREATE TABLE t (n integer PRIMARY KEY, v varchar(9) CHARACTER SET cp1251)",
                "INSERT INTO t VALUES (1, '\u0416'), (2, _binary x'9841')")) {
            database.dump(folder);

            assertThat(Files.readString(folder.resolve("t.json")))
                    .contains("\"v\": \"\u0416\"")
                    .contains("\"v\": {\"__type\": \"bytes\", \"encoding\": \"text\", \"value\": \"mEE=\"}");
        }
    }

    @Test
    void textThatACharacterSetLacksIsRefusedByTheServer() throws Exception {
        try (ValuesDatabase source = ValuesDatabase.create(
                        "CREATE TABLE t (n integer PRIMARY KEY, v varchar(9))", "INSERT INTO t VALUES (1, '\u65e5')");
                ValuesDatabase target = ValuesDatabase.create(
                        "CREATE TABLE t (n integer PRIMARY KEY, v varchar(9) CHARACTER SET latin1)")) {
            source.dump(folder);

            assertThatThrownBy(() -> target.restore(folder)).hasMessageContaining("v");

            assertThat(target.query("SELECT * FROM t")).isEmpty();
        }
    }

    @Test
    void aDatabaseWithAnotherCharacterSetThroughoutComesBack() throws Exception {
        try (ValuesDatabase database = new ValuesDatabase(
                MySqlServer.shared().newDatabase("CHARACTER SET latin1"),
                "CREATE TABLE `t\u00e9` (n integer PRIMARY KEY, `c\u00e9` varchar(9), e enum('\u00e9'))",
                "INSERT INTO `t\u00e9` VALUES (1, '\u00e9\u20ac', '\u00e9')")) {
            List<String> before = database.query("SELECT HEX(`c\u00e9`), e + 0 FROM `t\u00e9`");

            database.dump(folder);
            database.run("TRUNCATE `t\u00e9`");
            database.restore(folder);

            assertThat(database.query("SELECT HEX(`c\u00e9`), e + 0 FROM `t\u00e9`"))
                    .isEqualTo(before);
        }
    }
}
