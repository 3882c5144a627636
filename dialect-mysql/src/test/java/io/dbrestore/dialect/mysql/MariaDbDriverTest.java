package io.dbrestore.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbrestore.dialect.mysql.MariaDbApplication.Running;
import io.dbrestore.dialect.mysql.MariaDbApplication.Way;
import io.dbrestore.testserver.MariaDbServer;
import io.dbrestore.testserver.MySqlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An application with MariaDB's driver alone uses the library; whether values are the same is asked of the server, over
 * MySQL's driver.
 */
@Tag("case-75")
final class MariaDbDriverTest {

    /** The type that the driver does not know. */
    private static final List<TypeValues> TYPES = TypeValues.ALL.stream()
            .filter(type -> !type.type().startsWith("vector"))
            .toList();

    private static Running application;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        application = new Running();
    }

    @AfterAll
    static void stop() throws IOException {
        application.close();
    }

    @Test
    @Tag("slow")
    @Tag("case-47")
    @Tag("case-48")
    @Tag("case-49")
    @Tag("case-50")
    @Tag("case-51")
    @Tag("case-52")
    @Tag("case-54")
    @Tag("case-55")
    @Tag("case-56")
    void everyValueOfEveryTypeStandsInTheDumpComesBackAndIsMerged() throws Exception {
        try (ValuesDatabase database = ValuesDatabase.create()) {
            int rows = 0;
            for (int i = 0; i < TYPES.size(); i++) {
                List<TypeValues.Value> values = TYPES.get(i).values();
                database.run("CREATE TABLE t" + i + " (n integer PRIMARY KEY, v "
                        + TYPES.get(i).type() + ")");
                for (int n = 0; n < values.size(); n++) {
                    database.run("INSERT INTO t" + i + " VALUES (" + n + ", "
                            + values.get(n).literal() + ")");
                }
                rows += values.size();
            }
            List<List<String>> before = images(database);
            Path dump = folder.resolve("dump");

            assertThat(application.dump(Way.DATA_SOURCE, database.url(), dump)).isEmpty();
            for (int i = 0; i < TYPES.size(); i++) {
                assertThat(rows(dump.resolve("t" + i + ".json")))
                        .as(TYPES.get(i).type())
                        .isEqualTo(TYPES.get(i).values().stream()
                                .map(TypeValues.Value::json)
                                .toList());
                database.run(i % 2 == 0 ? "DELETE FROM t" + i : "UPDATE t" + i + " SET v = NULL");
            }
            assertThat(application.restore(Way.DATA_SOURCE, database.url(), dump))
                    .endsWith(" 0 unchanged");

            assertSame(images(database), before);
            assertThat(application.restore(Way.DATA_SOURCE, database.url(), dump))
                    .isEqualTo("0 inserted, 0 updated, " + rows + " unchanged");
        }
    }

    private static List<List<String>> images(ValuesDatabase database) throws SQLException {
        List<List<String>> images = new ArrayList<>();
        for (int i = 0; i < TYPES.size(); i++) {
            images.add(database.query(
                    "SELECT n, " + ValuesDatabase.image(TYPES.get(i).type(), "v") + " FROM t" + i + " ORDER BY n"));
        }
        return images;
    }

    private static void assertSame(List<List<String>> images, List<List<String>> expected) {
        SoftAssertions softly = new SoftAssertions();
        for (int i = 0; i < TYPES.size(); i++) {
            softly.assertThat(images.get(i)).as(TYPES.get(i).type()).isEqualTo(expected.get(i));
        }
        softly.assertAll();
    }

    /** The values in the lines of a table file. */
    private static List<String> rows(Path file) throws Exception {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("{\"n\": "))
                .map(line -> line.substring(line.indexOf("\"v\": ") + 5, line.lastIndexOf('}')))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void rowsAreDumpedAndMergedHoweverTheApplicationConnects(Way way) throws SQLException {
        try (ValuesDatabase database = ValuesDatabase.create(
                "CREATE TABLE team (id integer PRIMARY KEY, name varchar(20) UNIQUE)",
                "CREATE TABLE member (id integer PRIMARY KEY AUTO_INCREMENT, team integer, score float,"
                        + " FOREIGN KEY (team) REFERENCES team (id))",
                "INSERT INTO team VALUES (1, 'it''s \u00e9\\\\'), (2, 'two')",
                "INSERT INTO member VALUES (0, 1, 0.1), (5, 2, NULL)")) {
            String options = way == Way.LENT ? "&useServerPrepStmts=true&transformedBitIsBoolean=true" : "";
            String hash = hash(database);
            Path dump = folder.resolve("dump");

            assertThat(application.dump(way, database.url() + options, dump)).isEmpty();
            database.run(
                    "DELETE FROM member",
                    "UPDATE team SET name = CONCAT(id, ' seeded')",
                    "INSERT INTO team VALUES (3, 'new')");

            assertThat(application.restore(way, database.url() + options, dump))
                    .isEqualTo("2 inserted, 2 updated, 0 unchanged");
            assertThat(database.query("SELECT name FROM team WHERE id = 3")).containsExactly("new");
            database.run("DELETE FROM team WHERE id = 3");
            assertThat(hash(database)).isEqualTo(hash);
        }
    }

    private static String hash(ValuesDatabase database) throws SQLException {
        return String.join(
                " ",
                database.query("SELECT SHA2(GROUP_CONCAT(HEX(name), id ORDER BY id), 256) FROM team UNION ALL"
                        + " SELECT SHA2(GROUP_CONCAT(CONCAT_WS('/', id, team, score * 1e0) ORDER BY id), 256)"
                        + " FROM member"));
    }

    /** The driver writes them into the statement, which must not be longer than the server takes. */
    @Test
    @Tag("slow")
    @Tag("case-58")
    void aValueThatNoStatementTakesIsRefusedByNameAndAShorterOneIsNot() throws SQLException {
        assumeFalse(MySqlServer.IS_MYSQL, "seen on MariaDB by then");
        try (MariaDbServer server = MariaDbServer.start("--max-allowed-packet=1M");
                ValuesDatabase other = new ValuesDatabase(server.url("mysql", "root"), "CREATE DATABASE shop");
                ValuesDatabase database = new ValuesDatabase(
                        server.url("shop", "root"),
                        "CREATE TABLE picture (id integer PRIMARY KEY, content longblob)",
                        "INSERT INTO picture VALUES (1, REPEAT('x', 1048000)), (2, REPEAT(x'00', 500000))")) {
            String state = "SELECT id, SHA2(content, 256) FROM picture ORDER BY id";
            List<String> before = database.query(state);
            Path dump = folder.resolve("dump");
            assertThat(application.dump(Way.URL, database.url(), dump)).isEmpty();

            database.run("DELETE FROM picture");
            assertThat(application.restore(Way.URL, database.url(), dump))
                    .isEqualTo("2 inserted, 0 updated, 0 unchanged");
            assertThat(database.query(state)).isEqualTo(before);

            database.run("UPDATE picture SET content = REPEAT('''', 524288) WHERE id = 2");
            assertThat(application.dump(Way.URL, database.url(), folder.resolve("other")))
                    .isEmpty();
            database.run("DELETE FROM picture");
            assertThat(application.restore(Way.URL, database.url(), folder.resolve("other")))
                    .contains(
                            "cannot restore picture: row 2 for picture",
                            "1,048,6",
                            "max_allowed_packet",
                            "MySQL Connector/J")
                    .contains("Nothing was restored; the dump is unharmed");
            assertThat(database.query(state)).isEmpty();
            assertThat(other.query("SELECT COUNT(*) FROM shop.picture")).containsExactly("0");
        }
    }

    @Test
    @Tag("case-76")
    void aVectorOfMySqlIsRefusedByName() throws SQLException {
        assumeTrue(MySqlServer.IS_MYSQL, "MariaDB 11.4 has no vectors");
        try (ValuesDatabase database = ValuesDatabase.create(
                "CREATE TABLE item (id integer PRIMARY KEY, place vector(3))",
                "INSERT INTO item VALUES (1, x'0000803f0000004000004040')")) {
            Path dump = folder.resolve("dump");
            String refusal = "column place ";
            String advice = "is a vector, which the driver \"MariaDB Connector/J\" cannot carry; connect with MySQL"
                    + " Connector/J";

            assertThat(application.dump(Way.URL, database.url(), dump)).contains("item", refusal + advice);
            database.dump(dump);
            database.run("UPDATE item SET id = 2");
            assertThat(application.restore(Way.URL, database.url(), dump)).contains(refusal + "of item " + advice);

            assertThat(database.query("SELECT id, HEX(place) FROM item")).containsExactly("2|0000803F0000004000004040");
        }
    }
}
