package io.dbrestore.dialect.mysql;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.RestoreReport.TableResult;
import io.dbrestore.engine.Strategy;
import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.MergeConformanceTest;
import io.dbrestore.testserver.MySqlServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kit's merges, and those that are peculiar to MySQL and MariaDB. */
final class MySqlMergeTest extends MergeConformanceTest {

    /** One with a key, one without. */
    private static final List<String> TABLES = List.of("keyed (id int PRIMARY KEY", "keyless (id int");

    private static final RestoreOptions KEYLESS_MERGE = RestoreOptions.DEFAULT.withKeylessMerge(true);

    @Override
    protected Dialect dialect() {
        return new MySqlDialect();
    }

    @Override
    protected String newDatabase(Path scratch) throws SQLException {
        return MySqlServer.shared().newDatabase();
    }

    /** Names are of the basic plane only. */
    @Override
    protected String oddName() {
        return "Größe €";
    }

    @Test
    @Tag("case-16")
    @DisplayName("keys that the collation takes for the same are the same row, and the dump's spelling wins")
    void keysAreComparedAsTheServerDoes() throws SQLException {
        execute("CREATE TABLE words (word varchar(9) COLLATE utf8mb4_general_ci PRIMARY KEY, n int)");
        execute("INSERT INTO words VALUES ('Ärger', 1), ('b', 2), ('same', 3)");
        dump();
        execute("DELETE FROM words", "INSERT INTO words VALUES ('arger', 9), ('B', 2), ('same', 3), ('seed', 4)");

        TableResult result = only(restore());

        assertThat(rows("SELECT HEX(word), n FROM words ORDER BY n"))
                .containsExactly("C384" + "72676572 1", "62 2", "73616D65 3", "73656564 4");
        assertThat(result.updated()).isEqualTo(2);
        assertThat(result.inserted()).isZero();
        restoreAgainWithoutEffect();
    }

