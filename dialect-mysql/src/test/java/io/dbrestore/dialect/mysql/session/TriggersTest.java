package io.dbrestore.dialect.mysql.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.RestoreReport.TableResult;
import io.dbrestore.engine.Strategy;
import io.dbrestore.testserver.MySqlServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Triggers fire during a restore, as nobody can switch them off, and it comes to the same as if they did not. */
@Tag("case-42")
class TriggersTest {

    @TempDir
    Path folder;

    private SessionDatabase database;

    @BeforeEach
    void create() throws SQLException {
        database = SessionDatabase.create();
    }

    /** As Sakila has it: a date that is set whenever a customer is inserted. */
    private void customers() throws SQLException {
        database.run(
                "CREATE TABLE customer (id integer PRIMARY KEY, name varchar(20), create_date datetime)",
                "INSERT INTO customer VALUES (1, 'one', '2006-02-14 22:04:36'), (2, 'two', '2007-02-14 22:04:37')",
                "CREATE TRIGGER customer_create_date BEFORE INSERT ON customer FOR EACH ROW SET NEW.create_date = NOW()");
        database.run("UPDATE customer SET create_date = '2006-02-14 22:04:36'");
    }

    private List<String> dumped() throws SQLException {
        List<String> state = database.state();
        database.dump(folder.resolve("dump"));
        return state;
    }

    private RestoreReport restore() {
        return restore(RestoreOptions.DEFAULT);
    }

    private RestoreReport restore(RestoreOptions options) {
        return database.restore(folder.resolve("dump"), options);
    }

    @Test
    void aValueThatATriggerOverwritesOnInsertIsPutBack() throws SQLException {
        customers();
        List<String> before = dumped();
        database.run("DELETE FROM customer");

        RestoreReport report = restore();

        assertThat(database.state()).isEqualTo(before);
        assertThat(report.tables()).extracting(TableResult::inserted).containsExactly(2L);
        assertThat(report.tables()).extracting(TableResult::updated).containsExactly(0L);
        assertThat(report.warnings())
                .containsExactly(
                        "Triggers of customer fired: customer_create_date. What they did to restored tables was"
                                + " put right; what they did elsewhere stays.");
        assertThat(restore().warnings()).as("the second time").isEmpty();
    }

    @Test
    void aTriggerThatDoesNotFireIsNotNamed() throws SQLException {
        customers();
        List<String> before = dumped();
        database.run("UPDATE customer SET name = 'changed'");

        assertThat(restore().warnings()).isEmpty();

        assertThat(database.state()).isEqualTo(before);
    }

    /** As Sakila has it: a table that triggers of another keep in step. */
    @Test
    void aTableThatTriggersOfAnotherWriteIntoIsWhatTheDumpHolds() throws SQLException {
        database.run(
                "CREATE TABLE film (id integer PRIMARY KEY, title varchar(20))",
                "CREATE TABLE film_text (id integer PRIMARY KEY, title varchar(20))",
                "CREATE TABLE audit (id integer PRIMARY KEY AUTO_INCREMENT, what varchar(20))",
                "CREATE TABLE journal (what varchar(20))",
                "CREATE TRIGGER ins_film AFTER INSERT ON film FOR EACH ROW BEGIN"
                        + " INSERT INTO film_text VALUES (NEW.id, NEW.title); INSERT INTO audit (what) VALUES (NEW.title);"
                        + " INSERT INTO journal VALUES (NEW.title); END",
                "CREATE TRIGGER upd_film AFTER UPDATE ON film FOR EACH ROW BEGIN"
                        + " UPDATE film_text SET title = NEW.title WHERE id = NEW.id;"
                        + " INSERT INTO audit (what) VALUES (NEW.title); INSERT INTO journal VALUES (NEW.title); END",
                "INSERT INTO film VALUES (1, 'one'), (2, 'two'), (3, 'three')",
                "UPDATE film_text SET title = 'edited by hand' WHERE id = 2");
        List<String> before = dumped();
        database.run(
                "DELETE FROM film",
                "DELETE FROM film_text",
                "DELETE FROM audit",
                "DELETE FROM journal",
                "INSERT INTO film VALUES (1, 'seeded')",
                "DELETE FROM audit",
                "DELETE FROM journal",
                "DELETE FROM film_text");

        RestoreReport report = restore();

        assertThat(database.state()).isEqualTo(before);
        assertThat(report.warnings()).anyMatch(warning -> warning.contains("ins_film, upd_film"));
        assertThat(restore().tables()).allMatch(table -> table.unchanged() == table.rows());
        assertThat(database.state()).isEqualTo(before);
    }

