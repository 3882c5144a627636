package io.dbrestore.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.RestoreReport.TableResult;
import io.dbrestore.engine.Strategy;
import io.dbrestore.engine.TableSelection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of rows, into the same schema. Every dialect extends this; see {@link RestoreScenario}. */
public abstract class MergeConformanceTest extends RestoreScenario {

    private static final String USERS =
            "CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, email VARCHAR(100) NOT NULL UNIQUE, name VARCHAR(100))";
    private static final String NOTES = "CREATE TABLE notes (at INTEGER, what VARCHAR(100))";
    private static final RestoreOptions KEYLESS_MERGE = RestoreOptions.DEFAULT.withKeylessMerge(true);

    /** A name of odd letters; a database may not take those outside of the basic plane. */
    protected String oddName() {
        return "Größe 🐘";
    }

    @Test
    @Tag("case-21")
    @DisplayName("restoring into the database that was dumped changes nothing")
    void restoringIntoTheSameDatabaseChangesNothing() throws SQLException {
        execute(USERS, NOTES, "INSERT INTO users VALUES (1, 'a@x', NULL), (2, 'b@x', '')");
        execute("INSERT INTO notes VALUES (1, 'same'), (1, 'same'), (NULL, NULL)");

        dump();

        restoreAgainWithoutEffect();
    }

    @Test
    @Tag("case-1")
    @Tag("case-2")
    @Tag("case-3")
    @Tag("case-18") // row 9 may be new, or one that the developer had deleted: nobody can tell
    @Tag("case-20")
    @DisplayName("upsert inserts what is missing, updates what differs, keeps what the dump does not have")
    void upsertMerges() throws SQLException {
        execute(USERS, "INSERT INTO users VALUES (1, 'a@x', 'mine'), (2, 'b@x', 'same'), (3, 'c@x', 'lost')");
        dump();
        execute("DELETE FROM users WHERE id = 3", "UPDATE users SET name = 'seeded' WHERE id = 1");
        execute("INSERT INTO users VALUES (9, 'seed@x', 'seed')");

        TableResult result = only(restore());

        assertThat(rows("SELECT id, name FROM users ORDER BY id"))
                .containsExactly("1 mine", "2 same", "3 lost", "9 seed");
        assertThat(result).isEqualTo(new TableResult(result.table(), Strategy.UPSERT, 3, 1, 1, 1, 0, 0));
        restoreAgainWithoutEffect();
    }

    @Test
    @Tag("case-13")
    @DisplayName("rows that only their numbers tell apart are not added a second time")
    void nothingButANumberTellsRowsApart() throws SQLException {
        execute("CREATE TABLE clicks (id INTEGER NOT NULL PRIMARY KEY, what VARCHAR(100))");
        execute("INSERT INTO clicks VALUES (1, 'same'), (2, 'same'), (3, 'same')");
        dump();
        execute("DELETE FROM clicks");

        restore();

        restoreAgainWithoutEffect();
        assertThat(rows("SELECT * FROM clicks ORDER BY id")).containsExactly("1 same", "2 same", "3 same");
    }

    @Test
    @DisplayName("skip leaves rows that exist as they are")
    void skipKeepsWhatExists() throws SQLException {
        execute(USERS, "INSERT INTO users VALUES (1, 'a@x', 'mine'), (2, 'b@x', 'same'), (3, 'c@x', 'lost')");
        dump();
        execute("DELETE FROM users WHERE id = 3", "UPDATE users SET name = 'seeded' WHERE id = 1");

        TableResult result = only(restore(Strategy.SKIP));

        assertThat(rows("SELECT id, name FROM users ORDER BY id")).containsExactly("1 seeded", "2 same", "3 lost");
        assertThat(result).isEqualTo(new TableResult(result.table(), Strategy.SKIP, 3, 1, 0, 1, 1, 0));
    }

    @Test
    @DisplayName("replace makes the table what the dump holds")
    void replaceRemovesOthers() throws SQLException {
        execute(USERS, "INSERT INTO users VALUES (1, 'a@x', 'mine'), (2, 'b@x', 'same')");
        dump();
        execute("UPDATE users SET name = 'seeded' WHERE id = 1", "INSERT INTO users VALUES (9, 'seed@x', 'seed')");

        TableResult result = only(restore(Strategy.REPLACE));

        assertThat(rows("SELECT id, name FROM users ORDER BY id")).containsExactly("1 mine", "2 same");
        assertThat(result).isEqualTo(new TableResult(result.table(), Strategy.REPLACE, 2, 0, 1, 1, 0, 1));
    }

