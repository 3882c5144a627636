package io.dbrestore.dialect.mysql.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbrestore.spi.Table;
import io.dbrestore.testserver.MySqlServer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How counters are moved on without a statement that commits, on MariaDB and on MySQL. */
@Tag("case-70")
final class CountersTest {

    private static final String COUNTING = "CREATE TABLE t (id int unsigned AUTO_INCREMENT PRIMARY KEY, ";

    @Test
    @Tag("case-74")
    void aCounterMovesOnAndNothingIsWrittenOrCommitted() throws SQLException {
        try (Database database = Database.with(COUNTING + "n int)", "INSERT INTO t VALUES (1, 1)")) {
            database.connection().setAutoCommit(false);
            database.execute("INSERT INTO t VALUES (2, 2)");

            List<String> warnings = new Counters(database.connection(), !MySqlServer.IS_MYSQL)
                    .advance(List.of(database.table("t")), List.of(Database.sequence("t", "500")));
            assertThat(database.query("SELECT id FROM t ORDER BY id")).containsExactly("1", "2");
            database.connection().rollback();
            database.connection().setAutoCommit(true);

            assertThat(warnings).isEmpty();
            assertThat(database.query("SELECT id FROM t")).containsExactly("1");
            database.execute("INSERT INTO t (n) VALUES (3)");
            assertThat(database.query("SELECT MAX(id) FROM t")).containsExactly("501");
        }
    }

    @Test
    void aCounterNeverGoesBack() throws SQLException {
        try (Database database = Database.with(COUNTING + "n int)", "INSERT INTO t VALUES (900, 1)", "DELETE FROM t")) {

            assertThat(database.advance(List.of(database.table("t")), Database.sequence("t", "500")))
                    .isEmpty();

            assertThat(database.standing("t")).isEqualTo("900");
        }
    }

    @Test
    void columnsThatTakeNoNullAndReferencesAreNoObstacle() throws SQLException {
        try (Database database = Database.with(
                "CREATE TABLE parent (id int PRIMARY KEY)",
                COUNTING
                        + "n varchar(9) NOT NULL, d date NOT NULL, j json NOT NULL, up int NOT NULL REFERENCES parent (id),"
                        + " e enum('a') NOT NULL, b blob NOT NULL, ts timestamp NOT NULL)")) {

            assertThat(database.advance(List.of(database.table("t")), Database.sequence("t", "500")))
                    .isEmpty();

            assertThat(database.standing("t")).isEqualTo("500");
            assertThat(database.query("SELECT @@foreign_key_checks")).containsExactly("1");
            assertThat(database.query("SELECT @@sql_mode LIKE '%STRICT%'")).containsExactly("1");
        }
    }

    @Test
    void aRuleThatNoNewRowKeepsIsGoneRoundByARowThatIsThere() throws SQLException {
        try (Database database = Database.with(
                COUNTING + "n varchar(9) NOT NULL CHECK (n <> ''), g point NOT NULL)",
                "INSERT INTO t VALUES (3, 'x', POINT(1, 2)), (4, 'y', POINT(1, 2))")) {

            assertThat(database.advance(List.of(database.table("t")), Database.sequence("t", "500")))
                    .isEmpty();

            assertThat(database.standing("t")).isEqualTo("500");
            assertThat(database.query("SELECT id FROM t ORDER BY id")).containsExactly("3", "4");
        }
    }

    @Test
    @Tag("case-42")
    void noTriggerFires() throws SQLException {
        try (Database database = Database.with(
                "CREATE TABLE log (id int AUTO_INCREMENT PRIMARY KEY)",
                COUNTING + "n int)",
                "CREATE TRIGGER i AFTER INSERT ON t FOR EACH ROW INSERT INTO log VALUES ()",
                "INSERT INTO t VALUES (1, 1)")) {
            Table table = database.table("t");

            assertThat(database.advance(List.of(table), Database.sequence("t", "500")))
                    .isEmpty();

            assertThat(database.standing("t")).isEqualTo("500");
            assertThat(database.standing("log")).isEqualTo("1");
            database.execute("CREATE TRIGGER u AFTER UPDATE ON t FOR EACH ROW INSERT INTO log VALUES ()");

            List<String> warnings = database.advance(List.of(table), Database.sequence("t", "900"));

            assertThat(database.standing("log")).isEqualTo("1");
            assertThat(database.standing("t")).isEqualTo("500");
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .contains("ALTER TABLE `t` AUTO_INCREMENT = 901", "triggers");
        }
    }