    @Test
    @Tag("case-16")
    @DisplayName("two rows of the dump that are one to a collation of today are refused by name")
    void keysThatBecameOneAreRefused() throws SQLException {
        execute("CREATE TABLE words (word varchar(9) COLLATE utf8mb4_bin PRIMARY KEY, n int)");
        execute("INSERT INTO words VALUES ('a', 1), ('A', 2)");
        dump();
        execute("DROP TABLE words");
        execute("CREATE TABLE words (word varchar(9) COLLATE utf8mb4_general_ci PRIMARY KEY, n int)");

        DbRestoreException exception = failToRestore(Failure.CONFLICT, RestoreOptions.DEFAULT, "SELECT * FROM words");

        assertThat(exception.getMessage()).contains("words", "row 2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    varchar(9) COLLATE utf8mb4_general_ci | 'a'     | 'A'
                    varchar(9) COLLATE utf8mb4_general_ci | 'a'     | 'a '
                    text COLLATE utf8mb4_general_ci       | 'e'     | 'é'
                    double                                | 0e0     | -0e0
                    float                                 | 0e0     | -0e0
                    float                                 | 0.1     | 0.10000001
                    enum('', 'a')                         | 'a'     | ''
                    set('a', 'b')                         | 'a'     | 'a,b'
                    bit(20)                               | b'1'    | b'10'
                    varbinary(9)                          | 'a'     | 'A'
                    datetime(6)                           | '2026-01-01' | '2026-01-01 00:00:00.000001'
                    json                                  | '{"a": 1}' | '{"a": "1"}'
                    geometry                              | POINT(1, 2) | POINT(2, 1)
                    """)
    @DisplayName("values that are equal or nearly so are told apart to the last bit, with a key and without")
    void valuesAreComparedByTheirBits(String type, String dumped, String seeded) throws SQLException {
        for (String table : TABLES) {
            execute("CREATE TABLE " + table + ", v " + type + ")");
            execute("INSERT INTO " + table.substring(0, table.indexOf(' ')) + " VALUES (1, " + dumped + "), (2, NULL)");
        }
        dump();
        execute(
                "UPDATE keyed SET v = " + seeded + " WHERE id = 1",
                "UPDATE keyless SET v = " + seeded + " WHERE id = 1");

        RestoreReport first = restore(KEYLESS_MERGE);
        RestoreReport second = restore(KEYLESS_MERGE);

        assertThat(first.tables()).hasSize(2).allSatisfy(result -> {
            assertThat(result.unchanged()).isEqualTo(1);
            assertThat(result.updated() + result.inserted()).isEqualTo(1);
        });
        assertThat(second.tables())
                .allSatisfy(result -> assertThat(result.unchanged()).isEqualTo(2));
    }

    @Test
    @DisplayName("a number in JSON gets the dump's digits although the server takes both for the same")
    void numbersInJson() throws SQLException {
        execute("CREATE TABLE t (id int PRIMARY KEY, v json NOT NULL, w json, n int,"
                + " changed datetime DEFAULT '2001-01-01' ON UPDATE CURRENT_TIMESTAMP)");
        execute("INSERT INTO t VALUES (1, '1', '[1.0]', 5, '2002-02-02'), (2, '2', NULL, 6, '2003-03-03')");
        dump();
        execute("DELETE FROM t");
        execute("INSERT INTO t VALUES (1, '1.0', '[1]', 5, '2002-02-02'), (2, '2', '3', 7, '2003-03-03')");

        TableResult result = only(restore());

        assertThat(rows("SELECT v, w, n, EXTRACT(YEAR FROM changed) FROM t ORDER BY id"))
                .containsExactly("1 [1.0] 5 2002", "2 - 6 2003");
        assertThat(result.updated()).isEqualTo(2);
        restoreAgainWithoutEffect();
    }

    @Test
    @DisplayName("an enum's empty label is not the empty value of a label that it does not have")
    void emptyLabels() throws SQLException {
        execute("CREATE TABLE t (id int PRIMARY KEY, v enum('', 'a'))");
        execute("INSERT INTO t VALUES (1, '')");
        dump();
        execute("SET sql_mode = ''", "UPDATE t SET v = 0");

        restore();

        assertThat(rows("SELECT CAST(v AS UNSIGNED) FROM t")).containsExactly("1");
    }

    @Test
    @Tag("case-77")
    @DisplayName("the time of the last change is the dump's, also where other columns change")
    void timeOfLastChange() throws SQLException {
        execute("CREATE TABLE t (id int PRIMARY KEY, n int, changed timestamp(6) DEFAULT CURRENT_TIMESTAMP(6)"
                + " ON UPDATE CURRENT_TIMESTAMP(6))");
        execute(
                "INSERT INTO t VALUES (1, 1, '2001-01-01 00:00:00.000001'), (2, 2, '2002-02-02'), (3, 3, '2003-03-03')");
        dump();
        execute("UPDATE t SET n = 9, changed = changed WHERE id = 1", "UPDATE t SET n = 9 WHERE id = 2");

        TableResult result = only(restore());

        assertThat(rows("SELECT n, EXTRACT(YEAR FROM changed) FROM t ORDER BY id"))
                .containsExactly("1 2001", "2 2002", "3 2003");
        assertThat(result.updated()).isEqualTo(2);
        restoreAgainWithoutEffect();
    }

    @Test
    @Tag("case-69")
    @DisplayName("number 0 stays 0, into an empty table and beside others")
    void numberZero() throws SQLException {
        execute("CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, v int)");
        execute("SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO'", "INSERT INTO t VALUES (0, 1), (7, 2)");
        dump();
        execute("DELETE FROM t");

        restore();
        assertThat(rows("SELECT * FROM t ORDER BY id")).containsExactly("0 1", "7 2");
        execute("UPDATE t SET v = 9 WHERE id = 7", "DELETE FROM t WHERE id = 0");
        restore();

        assertThat(rows("SELECT * FROM t ORDER BY id")).containsExactly("0 1", "7 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tinyint",
                "tinyint unsigned",
                "smallint unsigned",
                "mediumint",
                "int unsigned",
                "bigint unsigned",
                "bigint",
                "decimal(10,2)",
                "double",
                "char(9)",
                "varbinary(9)"
            })
    @Tag("case-7")
    @DisplayName("rows swap unique values of columns that take no NULL")
    void uniqueValuesOfEveryTypeAreSwapped(String type) throws SQLException {
        execute("CREATE TABLE t (id int PRIMARY KEY, v " + type + " NOT NULL UNIQUE)");
        execute("INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)");
        dump();
        execute("DELETE FROM t", "INSERT INTO t VALUES (1, 20), (2, 30), (3, 10)");

        restore();

        assertThat(rows("SELECT id, CAST(v AS UNSIGNED) FROM t ORDER BY id")).containsExactly("1 10", "2 20", "3 30");
        restoreAgainWithoutEffect();
    }

    @Test
    @Tag("case-72")
    @DisplayName("invisible columns are restored")
    void invisibleColumns() throws SQLException {
        execute("CREATE TABLE t (id int PRIMARY KEY, hidden int INVISIBLE DEFAULT 1)");
        execute("INSERT INTO t (id, hidden) VALUES (1, 5)");
        dump();
        execute("UPDATE t SET hidden = 6");

        restore();

        assertThat(rows("SELECT hidden FROM t")).containsExactly("5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1000 | int
                    1016 | tinyint
                    63   | varchar(255) CHARACTER SET utf8mb4
                    4    | varchar(16000) CHARACTER SET latin1
                    100  | text
                    """)
    @Tag("case-59")
    @DisplayName("a table as wide as the server allows is staged and merged")
    void wideTables(int count, String type) throws SQLException {
        String columns =
                IntStream.range(0, count).mapToObj(i -> "c" + i + " " + type).collect(joining(", "));
        execute("CREATE TABLE t (id int PRIMARY KEY, " + columns + ")");
        execute("INSERT INTO t (id, c0, c2) VALUES (1, '1', '2'), (2, NULL, '4')");
        dump();
        execute("UPDATE t SET c2 = '7', c3 = '8' WHERE id = 2", "INSERT INTO t (id) VALUES (3)");

        TableResult result = only(restore());

        assertThat(rows("SELECT id, c0, c2, c3 FROM t ORDER BY id")).containsExactly("1 1 2 -", "2 - 4 -", "3 - - -");
        assertThat(result.updated()).isEqualTo(1);
        restoreAgainWithoutEffect();
    }

    @Test
    @Tag("case-76")
    @DisplayName("a table in partitions is merged as one, also into other partitions")
    void partitions() throws SQLException {
        execute("CREATE TABLE t (id int PRIMARY KEY, v int) PARTITION BY HASH (id) PARTITIONS 3");
        execute("INSERT INTO t VALUES (1, 1), (2, 2), (3, 3)");
        dump();
        execute("DROP TABLE t");
        execute("CREATE TABLE t (id int PRIMARY KEY, v int) PARTITION BY RANGE (id)"
                + " (PARTITION low VALUES LESS THAN (3), PARTITION high VALUES LESS THAN (100))");
        execute("INSERT INTO t VALUES (3, 9), (50, 50)");

        restore();

        assertThat(rows("SELECT * FROM t ORDER BY id")).containsExactly("1 1", "2 2", "3 3", "50 50");
        execute("ALTER TABLE t DROP PARTITION high");
        DbRestoreException exception = failToRestore(Failure.CONFLICT, RestoreOptions.DEFAULT, "SELECT * FROM t");
        assertThat(exception.getMessage()).contains("value 3");
    }

    @Test
    @Tag("slow")
    @DisplayName("replacing many rows takes no time that grows with their square")
    void manyRowsAreReplaced() throws SQLException {
        execute("CREATE TABLE t (code varchar(20) PRIMARY KEY, v int NOT NULL UNIQUE)");
        execute(
                "SET " + (MySqlServer.IS_MYSQL ? "cte_max_recursion_depth" : "max_recursive_iterations") + " = 200000",
                """
                INSERT INTO t WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
                SELECT CONCAT('code ', i), i FROM n""");
        dump();
        execute("UPDATE t SET v = -v", "INSERT INTO t SELECT CONCAT('x', code), v - 200000 FROM t");

        TableResult result = only(restore(Strategy.REPLACE));

        assertThat(result.deleted()).isEqualTo(100_000);
        assertThat(result.updated()).isEqualTo(100_000);
        assertThat(rows("SELECT COUNT(*), SUM(v) FROM t")).containsExactly("100000 5000050000");
    }
}