    @Test
    @DisplayName("replace gives a unique value back that a row which goes has taken")
    void replaceFreesUniqueValues() throws SQLException {
        execute(USERS, "INSERT INTO users VALUES (1, 'a@x', 'mine')");
        dump();
        execute("DELETE FROM users", "INSERT INTO users VALUES (5, 'a@x', 'seed')");

        restore(Strategy.REPLACE);

        assertThat(rows("SELECT id, email FROM users")).containsExactly("1 a@x");
    }

    @Test
    @Tag("case-4")
    @DisplayName("a unique value that a seeded row holds under another key is a conflict that names both rows")
    void clashOnAUniqueKeyNamesBothRows() throws SQLException {
        execute(USERS, "INSERT INTO users VALUES (1, 'dev@x', 'mine'), (2, 'b@x', 'mine')");
        dump();
        execute("DELETE FROM users", "INSERT INTO users VALUES (5, 'dev@x', 'seed')");

        DbRestoreException exception =
                failToRestore(Failure.CONFLICT, RestoreOptions.DEFAULT, "SELECT * FROM users ORDER BY id");

        assertThat(exception).hasMessageContainingAll("row 1 of the dump", "dev@x", "= 1", "= 5");
    }

    @Test
    @Tag("case-6")
    @DisplayName("a row whose key is one seeded row's and whose unique value another's is a conflict")
    void clashWithTwoRows() throws SQLException {
        execute(USERS, "INSERT INTO users VALUES (1, 'dev@x', 'mine')");
        dump();
        execute("DELETE FROM users", "INSERT INTO users VALUES (1, 'one@x', 's'), (2, 'dev@x', 's')");

        failToRestore(Failure.CONFLICT, RestoreOptions.DEFAULT, "SELECT * FROM users ORDER BY id");
    }

    @Test
    @Tag("case-7")
    @DisplayName("rows may swap their unique values, and pass them on in a chain")
    void uniqueValuesAreSwapped() throws SQLException {
        execute(
                USERS,
                "INSERT INTO users VALUES (1, 'a', 'x'), (2, 'b', 'x'), (3, 'c', 'x'), (4, 'd', 'x'), (5, 'e', 'x')");
        dump();
        execute(
                "DELETE FROM users",
                "INSERT INTO users VALUES (1, 'b', 'x'), (2, 'a', 'x'), (3, 'd', 'x'), (4, 'e', 'x')");

        restore();

        assertThat(rows("SELECT id, email FROM users ORDER BY id")).containsExactly("1 a", "2 b", "3 c", "4 d", "5 e");
    }

    @Test
    @Tag("case-11")
    @DisplayName("without a primary key, a unique key without nullable columns tells rows apart")
    void uniqueKeyStandsIn() throws SQLException {
        execute("CREATE TABLE tags (name VARCHAR(50) NOT NULL UNIQUE, color VARCHAR(50))");
        execute("INSERT INTO tags VALUES ('a', 'red'), ('b', 'blue')");
        dump();
        execute("DELETE FROM tags", "INSERT INTO tags VALUES ('a', 'seeded'), ('z', 'seeded')");

        restore();

        assertThat(rows("SELECT name, color FROM tags ORDER BY name")).containsExactly("a red", "b blue", "z seeded");
    }

    @Test
    @Tag("case-11")
    @DisplayName("a table without a key becomes what the dump holds, and the report says how many rows went")
    void keylessTableIsReplaced() throws SQLException {
        execute(NOTES, "INSERT INTO notes VALUES (1, 'same'), (1, 'same'), (NULL, NULL)");
        dump();
        execute("DELETE FROM notes", "INSERT INTO notes VALUES (1, 'same'), (7, 'seed'), (8, 'seed')");

        TableResult result = only(restore());

        assertThat(rows("SELECT * FROM notes ORDER BY at, what")).containsExactlyInAnyOrder("- -", "1 same", "1 same");
        assertThat(result.inserted()).isEqualTo(3);
        assertThat(result.deleted()).isEqualTo(2);
        restoreAgainWithoutEffect();
    }

    @Test
    @Tag("case-11")
    @Tag("case-12")
    @DisplayName("keyless merge keeps all rows and inserts what is missing, counting duplicates, and only once")
    void keylessMergeCountsDuplicates() throws SQLException {
        execute(NOTES, "INSERT INTO notes VALUES (1, 'same'), (1, 'same'), (NULL, NULL), (NULL, 'x')");
        dump();
        execute("DELETE FROM notes", "INSERT INTO notes VALUES (1, 'same'), (7, 'seed'), (NULL, 'x'), (NULL, 'x')");

        TableResult first = only(restore(KEYLESS_MERGE));
        TableResult second = only(restore(KEYLESS_MERGE));

        assertThat(rows("SELECT * FROM notes"))
                .containsExactlyInAnyOrder("- -", "- x", "- x", "1 same", "1 same", "7 seed");
        assertThat(List.of(first.inserted(), first.unchanged())).containsExactly(2L, 2L);
        assertThat(List.of(second.inserted(), second.unchanged())).containsExactly(0L, 4L);
    }

