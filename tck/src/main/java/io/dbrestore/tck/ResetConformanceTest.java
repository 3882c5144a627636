package io.dbrestore.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.engine.format.Disk;
import io.dbrestore.engine.reset.ResetGuard;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Resets and migrations as a tool does them, in processes that may die at any step. */
public abstract class ResetConformanceTest extends RestoreScenario {

    /** A schema, and the rows that come with it. */
    private static final List<String> MIGRATIONS = List.of(
            "CREATE TABLE person (id integer PRIMARY KEY, name varchar(50))",
            "CREATE TABLE note (id integer PRIMARY KEY, body varchar(50))",
            "INSERT INTO person VALUES (1, 'seeded'), (9, 'seeded too')");

    /** The process dies at every step if this is 1, and at fewer where a reset of the database takes its time. */
    protected int stride() {
        return 1;
    }

    @Test
    @DisplayName("a process that dies at any step of a reset loses nothing")
    void dies() throws SQLException {
        dieAtEachStep(() -> {});
    }

    @Test
    @DisplayName("a process that dies at any step of a reset loses nothing, if the reset is done again")
    void diesAndResetsAgain() throws SQLException {
        dieAtEachStep(() -> clean(new Disk()));
    }

    /** What a tool does in one of its commands. */
    @FunctionalInterface
    private interface Command {
        void run() throws SQLException;
    }

    private void dieAtEachStep(Command afterwards) throws SQLException {
        fill();
        int last = 1;
        for (; diesAt(last); last += stride()) {
            afterwards.run();
            migrate(new Disk());
            assertThat(rows("SELECT id, name FROM person ORDER BY id"))
                    .as("killed at step %s", last)
                    .containsExactly("1 mine", "2 mine too", "9 seeded too");
            assertThat(rows("SELECT id, body FROM note"))
                    .as("killed at step %s", last)
                    .containsExactly("1 remember");
            execute("DROP TABLE person", "DROP TABLE note");
            fill();
        }
        assertThat(last).as("steps of a reset").isGreaterThan(20);
    }

    private void fill() throws SQLException {
        execute(MIGRATIONS.toArray(String[]::new));
        execute(
                "UPDATE person SET name = 'mine' WHERE id = 1",
                "INSERT INTO person VALUES (2, 'mine too')",
                "INSERT INTO note VALUES (1, 'remember')");
    }

    /** What a process does no more once it is dead. */
    private static final class Dead extends Error {

        private static final long serialVersionUID = 1;
    }

    private boolean diesAt(int last) throws SQLException {
        int[] step = {0};
        Disk mortal = new Disk((operation, path) -> {
            if (++step[0] >= last) {
                throw new Dead();
            }
        });
        try {
            clean(mortal);
            migrate(mortal);
            return false;
        } catch (Dead dead) {
            return true;
        }
    }

    private void clean(Disk disk) throws SQLException {
        try (Extensions extensions = extensions();
                Database database = connect()) {
            ResetGuard guard = new ResetGuard(database, extensions, dumpFolder(), told -> {}, disk);
            guard.beforeReset(DumpOptions.DEFAULT);
            execute("DROP TABLE IF EXISTS note", "DROP TABLE IF EXISTS person");
            guard.afterReset();
        }
    }

    private void migrate(Disk disk) throws SQLException {
        try (Extensions extensions = extensions();
                Database database = connect()) {
            ResetGuard guard = new ResetGuard(database, extensions, dumpFolder(), told -> {}, disk);
            guard.beforeMigrate();
            if (dialect().catalog(database.handle()).tables().isEmpty()) {
                execute(MIGRATIONS.toArray(String[]::new));
            }
            guard.afterMigrate(RestoreOptions.DEFAULT);
        }
    }
}