    @Test
    @Tag("case-74")
    void aTableThatCannotRollBackIsNotTouchedAndThatIsSaid() throws SQLException {
        try (Database database = Database.with(COUNTING + "n int) ENGINE = MyISAM", "INSERT INTO t VALUES (1, 1)")) {

            List<String> warnings = database.advance(List.of(database.table("t")), Database.sequence("t", "500"));

            assertThat(warnings).singleElement().asString().contains("ALTER TABLE `t` AUTO_INCREMENT = 501");
            assertThat(database.query("SELECT id FROM t")).containsExactly("1");
        }
    }

    @Test
    void tablesThatWereNotMergedAreLeftAlone() throws SQLException {
        try (Database database = Database.with(COUNTING + "n int)")) {

            assertThat(database.advance(List.of(), Database.sequence("t", "500")))
                    .isEmpty();

            assertThat(database.standing("t")).isEqualTo("0");
        }
    }

    @Test
    void otherStepsOfCountingDoNotMatter() throws SQLException {
        try (Database database = Database.with(
                COUNTING + "n int)", "SET auto_increment_increment = 10", "SET auto_increment_offset = 5")) {

            assertThat(database.advance(List.of(database.table("t")), Database.sequence("t", "500")))
                    .isEmpty();

            database.execute("INSERT INTO t (n) VALUES (1)");
            assertThat(database.query("SELECT id FROM t")).containsExactly("505");
        }
    }

    @Test
    void theLargestNumberIsReached() throws SQLException {
        try (Database database = Database.with("CREATE TABLE t (id bigint unsigned AUTO_INCREMENT PRIMARY KEY)")) {

            assertThat(database.advance(List.of(database.table("t")), Database.sequence("t", "18446744073709551613")))
                    .isEmpty();

            database.execute("INSERT INTO t VALUES ()");
            assertThat(database.query("SELECT id FROM t")).containsExactly("18446744073709551614");
        }
    }

    @Test
    @Tag("case-75")
    void sequencesMoveOnInTheirOwnDirection() throws SQLException {
        assumeTrue(!MySqlServer.IS_MYSQL, "MySQL has no sequences");
        try (Database database = Database.with(
                "CREATE SEQUENCE up START WITH 1 INCREMENT BY 5 NOCACHE",
                "CREATE SEQUENCE down START WITH 0 INCREMENT BY -1 MINVALUE -100 MAXVALUE 100 NOCACHE",
                "CREATE SEQUENCE ahead START WITH 800 NOCACHE",
                "CREATE SEQUENCE small MAXVALUE 10 NOCACHE")) {

            List<String> warnings = database.advance(
                    List.of(),
                    Database.sequence("up", "501"),
                    Database.sequence("down", "-50"),
                    Database.sequence("ahead", "500"),
                    Database.sequence("small", "500"));

            assertThat(warnings).isEmpty();
            assertThat(database.query("SELECT NEXT VALUE FOR up")).containsExactly("506");
            assertThat(database.query("SELECT NEXT VALUE FOR down")).containsExactly("-51");
            assertThat(database.query("SELECT NEXT VALUE FOR ahead")).containsExactly("800");
            assertThat(database.query("SELECT NEXT VALUE FOR small")).containsExactly("1");
        }
    }

    @Test
    @Tag("case-75")
    void aSequenceGoesPastTheKeysThatItCountsFor() throws SQLException {
        assumeTrue(!MySqlServer.IS_MYSQL, "MySQL has no sequences");
        try (Database database = Database.with(
                "CREATE SEQUENCE `se``q` MAXVALUE 1000 NOCACHE",
                "CREATE TABLE t (id int DEFAULT (NEXT VALUE FOR `se``q`) PRIMARY KEY)",
                "INSERT INTO t VALUES (40), (41)")) {

            assertThat(database.advance(List.of(database.table("t")))).isEmpty();

            assertThat(database.query("SELECT NEXT VALUE FOR `se``q`")).containsExactly("42");
            database.execute("INSERT INTO t VALUES (5000)");
            database.advance(List.of(database.table("t")));
            assertThat(database.query("SELECT NEXT VALUE FOR `se``q`")).containsExactly("43");
        }
    }
}