    @Test
    @Tag("case-20")
    void rowsThatOnlyTheDatabaseHasStayWhatTheyWereInATableThatTriggersWriteInto() throws SQLException {
        database.run(
                "CREATE TABLE item (id integer PRIMARY KEY, price integer)",
                "CREATE TABLE total (id integer PRIMARY KEY, price integer, note varchar(20) DEFAULT 'none')",
                "INSERT INTO total (id, price) VALUES (1, 10)",
                "INSERT INTO item VALUES (1, 10)");
        dumped();
        database.run(
                "DELETE FROM item",
                "INSERT INTO total VALUES (2, 5, 'seeded')",
                "CREATE TRIGGER sum_up AFTER INSERT ON item FOR EACH ROW UPDATE total SET price = price + NEW.price,"
                        + " note = 'summed up'");

        restore();

        assertThat(database.query("SELECT * FROM total ORDER BY id"))
                .containsExactly("1 | 10 | none", "2 | 5 | seeded");
    }

    @Test
    void aValueThatATriggerOverwritesOnEveryUpdateIsRefusedByName() throws SQLException {
        customers();
        dumped();
        database.run(
                "DELETE FROM customer WHERE id = 2",
                "UPDATE customer SET name = 'seeded'",
                "CREATE TRIGGER touched BEFORE UPDATE ON customer FOR EACH ROW SET NEW.create_date = NOW()");
        List<String> before = database.state();

        assertThatThrownBy(this::restore)
                .isInstanceOfSatisfying(DbRestoreException.class, e -> {
                    assertThat(e.failure()).isEqualTo(Failure.CONFLICT);
                    assertThat(e.hint()).contains("drop the triggers", "--exclude customer");
                })
                .hasMessageContaining("row 1 of customer in the dump (id = 1) does not stay as it is in create_date")
                .hasMessageContaining("customer_create_date, touched")
                .hasMessageContaining("Nothing was restored");

        assertThat(database.state()).isEqualTo(before);
    }

    @Test
    void aRowThatIsInsertedAndOverwrittenIsRefusedByNameWhereExistingRowsAreSkipped() throws SQLException {
        customers();
        dumped();
        database.run("DELETE FROM customer WHERE id = 2", "UPDATE customer SET name = 'kept'");
        List<String> before = database.state();

        assertThatThrownBy(() -> restore(RestoreOptions.DEFAULT.withStrategy(Strategy.SKIP)))
                .hasMessageContaining("row 2 of customer in the dump (id = 2) does not stay as it is in create_date"
                        + ": triggers of the table (customer_create_date)")
                .hasMessageContaining("Nothing was restored");

        assertThat(database.state()).isEqualTo(before);
    }

