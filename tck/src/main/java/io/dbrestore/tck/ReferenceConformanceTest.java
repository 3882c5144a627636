package io.dbrestore.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.Strategy;
import io.dbrestore.engine.TableSelection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows that refer to rows. Every dialect extends this; see {@link RestoreScenario}. */
public abstract class ReferenceConformanceTest extends RestoreScenario {

    private static final String PARENT = "CREATE TABLE parent (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(50))";
    private static final String CHILD = "CREATE TABLE child (id INTEGER NOT NULL PRIMARY KEY,"
            + " parent_id INTEGER REFERENCES parent (id) ON DELETE CASCADE)";

    /** Whether connections of this database enforce foreign keys unless told otherwise. */
    protected boolean enforcesForeignKeys() {
        return true;
    }

    /**
     * Two tables, {@code hen (id, egg)} and {@code egg (id, hen)}, each of which refers to the other with a column that
     * takes no NULL.
     */
    protected List<String> cycle() {
        return List.of(
                "CREATE TABLE hen (id INTEGER NOT NULL PRIMARY KEY, egg INTEGER NOT NULL)",
                "CREATE TABLE egg (id INTEGER NOT NULL PRIMARY KEY, hen INTEGER NOT NULL REFERENCES hen (id))",
                "ALTER TABLE hen ADD CONSTRAINT hen_egg FOREIGN KEY (egg) REFERENCES egg (id)");
    }

    /** Brings rows into the tables of {@link #cycle}, in spite of their foreign keys. */
    protected List<String> fillCycle() {
        return List.of(
                "ALTER TABLE hen DROP CONSTRAINT hen_egg",
                "INSERT INTO hen VALUES (1, 2), (2, 1)",
                "INSERT INTO egg VALUES (1, 1), (2, 2)",
                "ALTER TABLE hen ADD CONSTRAINT hen_egg FOREIGN KEY (egg) REFERENCES egg (id)");
    }

    /** Drops the tables of {@link #cycle}. */
    protected List<String> dropCycle() {
        return List.of("ALTER TABLE hen DROP CONSTRAINT hen_egg", "DROP TABLE egg", "DROP TABLE hen");
    }

    /** What the dialect cannot do. */
    protected Set<Capability> lacks() {
        return Set.of();
    }

    /**
     * What makes a trigger of the name {@code kit_trigger} that inserts a row into the table {@code audit (what INTEGER)}
     * for each row that is inserted into {@code parent}; empty if that takes more than SQL.
     */
    protected List<String> trigger() {
        return List.of();
    }

    @Test
    @Tag("case-42")
    @DisplayName("triggers do not fire; where they do, it comes to the same, and the user is told which")
    void triggersAreSilentOrTold() throws SQLException {
        assumeTrue(!trigger().isEmpty(), "the kit has not been told how to make a trigger");
        execute(PARENT, "INSERT INTO parent VALUES (1, 'a'), (2, 'b')");
        dump();
        execute("DELETE FROM parent", "CREATE TABLE audit (what INTEGER)");
        execute(trigger().toArray(String[]::new));

        RestoreReport report = restore();

        assertThat(rows("SELECT * FROM parent ORDER BY id")).containsExactly("1 a", "2 b");
        if (lacks().contains(Capability.SILENT_TRIGGERS)) {
            assertThat(report.warnings()).anyMatch(warning -> warning.contains("kit_trigger"));
        } else {
            assertThat(report.warnings()).isEmpty();
            assertThat(rows("SELECT * FROM audit")).isEmpty();
        }
        restoreAgainWithoutEffect();
    }

    @Test
    @DisplayName("children and parents come back in one restore")
    void parentsAndChildren() throws SQLException {
        execute(
                PARENT,
                CHILD,
                "INSERT INTO parent VALUES (1, 'a'), (2, 'b')",
                "INSERT INTO child VALUES (1, 1), (2, 2)");
        dump();
        execute("DELETE FROM child", "DELETE FROM parent", "INSERT INTO parent VALUES (1, 'seed')");

        restore();

        assertThat(rows("SELECT c.id, p.name FROM child c JOIN parent p ON p.id = c.parent_id ORDER BY c.id"))
                .containsExactly("1 a", "2 b");
        restoreAgainWithoutEffect();
    }

    @Test
    @Tag("case-34")
    @DisplayName("a tree whose children come before their parents")
    void treeInReverseOrder() throws SQLException {
        execute("CREATE TABLE node (id INTEGER NOT NULL PRIMARY KEY, parent INTEGER REFERENCES node (id))");
        execute(
                "INSERT INTO node VALUES (3, NULL)",
                "INSERT INTO node VALUES (2, 3)",
                "INSERT INTO node VALUES (1, 2)");
        dump();
        execute("DELETE FROM node WHERE id = 1", "DELETE FROM node WHERE id = 2", "DELETE FROM node WHERE id = 3");

        restore();

        assertThat(rows("SELECT id, parent FROM node ORDER BY id")).containsExactly("1 2", "2 3", "3 -");
        restoreAgainWithoutEffect();
    }

