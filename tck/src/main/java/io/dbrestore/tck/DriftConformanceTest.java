package io.dbrestore.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.RestoreReport;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of rows when the schema has changed. Every dialect extends this; see {@link RestoreScenario}. */
public abstract class DriftConformanceTest extends RestoreScenario {

    private static final String ITEMS =
            "CREATE TABLE items (id INTEGER NOT NULL PRIMARY KEY, label VARCHAR(50), amount INTEGER)";

    /** The type of a column that the database computes from others. */
    protected String generated(String expression) {
        return "INTEGER GENERATED ALWAYS AS (" + expression + ")";
    }

    private void dumpItems(String rows) throws SQLException {
        execute(ITEMS, "INSERT INTO items VALUES " + rows);
        dump();
        execute("DROP TABLE items");
    }

    @Test
    @Tag("case-25")
    @DisplayName("a column that is gone is skipped, with a warning")
    void columnGone() throws SQLException {
        dumpItems("(1, 'a', 5), (2, 'b', 6)");
        execute("CREATE TABLE items (id INTEGER NOT NULL PRIMARY KEY, amount INTEGER)");

        RestoreReport report = restore();

        assertThat(rows("SELECT * FROM items ORDER BY id")).containsExactly("1 5", "2 6");
        assertThat(report.warnings()).singleElement().asString().containsIgnoringCase("items.label");
        restoreAgainWithoutEffect();
    }

    @Test
    @Tag("case-19")
    @Tag("case-25")
    @DisplayName("a new column gets its default in new rows and keeps its value in others, with a warning")
    void columnNew() throws SQLException {
        dumpItems("(1, 'a', 5), (2, 'b', 6)");
        execute("CREATE TABLE items (id INTEGER NOT NULL PRIMARY KEY, label VARCHAR(50), amount INTEGER,"
                + " state VARCHAR(50) DEFAULT 'new' NOT NULL, extra VARCHAR(50))");
        execute("INSERT INTO items VALUES (1, 'seed', 0, 'kept', 'kept')");

        RestoreReport report = restore();

        assertThat(rows("SELECT * FROM items ORDER BY id")).containsExactly("1 a 5 kept kept", "2 b 6 new -");
        assertThat(report.warnings()).hasSize(2);
        restoreAgainWithoutEffect();
    }

    @Test
    @Tag("case-25")
    @DisplayName("a new column that takes no NULL and has no default is named before anything is written")
    void columnNewAndRequired() throws SQLException {
        dumpItems("(1, 'a', 5)");
        execute("CREATE TABLE items (id INTEGER NOT NULL PRIMARY KEY, label VARCHAR(50), amount INTEGER,"
                + " sku VARCHAR(50) NOT NULL)");

        DbRestoreException exception = failToRestore(Failure.DRIFT, RestoreOptions.DEFAULT, "SELECT * FROM items");

        assertThat(exception.getMessage()).containsIgnoringCase("items.sku");
    }

    @Test
    @Tag("case-26")
    @DisplayName(
            "NULL for a column that takes none any more becomes its default, and stays what it is in a row that exists")
    void nullBecomesTheDefault() throws SQLException {
        dumpItems("(1, NULL, 5), (2, 'b', NULL), (3, NULL, NULL), (4, NULL, 8)");
        execute("CREATE TABLE items (id INTEGER NOT NULL PRIMARY KEY, label VARCHAR(50) DEFAULT 'none' NOT NULL,"
                + " amount INTEGER DEFAULT 7 NOT NULL)");
        execute("INSERT INTO items VALUES (4, 'seed', 0), (9, 'seed', 9)");

        restore();

        assertThat(rows("SELECT * FROM items ORDER BY id"))
                .containsExactly("1 none 5", "2 b 7", "3 none 7", "4 seed 8", "9 seed 9");
        restoreAgainWithoutEffect();
    }

    @Test
    @Tag("case-26")
    @DisplayName("NULL for a column that takes none and has no default is named with its row")
    void nullWithoutDefault() throws SQLException {
        dumpItems("(1, 'a', 5), (2, NULL, 6)");
        execute("CREATE TABLE items (id INTEGER NOT NULL PRIMARY KEY, label VARCHAR(50) NOT NULL, amount INTEGER)");

        DbRestoreException exception = failToRestore(Failure.DRIFT, RestoreOptions.DEFAULT, "SELECT * FROM items");

        assertThat(exception.getMessage()).containsIgnoringCase("items.label").contains("row 2");
    }