    @Test
    void aRowWhoseKeyIsOverwrittenIsRefusedByNameWhereExistingRowsAreSkipped() throws SQLException {
        database.run(
                "CREATE TABLE ticket (code varchar(40), place integer, PRIMARY KEY (code, place))",
                "INSERT INTO ticket VALUES ('a', 1), ('b', 2)");
        dumped();
        database.run(
                "DELETE FROM ticket WHERE code = 'b'",
                "CREATE TRIGGER new_code BEFORE INSERT ON ticket FOR EACH ROW SET NEW.code = UUID()");
        List<String> before = database.state();

        assertThatThrownBy(() -> restore(RestoreOptions.DEFAULT.withStrategy(Strategy.SKIP)))
                .hasMessageContaining("row 2 of ticket in the dump (code = b, place = 2) does not stay as it is:"
                        + " triggers of the table (new_code)");

        assertThat(database.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRowOfATableWithoutAKeyThatIsOverwrittenIsRefusedByName(boolean merged) throws SQLException {
        database.run(
                "CREATE TABLE note (a varchar(20), b integer)",
                "INSERT INTO note VALUES ('x', 1), ('y', 1), ('x', 1), ('y', 1)");
        dumped();
        database.run(
                "DELETE FROM note LIMIT 3",
                "CREATE TRIGGER count_up BEFORE INSERT ON note FOR EACH ROW SET NEW.b = IF(NEW.a = 'y', 7, NEW.b)");
        List<String> before = database.state();
        String row = merged ? "row 4" : "row 2"; // one of the two was there

        assertThatThrownBy(() -> restore(RestoreOptions.DEFAULT.withKeylessMerge(merged)))
                .hasMessageContaining(
                        row + " of note in the dump does not stay as it is: triggers of the table (count_up)")
                .hasMessageContaining("Nothing was restored");

        assertThat(database.state()).isEqualTo(before);
    }

    @Test
    void aTriggerThatWritesIntoATableWithTriggersIsRefusedByName() throws SQLException {
        customers();
        database.run("CREATE TABLE friend (id integer PRIMARY KEY)", "INSERT INTO friend VALUES (7)");
        dumped();
        database.run(
                "DELETE FROM friend",
                "CREATE TRIGGER befriend AFTER INSERT ON friend FOR EACH ROW"
                        + " INSERT INTO customer VALUES (NEW.id, 'a friend', NULL)");
        List<String> before = database.state();

        assertThatThrownBy(this::restore)
                .hasMessageContaining("befriend")
                .hasMessageContaining("change rows of customer")
                .hasMessageContaining("Nothing was restored");

        assertThat(database.state()).isEqualTo(before);
    }

    @Test
    void aTriggerThatRefusesARowIsNamedWithTheRow() throws SQLException {
        customers();
        dumped();
        database.run(
                "DELETE FROM customer",
                "CREATE TRIGGER guard BEFORE INSERT ON customer FOR EACH ROW BEGIN IF NEW.id = 2 THEN"
                        + " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no second customer'; END IF; END");

        assertThatThrownBy(this::restore)
                .hasMessageContaining("row 2 of customer in the dump breaks a rule of the database")
                .hasMessageContaining("The triggers of the table fired meanwhile: customer_create_date, guard");

        assertThat(database.query("SELECT * FROM customer")).isEmpty();
    }

    @Test
    @Tag("case-73")
    void aReferenceThatATriggerLeavesDanglingIsFound() throws SQLException {
        customers();
        dumped();
        database.run(
                "DELETE FROM customer",
                "CREATE TABLE mail (id integer PRIMARY KEY AUTO_INCREMENT, customer integer,"
                        + " CONSTRAINT mail_customer FOREIGN KEY (customer) REFERENCES customer (id))",
                "CREATE TRIGGER welcome AFTER INSERT ON customer FOR EACH ROW INSERT INTO mail (customer) VALUES (99)");

        assertThatThrownBy(this::restore).hasMessageContaining("mail_customer");

        assertThat(database.query("SELECT * FROM mail")).isEmpty();
    }

    @Test
    void aTableWithoutAKeyIsReplacedUnderATriggerThatLeavesItsRowsAlone() throws SQLException {
        database.run(
                "CREATE TABLE note (a varchar(20), b integer)",
                "CREATE TABLE journal (what varchar(20))",
                "INSERT INTO note VALUES ('x', 1), ('x', 1), (NULL, 2)",
                "CREATE TRIGGER write_down AFTER INSERT ON note FOR EACH ROW INSERT INTO journal VALUES (NEW.a)",
                "CREATE TRIGGER cross_out AFTER DELETE ON note FOR EACH ROW INSERT INTO journal VALUES ('gone')");
        List<String> before = dumped();
        database.run("DELETE FROM note WHERE a IS NULL", "DELETE FROM journal", "INSERT INTO note VALUES ('new', 1)");
        database.run("DELETE FROM journal");

        restore();

        assertThat(database.state()).isEqualTo(before);
    }

    @Test
    void aDryRunNamesTheTriggersAndChangesNothing() throws SQLException {
        customers();
        dumped();
        database.run("DELETE FROM customer");
        List<String> before = database.state();

        RestoreReport report = restore(RestoreOptions.DEFAULT.withDryRun(true));

        assertThat(report.warnings()).anyMatch(warning -> warning.contains("customer_create_date"));
        assertThat(database.state()).isEqualTo(before);
    }

    @Test
    @Tag("case-45")
    void triggersThatTheUserMayNotSeeArePutRightToo() throws SQLException {
        customers();
        List<String> before = dumped();
        database.run("DELETE FROM customer");
        String user = "t_" + database.name();
        database.run(
                "CREATE USER " + user + " IDENTIFIED BY 'secret'",
                "GRANT SELECT, CREATE TEMPORARY TABLES, INSERT, UPDATE, DELETE ON " + database.name() + ".* TO "
                        + user);
        try (Connection connection = MySqlServer.connect(MySqlServer.as(user, "secret", database.url()))) {
            SessionDatabase.restore(connection, folder.resolve("dump"), RestoreOptions.DEFAULT);
        } finally {
            database.run("DROP USER " + user);
        }

        assertThat(database.state()).isEqualTo(before);
    }
}