    @Test
    @Tag("case-12")
    @DisplayName("NULL in a unique key never clashes")
    void nullsInAUniqueKeyDoNotClash() throws SQLException {
        execute("CREATE TABLE codes (id INTEGER NOT NULL PRIMARY KEY, code VARCHAR(50) UNIQUE)");
        execute("INSERT INTO codes VALUES (1, NULL), (2, NULL), (3, 'c')");
        dump();
        execute("DELETE FROM codes", "INSERT INTO codes VALUES (8, NULL), (2, 'seeded')");

        restore();

        assertThat(rows("SELECT id, code FROM codes ORDER BY id")).containsExactly("1 -", "2 -", "3 c", "8 -");
        restoreAgainWithoutEffect();
    }

    @Test
    @DisplayName("composite keys, a table of key columns only")
    void compositeKeys() throws SQLException {
        execute(
                "CREATE TABLE members (team VARCHAR(50) NOT NULL, person INTEGER NOT NULL, PRIMARY KEY (person, team))");
        execute("INSERT INTO members VALUES ('a', 1), ('a', 2), ('b', 1)");
        dump();
        execute("DELETE FROM members", "INSERT INTO members VALUES ('a', 1), ('z', 9)");

        TableResult result = only(restore());

        assertThat(rows("SELECT team, person FROM members ORDER BY team, person"))
                .containsExactly("a 1", "a 2", "b 1", "z 9");
        assertThat(result.unchanged()).isEqualTo(1);
        restoreAgainWithoutEffect();
    }

    @Test
    @Tag("case-60")
    @DisplayName("names with quotes, blanks, colons, question marks, letters of both cases and reserved words")
    void hostileNames() throws SQLException {
        String table = quote("we\"ird : ? <x> %s {d '1'} `Select`");
        execute("CREATE TABLE " + table + " (" + quote("order") + " INTEGER NOT NULL PRIMARY KEY, " + quote("a:b ?")
                + " VARCHAR(50), " + quote("dbrestore_row") + " VARCHAR(50), " + quote(oddName()) + " VARCHAR(50))");
        execute("INSERT INTO " + table + " VALUES (1, 'x', 'y', 'z'), (2, 'x', 'y', 'z')");
        dump();
        execute("DELETE FROM " + table + " WHERE " + quote("order") + " = 1");
        execute("UPDATE " + table + " SET " + quote("a:b ?") + " = 'seeded', " + quote("dbrestore_row") + " = 's'");

        restore();

        assertThat(rows("SELECT * FROM " + table + " ORDER BY 1")).containsExactly("1 x y z", "2 x y z");
        restoreAgainWithoutEffect();
    }

    @Test
    @DisplayName("a dry run tells what a restore would do, and does nothing")
    void dryRunRollsBack() throws SQLException {
        execute(USERS, NOTES, "INSERT INTO users VALUES (1, 'a@x', 'mine')", "INSERT INTO notes VALUES (1, 'n')");
        dump();
        execute("DELETE FROM users", "DELETE FROM notes", "INSERT INTO notes VALUES (2, 'seed')");

        var report = restore(RestoreOptions.DEFAULT.withDryRun(true));

        assertThat(report.tables()).extracting(TableResult::inserted).containsExactly(1L, 1L);
        assertThat(report.dryRun()).isTrue();
        assertThat(rows("SELECT * FROM users")).isEmpty();
        assertThat(rows("SELECT * FROM notes")).containsExactly("2 seed");
    }

    @Test
    @Tag("case-89")
    @DisplayName("the dump of another database is refused, unless it is said to be wanted")
    void anotherDatabaseIsRefused() throws SQLException {
        execute(USERS, "INSERT INTO users VALUES (1, 'a@x', 'mine')");
        dump();
        changeDatabase();
        execute(USERS);

        DbRestoreException exception = failToRestore(Failure.REFUSED, RestoreOptions.DEFAULT, "SELECT * FROM users");
        restore(RestoreOptions.DEFAULT.withIntoOther(true));

        assertThat(exception.hint()).contains("--into-other");
        assertThat(rows("SELECT id FROM users")).containsExactly("1");
    }

    @Test
    @DisplayName("only the tables that were asked for are restored")
    void selectedTables() throws SQLException {
        execute(USERS, NOTES, "INSERT INTO users VALUES (1, 'a@x', 'mine')", "INSERT INTO notes VALUES (1, 'n')");
        dump();
        execute("DELETE FROM users", "DELETE FROM notes");

        restore(RestoreOptions.DEFAULT.withTables(new TableSelection(List.of("U*"), List.of(), List.of())));

        assertThat(rows("SELECT id FROM users")).containsExactly("1");
        assertThat(rows("SELECT * FROM notes")).isEmpty();
    }
}