    @Test
    @Tag("case-27")
    @DisplayName("a value of another type is converted where nothing is lost")
    void typesAreConverted() throws SQLException {
        dumpItems("(1, '42', 5), (2, '-7', NULL), (3, NULL, 1)");
        execute("CREATE TABLE items (id INTEGER NOT NULL PRIMARY KEY, label INTEGER, amount VARCHAR(50))");
        execute("INSERT INTO items VALUES (1, 42, '5'), (2, 0, 'seed')");

        RestoreReport report = restore();

        assertThat(rows("SELECT * FROM items ORDER BY id")).containsExactly("1 42 5", "2 -7 -", "3 - 1");
        assertThat(only(report).unchanged()).isEqualTo(1);
        assertThat(report.warnings()).hasSize(2);
        restoreAgainWithoutEffect();
    }

    @Test
    @Tag("case-27")
    @DisplayName("a value that would lose something in another type is named, with what it would become")
    void lossIsNamed() throws SQLException {
        dumpItems("(1, '1', 5), (2, '007', 6)");
        execute("CREATE TABLE items (id INTEGER NOT NULL PRIMARY KEY, label INTEGER, amount INTEGER)");
        execute("INSERT INTO items VALUES (5, 5, 5)");

        DbRestoreException exception = failToRestore(Failure.DRIFT, RestoreOptions.DEFAULT, "SELECT * FROM items");

        assertThat(exception.getMessage()).containsIgnoringCase("label").contains("row 2", "007");
    }

    @Test
    @Tag("case-29")
    @DisplayName("columns in another order, and names that differ in case only, are the same columns")
    void orderAndCaseOfColumns() throws SQLException {
        execute("CREATE TABLE items (" + quote("userId")
                + " INTEGER NOT NULL PRIMARY KEY, a VARCHAR(50), b VARCHAR(50))");
        execute("INSERT INTO items VALUES (1, 'a', 'b')");
        dump();
        execute("DROP TABLE items");
        execute("CREATE TABLE items (b VARCHAR(50), a VARCHAR(50), " + quote("userid")
                + " INTEGER NOT NULL PRIMARY KEY)");

        restore();

        assertThat(rows("SELECT * FROM items")).containsExactly("b a 1");
    }

    @Test
    @Tag("case-28")
    @DisplayName("a column that is computed now is skipped, and one that is not any more gets its default")
    void generatedColumns() throws SQLException {
        dumpItems("(1, 'a', 5)");
        execute("CREATE TABLE items (id INTEGER NOT NULL PRIMARY KEY, label VARCHAR(50)," + " amount "
                + generated("id + 100") + ")");

        restore();

        assertThat(rows("SELECT id, label, amount FROM items")).containsExactly("1 a 101");
        restoreAgainWithoutEffect();
    }

    @Test
    @Tag("case-31")
    @DisplayName("a table that is gone is skipped with a warning, a new table is left alone")
    void tableGone() throws SQLException {
        execute("CREATE TABLE old_things (id INTEGER NOT NULL PRIMARY KEY)", "INSERT INTO old_things VALUES (1), (2)");
        dumpItems("(1, 'a', 5)");
        execute("DROP TABLE old_things", ITEMS, "CREATE TABLE new_things (id INTEGER NOT NULL PRIMARY KEY)");
        execute("INSERT INTO new_things VALUES (1)");

        RestoreReport report = restore();

        assertThat(rows("SELECT id FROM items")).containsExactly("1");
        assertThat(rows("SELECT id FROM new_things")).containsExactly("1");
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .containsIgnoringCase("old_things")
                .contains("2 rows");
    }

