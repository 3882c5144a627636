package io.dbrestore.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.Progress;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.format.Checksum;
import io.dbrestore.engine.format.Dump;
import io.dbrestore.tck.WatchedConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Restores that end at a statement, at each of them: because the process dies, because the statement fails, because from
 * there on every statement fails. The database is then what it was, or what the restore makes of it, and never a third
 * thing; and the same restore, run again, ends as if nothing had happened.
 */
@Tag("case-21")
class RestoreKillTest {

    private static final int ROWS = 40;

    /** Every which statement the slow sweep stops at; {@code -Dkill.step=1} takes long. */
    private static final int STEP = Integer.getInteger("kill.step", 8);

    private final Path folder;
    private final List<String> statements = new ArrayList<>();
    private ResetDatabase reset;
    private List<String> before = List.of();
    private List<String> after = List.of();
    private int commit;

    RestoreKillTest(@TempDir Path folder) throws SQLException {
        this.folder = folder;
        this.reset = ResetDatabase.create(folder, ROWS);
    }

    /** Restores once without trouble, to see what happens and what comes of it. */
    private void learn() throws SQLException, IOException {
        Path database = reset.copy(folder, "whole.db");
        before = ResetDatabase.stateOf(database);
        try (Connection connection = ResetDatabase.connect(database)) {
            ResetDatabase.restore(WatchedConnection.of(connection, new Listener()), reset.dump());
        }
        after = ResetDatabase.stateOf(database);
        commit = statements.indexOf("commit") + 1;
        assertThat(statements).filteredOn("commit"::equals).hasSize(1);
        assertThat(before).contains("integrity: [ok]").isNotEqualTo(after);
        assertThat(after).contains("integrity: [ok]");
    }

