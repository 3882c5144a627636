package io.dbrestore.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.DriftConformanceTest;
import io.dbrestore.testserver.MySqlServer;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kit's changes of a schema, and those that only MySQL has types for. */
final class MySqlDriftTest extends DriftConformanceTest {

    @Override
    protected Dialect dialect() {
        return new MySqlDialect();
    }

    @Override
    protected String newDatabase(Path scratch) throws SQLException {
        return MySqlServer.shared().newDatabase();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    int                              | bigint unsigned                | 7                   | 7
                    bigint                           | varchar(30)                    | 9007199254740993    | 9007199254740993
                    varchar(20)                      | int unsigned                   | 42                  | 42
                    decimal(10,2)                    | decimal(12,4)                  | 1.50                | 1.5000
                    decimal(12,4)                    | decimal(10,2)                  | 1.5000              | 1.50
                    decimal(10,2)                    | double                         | 0.10                | 0.1
                    double                           | varchar(30)                    | 0.30000000000000004 | 0.30000000000000004
                    float                            | double                         | 0.5                 | 0.5
                    varchar(9) CHARACTER SET latin1  | varchar(9) CHARACTER SET utf8mb4 | \u00fc            | \u00fc
                    text CHARACTER SET utf8mb4       | varchar(9) CHARACTER SET latin1 | \u00fc             | \u00fc
                    varchar(9)                       | longtext                       | abc                 | abc
                    enum('a','b')                    | enum('b','c','a')              | a                   | a
                    enum('a','b')                    | varchar(9)                     | b                   | b
                    varchar(9)                       | set('x','y')                   | x,y                 | x,y
                    date                             | datetime(3)                    | 2026-01-15          | 2026-01-15 00:00:00.000
                    datetime(6)                      | datetime                       | 2026-01-15 10:30:00 | 2026-01-15 10:30:00
                    date                             | varchar(10)                    | 2026-01-15          | 2026-01-15
                    varchar(30)                      | json                           | {"b":1}             | {"b":1}
                    year                             | int                            | 1999                | 1999
                    bit(8)                           | int                            | 5                   | 5
                    """)
    @Tag("case-27")
    @DisplayName("a value that means the same in the type of today is converted")
    void converts(String before, String now, String value, String expected) throws SQLException {
        dumpOne(before, value);
        execute("CREATE TABLE one (id integer PRIMARY KEY, v " + now + ")");

        restore();

        assertThat(rows("SELECT REPLACE(v, ': ', ':') FROM one")).containsExactly(expected);
        restoreAgainWithoutEffect();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    varchar(9)                         | varchar(3)                      | abcd
                    varchar(9)                         | char(9)                         | trailing
                    varchar(9) CHARACTER SET utf8mb4   | varchar(9) CHARACTER SET latin1 | \u732b
                    decimal(12,4)                      | decimal(10,2)                   | 1.2345
                    double                             | float                           | 0.1234567890123
                    float                              | varchar(30)                     | 0.12345679
                    bigint                             | double                          | 9007199254740993
                    datetime                           | date                            | 2026-01-15 10:30:00
                    datetime(6)                        | datetime                        | 2026-01-15 10:30:00.4
                    int                                | smallint                        | 70000
                    int                                | int unsigned                    | -1
                    varchar(9)                         | int                             | 007
                    varchar(9)                         | int                             | 7 apples
                    varchar(9)                         | date                            | 2026-1-5
                    enum('a','b')                      | enum('b','c')                   | a
                    enum('a','b')                      | int                             | b
                    int                                | enum('a','b')                   | 1
                    varchar(9)                         | enum('a','b')                   | 1
                    int                                | year                            | 5
                    int                                | date                            | 20260115
                    time                               | datetime                        | 10:30:00
                    varchar(9)                         | set('x','y')                    | y,x
                    varbinary(3)                       | binary(9)                       | abc
                    """)
    @Tag("case-27")
    @Tag("case-28")
    @DisplayName("a value that the type of today cannot keep is refused before anything is written")
    void refuses(String before, String now, String value) throws SQLException {
        dumpOne(before, value.equals("trailing") ? "ab " : value);
        execute("CREATE TABLE one (id integer PRIMARY KEY, v " + now + ")");

        DbRestoreException exception =
                failToRestore(Failure.DRIFT, RestoreOptions.DEFAULT, "SELECT id FROM one ORDER BY id");

        assertThat(exception.getMessage()).contains("Nothing was restored");
    }

    @Test
    @Tag("case-27")
    @DisplayName("a document that MySQL would write otherwise is refused")
    void refusesOtherDocument() throws SQLException {
        assumeTrue(MySqlServer.IS_MYSQL, "MariaDB keeps the text");
        dumpOne("varchar(60)", "{\"b\":1,\"b\":2}");
        execute("CREATE TABLE one (id integer PRIMARY KEY, v json)");

        DbRestoreException exception = failToRestore(Failure.DRIFT, RestoreOptions.DEFAULT, "SELECT id FROM one");

        assertThat(exception.getMessage()).contains("column v");
    }

    @Test
    @Tag("case-77")
    @DisplayName("a new column that keeps the time of the last change keeps it")
    void newColumnOfTheLastChange() throws SQLException {
        dumpOne("int", "5");
        execute(
                "CREATE TABLE one (id integer PRIMARY KEY, v int,"
                        + " changed datetime DEFAULT '2001-01-01' ON UPDATE CURRENT_TIMESTAMP)",
                "INSERT INTO one VALUES (1, 77, '2000-02-02')");

        restore();

        assertThat(rows("SELECT v, changed FROM one")).containsExactly("5 2000-02-02 00:00:00");
    }

    private void dumpOne(String type, String value) throws SQLException {
        boolean number = value.matches("-?[0-9.]+") && !type.contains("char");
        execute(
                "CREATE TABLE one (id integer PRIMARY KEY, v " + type + ")",
                "INSERT INTO one VALUES (1, " + (number ? value : "'" + value + "'") + ")");
        dump();
        execute("DROP TABLE one");
    }
}