    @Test
    @Tag("case-24")
    @DisplayName("a table that has become a view is skipped with a warning")
    void tableBecameAView() throws SQLException {
        dumpItems("(1, 'a', 5), (2, 'b', 6)");
        execute("CREATE TABLE things (id INTEGER NOT NULL PRIMARY KEY, label VARCHAR(50), amount INTEGER)");
        execute("CREATE VIEW items AS SELECT id, label, amount FROM things");

        RestoreReport report = restore();

        assertThat(rows("SELECT * FROM things")).isEmpty();
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .containsIgnoringCase("items")
                .contains("a view", "2 rows");
    }

    @Test
    @Tag("case-24")
    @DisplayName("a view that has become a table is left as it is, and has never been in the dump")
    void viewBecameATable() throws SQLException {
        execute("CREATE TABLE things (id INTEGER NOT NULL PRIMARY KEY)", "INSERT INTO things VALUES (1)");
        execute("CREATE VIEW items AS SELECT id FROM things");
        dump();
        execute("DROP VIEW items", ITEMS, "INSERT INTO items VALUES (7, 'seed', 7)");

        RestoreReport report = restore();

        assertThat(rows("SELECT id FROM items")).containsExactly("7");
        assertThat(report.warnings()).isEmpty();
    }

    @Test
    @Tag("case-10")
    @DisplayName("a row of the dump that has the key of another now is a conflict that names it")
    void keyTwiceInTheDump() throws SQLException {
        dumpItems("(1, 'a', 5), (2, 'b', 6), (3, 'a', 7)");
        execute("CREATE TABLE items (id INTEGER, label VARCHAR(50) NOT NULL PRIMARY KEY, amount INTEGER)");

        DbRestoreException exception = failToRestore(Failure.CONFLICT, RestoreOptions.DEFAULT, "SELECT * FROM items");

        assertThat(exception.getMessage()).contains("row 3").containsIgnoringCase("items");
    }

    @Test
    @Tag("case-22")
    @DisplayName("rows that the dump cannot tell apart by today's key are refused by name")
    void keyOfOtherColumns() throws SQLException {
        dumpItems("(1, 'a', 5)");
        execute("CREATE TABLE items (tenant INTEGER DEFAULT 1 NOT NULL, id INTEGER NOT NULL, label VARCHAR(50),"
                + " amount INTEGER, PRIMARY KEY (tenant, id))");

        DbRestoreException exception = failToRestore(Failure.DRIFT, RestoreOptions.DEFAULT, "SELECT * FROM items");

        assertThat(exception.getMessage()).containsIgnoringCase("tenant");
    }

    @Test
    @Tag("case-22")
    @DisplayName("a key over other columns that the dump has tells rows apart from now on")
    void keyOverOtherDumpedColumns() throws SQLException {
        dumpItems("(1, 'a', 5), (2, 'b', 6)");
        execute("CREATE TABLE items (id INTEGER, label VARCHAR(50) NOT NULL PRIMARY KEY, amount INTEGER)");
        execute("INSERT INTO items VALUES (77, 'a', 0)");

        restore();

        assertThat(rows("SELECT * FROM items ORDER BY label")).containsExactly("1 a 5", "2 b 6");
    }

    @Test
    @Tag("case-30")
    @DisplayName("a unique key that the dump's rows break is a conflict that names the row")
    void newUniqueKeyIsBroken() throws SQLException {
        dumpItems("(1, 'a', 5), (2, 'b', 6), (3, 'a', 7)");
        execute("CREATE TABLE items (id INTEGER NOT NULL PRIMARY KEY, label VARCHAR(50) UNIQUE, amount INTEGER)");

        DbRestoreException exception = failToRestore(Failure.CONFLICT, RestoreOptions.DEFAULT, "SELECT * FROM items");

        assertThat(exception.getMessage()).contains("row 3");
    }

    @Test
    @Tag("case-28")
    @DisplayName("a check that the dump's rows break is a conflict that names the row")
    void newCheckIsBroken() throws SQLException {
        dumpItems("(1, 'a', 5), (2, 'b', -6), (3, 'c', 7)");
        execute("CREATE TABLE items (id INTEGER NOT NULL PRIMARY KEY, label VARCHAR(50),"
                + " amount INTEGER CHECK (amount > 0))");

        DbRestoreException exception = failToRestore(Failure.CONFLICT, RestoreOptions.DEFAULT, "SELECT * FROM items");

        assertThat(exception.getMessage()).contains("row 2");
    }
}