    @Test
    @Tag("case-35")
    @DisplayName("a cycle of references that take no NULL, or a refusal that names the tables")
    void cycleOfTables() throws SQLException {
        execute(cycle().toArray(String[]::new));
        execute(fillCycle().toArray(String[]::new));
        dump();
        execute(dropCycle().toArray(String[]::new));
        execute(cycle().toArray(String[]::new));

        if (!dialect().holdsForeignKeysBack()) {
            DbRestoreException exception = failToRestore(Failure.DRIFT, RestoreOptions.DEFAULT, "SELECT * FROM hen");
            assertThat(exception.getMessage())
                    .containsIgnoringCase("egg")
                    .containsIgnoringCase("hen")
                    .contains("cycle");
            return;
        }
        restore();

        assertThat(rows("SELECT * FROM hen ORDER BY id")).containsExactly("1 2", "2 1");
        assertThat(rows("SELECT * FROM egg ORDER BY id")).containsExactly("1 1", "2 2");
        restoreAgainWithoutEffect();
    }

    @Test
    @Tag("case-30")
    @DisplayName("a reference that would dangle is a conflict that names the row")
    void danglingReference() throws SQLException {
        execute(PARENT, "CREATE TABLE child (id INTEGER NOT NULL PRIMARY KEY, parent_id INTEGER)");
        execute("INSERT INTO parent VALUES (1, 'a')", "INSERT INTO child VALUES (1, 1), (2, 77)");
        dump();
        execute("DROP TABLE child", CHILD);

        DbRestoreException exception = failToRestore(Failure.CONFLICT, RestoreOptions.DEFAULT, "SELECT * FROM child");

        assertThat(exception.getMessage()).containsIgnoringCase("child").contains("77");
    }

    @Test
    @Tag("case-41")
    @DisplayName("replacing a parent never deletes children that the dump does not know")
    void replaceDoesNotCascade() throws SQLException {
        execute(PARENT, CHILD, "INSERT INTO parent VALUES (1, 'a')");
        dump();
        execute("INSERT INTO parent VALUES (9, 'seed')", "INSERT INTO child VALUES (9, 9)");

        DbRestoreException exception = failToRestore(
                Failure.CONFLICT,
                RestoreOptions.DEFAULT
                        .withStrategy(Strategy.REPLACE)
                        .withTables(new TableSelection(List.of("parent"), List.of(), List.of())),
                "SELECT * FROM child");

        assertThat(exception.getMessage()).contains("9");
    }

    @Test
    @Tag("case-41")
    @DisplayName("updating a parent does not touch its children")
    void updateDoesNotCascade() throws SQLException {
        execute(PARENT, CHILD, "INSERT INTO parent VALUES (1, 'mine')");
        dump();
        execute("UPDATE parent SET name = 'seeded'", "INSERT INTO child VALUES (5, 1)");

        restore();

        assertThat(rows("SELECT * FROM child")).containsExactly("5 1");
        assertThat(rows("SELECT * FROM parent")).containsExactly("1 mine");
    }

    @Test
    @DisplayName("foreign keys are enforced again after a restore, and after one that failed")
    void foreignKeysAreBack() throws SQLException {
        assumeTrue(enforcesForeignKeys(), "this database does not enforce foreign keys unless it is told to");
        execute(PARENT, CHILD, "INSERT INTO parent VALUES (1, 'a')", "INSERT INTO child VALUES (1, 1)");
        dump();
        restore();
        assertIsRefused("INSERT INTO child VALUES (2, 99)");
        execute("DELETE FROM child", "DELETE FROM parent", "INSERT INTO parent VALUES (1, 'a')");
        execute(
                "DROP TABLE child",
                "CREATE TABLE child (id INTEGER NOT NULL PRIMARY KEY, parent_id INTEGER"
                        + " REFERENCES parent (id), needed INTEGER NOT NULL)");

        failToRestore(Failure.DRIFT, RestoreOptions.DEFAULT, "SELECT * FROM parent");

        assertIsRefused("INSERT INTO child VALUES (2, 99, 1)");
    }

    private void assertIsRefused(String insert) {
        assertThatThrownBy(() -> execute(insert))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(dialect().violatesConstraint(failure))
                                .as("%s is said to break a constraint", failure)
                                .isTrue());
    }

    @Test
    @Tag("case-40")
    @DisplayName("references that dangled in the source may dangle on, with a warning")
    void orphansOfTheSourceAreKept() throws SQLException {
        assumeTrue(!enforcesForeignKeys(), "this database lets no reference dangle");
        execute(PARENT, CHILD, "INSERT INTO parent VALUES (1, 'a')", "INSERT INTO child VALUES (1, 1), (2, 77)");

        List<String> warnings = dump().warnings();
        execute("DELETE FROM child");
        RestoreReport report = restore();

        assertThat(warnings).singleElement().asString().contains("child");
        assertThat(report.warnings()).singleElement().asString().contains("1 row");
        assertThat(rows("SELECT * FROM child ORDER BY id")).containsExactly("1 1", "2 77");
    }
}