    @Test
    void theScenarioTakesEveryRoad() throws SQLException, IOException {
        Path database = reset.copy(folder, "whole.db");

        RestoreReport report = ResetDatabase.restore(database, reset.dump());

        assertThat(report.tables())
                .extracting(RestoreReport.TableResult::inserted)
                .anyMatch(count -> count == ROWS);
        assertThat(report.tables())
                .extracting(RestoreReport.TableResult::updated)
                .contains(1L, 2L, ROWS / 2L);
        assertThat(report.tables())
                .extracting(RestoreReport.TableResult::deleted)
                .contains(1L);
        assertThat(report.warnings()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(ResetDatabase.stateOf(database))
                .noneMatch(line -> line.startsWith("audit:") || line.contains("'fired'integer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "wal"})
    @Tag("case-38")
    @Tag("case-84")
    void whatIsOnTheDiskAfterAnyStatementIsTheOldStateOrTheNewOne(String journalMode) throws Exception {
        reset.use(journalMode);
        learn();
        Path database = reset.copy(folder, "victim.db");
        List<Path> deaths = new ArrayList<>();
        try (Connection connection = ResetDatabase.connect(database)) {
            ResetDatabase.restore(
                    WatchedConnection.of(connection, new WatchedConnection.Watcher() {
                        @Override
                        public void before(int number, String what) {}

                        @Override
                        public void after(int number, String what) throws SQLException {
                            try {
                                Path copy = folder.resolve("death-" + number + ".db");
                                deaths.add(ResetDatabase.copy(database, copy));
                            } catch (IOException e) {
                                throw new SQLException(e);
                            }
                        }
                    }),
                    reset.dump());
        }

        assertThat(deaths).hasSize(statements.size());
        for (int i = 0; i < deaths.size(); i++) {
            if (i > 0 && ResetDatabase.isSame(deaths.get(i - 1), deaths.get(i)) && i + 1 != commit) {
                continue; // nothing was written meanwhile
            }
            Path copy = ResetDatabase.copy(deaths.get(i), database);
            assertOldOrNew(copy, i + 1 >= commit, "after " + what(i + 1));
        }
    }

    @Test
    @Tag("case-38")
    @Tag("case-86")
    void aProcessThatDiesLeavesTheOldStateOrTheNewOne() throws Exception {
        learn();
        int step = statements.size() / 4;

        for (int number = step; number <= statements.size(); number += step) {
            dieAt(number, number % 2 == 0);
        }
        dieAt(commit, false);
        dieAt(commit, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "wal"})
    @Tag("case-38")
    @Tag("case-86")
    @Tag("slow")
    void aProcessThatDiesAtAnyStatementLeavesTheOldStateOrTheNewOne(String journalMode) throws Exception {
        reset.use(journalMode);
        learn();

        dieAt(1, false);
        for (int number = 1; number <= statements.size(); number += STEP) {
            dieAt(number, true); // just before the next one, that is
        }
    }

    @Test
    @Tag("case-38")
    @Tag("case-86")
    @Tag("slow")
    void aProcessThatIsKilledAtAnyMomentLeavesTheOldStateOrTheNewOne() throws Exception {
        reset = ResetDatabase.create(Files.createDirectory(folder.resolve("large")), 4_000);
        learn();
        Path database = reset.copy(folder, "victim.db");
        long started = System.nanoTime();
        RestoreChild.start(database, reset.dump(), 0, false).waitFor();
        long whole = System.nanoTime() - started;
        Random random = new Random(1);
        List<String> kinds = new ArrayList<>();

        for (int i = 0; i < 20; i++) {
            reset.copy(folder, "victim.db");
            Process child = RestoreChild.start(database, reset.dump(), 0, false);
            child.waitFor((long) (whole * random.nextDouble(0.2, 1.1)), TimeUnit.NANOSECONDS);
            child.destroyForcibly().waitFor();

            List<String> state = ResetDatabase.stateOf(database);
            kinds.add(state.equals(before) ? "old" : state.equals(after) ? "new" : "neither");
            ResetDatabase.restore(database, reset.dump());
            assertThat(ResetDatabase.stateOf(database)).isEqualTo(after);
        }

        assertThat(kinds).contains("old").doesNotContain("neither");
    }

    @Test
    @Tag("case-37")
    void aStatementThatFailsChangesNothing() throws Exception {
        learn();

        for (int number = 1; number <= statements.size(); number++) {
            int failing = number;
            Path database = reset.copy(folder, "victim.db");
            try (Connection connection = ResetDatabase.connectInHaste(database)) {
                assertFails(connection, number, (current, what) -> current == failing);

                assertThat(ResetDatabase.stateOf(database))
                        .as(what(number))
                        .isEqualTo(number > commit ? after : before);
                if (number <= commit) { // afterwards the message says what could not be put back
                    assertThat(connection.getAutoCommit()).as(what(number)).isTrue();
                    assertThat(pragma(connection, "foreign_keys"))
                            .as(what(number))
                            .isEqualTo(1);
                }
                if (number <= commit && number % 5 == 0) {
                    ResetDatabase.restore(connection, reset.dump());
                    assertThat(ResetDatabase.stateOf(database)).as(what(number)).isEqualTo(after);
                }
            }
        }
    }

    @Test
    void aConnectionThatBreaksChangesNothing() throws Exception {
        learn();

        for (int number = 1; number <= statements.size(); number++) {
            int broken = number;
            Path database = reset.copy(folder, "victim.db");
            try (Connection connection = ResetDatabase.connectInHaste(database)) {
                assertFails(connection, number, (current, what) -> current >= broken);
            }
            assertThat(ResetDatabase.stateOf(database)).as(what(number)).isEqualTo(number > commit ? after : before);
        }
    }

    @Test
    void aFailureThatCannotBeRolledBackIsNotCommittedEither() throws Exception {
        learn();

        for (int number = 1; number <= commit; number++) {
            int failing = number;
            Path database = reset.copy(folder, "victim.db");
            try (Connection connection = ResetDatabase.connectInHaste(database)) {
                assertFails(connection, number, (current, what) -> current == failing || what.startsWith("rollback"));
            }
            assertThat(ResetDatabase.stateOf(database)).as(what(number)).isEqualTo(before);
        }
    }

    /** A full disk makes SQLite roll back by itself in the middle of everything. */
    @Test
    @Tag("case-86")
    void aFullDiskChangesNothing() throws Exception {
        learn();
        boolean full = true;

        for (int pages = 1; full; pages += 3) {
            Path database = reset.copy(folder, "victim.db");
            try (Connection connection = ResetDatabase.connectInHaste(database)) {
                pragma(connection, "max_page_count = " + (pragma(connection, "page_count") + pages));
                ResetDatabase.restore(connection, reset.dump());
                full = false;
            } catch (DbRestoreException e) {
                assertThat(e).hasMessageContaining("database or disk is full");
            }
            assertOldOrNew(database, !full, pages + " pages are free");
        }
    }

    /** Whoever changes a file can change its checksum too; then it shows only when the row is read. */
    @Test
    @Tag("case-86")
    void aDumpThatIsDamagedInSpiteOfItsChecksumChangesNothing() throws Exception {
        learn();
        Path file = reset.dump().resolve("tag.json");
        byte[] bytes = Files.readAllBytes(file);
        Checksum checksum = new Checksum();
        checksum.update(bytes, 0, bytes.length);
        String written = checksum.value();
        bytes[bytes.length - 6] = ']'; // the end of the last row
        Files.write(file, bytes);
        Checksum forged = new Checksum();
        forged.update(bytes, 0, bytes.length);
        Path metadata = reset.dump().resolve("_metadata.json");
        Files.writeString(metadata, Files.readString(metadata).replace(written, forged.value()));
        Path database = reset.copy(folder, "victim.db");

        try (Connection connection = ResetDatabase.connectInHaste(database)) {
            assertThatThrownBy(() -> ResetDatabase.restore(connection, reset.dump()))
                    .isInstanceOfSatisfying(
                            DbRestoreException.class,
                            e -> assertThat(e.failure()).isEqualTo(Failure.DAMAGED_DUMP))
                    .hasMessageContaining("tag.json")
                    .hasMessageContaining("row " + ROWS);
            assertThat(pragma(connection, "foreign_keys")).isEqualTo(1);
        }

        assertThat(ResetDatabase.stateOf(database)).isEqualTo(before);
    }

    @Test
    void aCommitThatBreaksIsNotToldAsARestoreThatIsNotIn() throws Exception {
        learn();
        Path database = reset.copy(folder, "victim.db");

        try (Connection connection = ResetDatabase.connectInHaste(database)) {
            Connection broken = WatchedConnection.of(connection, (Failing) (current, what) -> current >= commit);
            assertThatThrownBy(() -> ResetDatabase.restore(broken, reset.dump()))
                    .hasMessageContaining("It is not known whether the restore is in")
                    .hasMessageNotContaining("as it was");
        }
    }

    private void assertFails(Connection connection, int number, Failing failing) {
        assertThatThrownBy(() -> ResetDatabase.restore(WatchedConnection.of(connection, failing), reset.dump()))
                .as(what(number))
                .isInstanceOf(DbRestoreException.class)
                .hasMessageContaining("injected");
    }

    private void dieAt(int number, boolean executed) throws Exception {
        Path database = reset.copy(folder, "victim.db");

        int status =
                RestoreChild.start(database, reset.dump(), number, executed).waitFor();

        assertThat(status).isEqualTo(RestoreChild.KILLED);
        assertOldOrNew(
                database,
                executed ? number >= commit : number > commit,
                (executed ? "after " : "before ") + what(number));
        Dump.open(reset.dump(), Progress.NONE);
    }

    private void assertOldOrNew(Path database, boolean committed, String when) throws Exception {
        assertThat(ResetDatabase.stateOf(database)).as(when).isEqualTo(committed ? after : before);
        ResetDatabase.restore(database, reset.dump());
        assertThat(ResetDatabase.stateOf(database)).as("again, " + when).isEqualTo(after);
        ResetDatabase.delete(database);
    }

    private String what(int number) {
        return number + " of " + statements.size() + ": " + statements.get(number - 1);
    }

    private static int pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA " + name)) {
            return rows.getInt(1);
        }
    }

    /** Makes some statements fail. */
    @FunctionalInterface
    private interface Failing extends WatchedConnection.Watcher {

        boolean fails(int number, String what);

        @Override
        default void before(int number, String what) throws SQLException {
            if (fails(number, what)) {
                throw new SQLException("injected");
            }
        }

        @Override
        default void after(int number, String what) {}
    }

    /** Writes down what happens. */
    private final class Listener implements WatchedConnection.Watcher {
        @Override
        public void before(int number, String what) {
            statements.add(what);
        }

        @Override
        public void after(int number, String what) {}
    }
}
