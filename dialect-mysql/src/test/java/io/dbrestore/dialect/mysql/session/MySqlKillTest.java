package io.dbrestore.dialect.mysql.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.tck.WatchedConnection;
import io.dbrestore.testserver.MariaDbServer;
import io.dbrestore.testserver.MySqlServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Restores that end at a statement, at each of them: because the connection is cut, the server dies, or the process
 * does. The database is then what it was, or what the restore makes of it; and the same restore, run again, ends as if
 * nothing had happened.
 */
@Tag("case-21")
@Tag("case-38")
class MySqlKillTest {

    /** Every which statement the slow sweeps stop at; {@code -Dkill.step=1} takes long. */
    private static final int STEP = Integer.getInteger("kill.step", 25);

    private static final int ROWS = 8;

    @TempDir
    Path folder;

    private final List<String> statements = new ArrayList<>();
    private List<String> before = List.of();
    private List<String> after = List.of();
    private int commit;

    /** Restores once without trouble, to see what happens and what comes of it. */
    private ResetDatabase learn(SessionDatabase database, int rows) throws SQLException {
        ResetDatabase reset = ResetDatabase.create(database, folder, rows);
        before = database.state();
        try (Connection connection = database.connect()) {
            reset.restore(WatchedConnection.of(connection, (Before) (number, what) -> statements.add(what)));
        }
        after = database.state();
        commit = statements.indexOf("commit") + 1;
        assertThat(statements).filteredOn("commit"::equals).hasSize(1);
        assertThat(after).isNotEqualTo(before);
        reset.seed();
        assertThat(database.state()).isEqualTo(before);
        return reset;
    }

    private ResetDatabase learn() throws SQLException {
        return learn(SessionDatabase.create(), ROWS);
    }

    @Test
    void aConnectionThatIsCutChangesNothing() throws SQLException {
        ResetDatabase reset = learn();

        for (int number = 3; number <= commit; number += 97) {
            cutAt(reset, number);
        }
        cutAt(reset, commit);
    }

    @Test
    @Tag("slow")
    void aConnectionThatIsCutAtAnyStatementChangesNothing() throws SQLException {
        ResetDatabase reset = learn();

        for (int number = 1; number <= commit; number += STEP) {
            cutAt(reset, number);
        }
    }

    private void cutAt(ResetDatabase reset, int fatal) throws SQLException {
        try (Connection connection = reset.database().connect()) {
            Connection cut = WatchedConnection.of(connection, (Before) (number, what) -> {
                if (number == fatal) {
                    reset.database().awaitAlone();
                }
            });
            assertThatThrownBy(() -> reset.restore(cut)).as(what(fatal)).isInstanceOf(DbRestoreException.class);
        }
        assertOldOrNew(reset, false, what(fatal));
    }

    @Test
    @Tag("case-46")
    void aCommitWhoseAnswerIsLostIsNotToldAsFailed() throws SQLException {
        ResetDatabase reset = learn();

        try (Connection connection = reset.database().connect()) {
            Connection cut = WatchedConnection.of(connection, (After) (number, what) -> {
                if (number == commit) {
                    reset.database().awaitAlone();
                    throw new SQLException("Communications link failure", "08S01");
                }
            });
            assertThatThrownBy(() -> reset.restore(cut))
                    .isInstanceOfSatisfying(
                            DbRestoreException.class, e -> assertThat(e.hint()).contains("run the same restore again"))
                    .hasMessageContaining("It is not known whether the restore is in");
        }

        assertOldOrNew(reset, true, "after the commit");
    }

    @Test
    void aServerThatDiesChangesNothing() throws Exception {
        assumeFalse(MySqlServer.IS_MYSQL, "the MySQL server is not ours to stop");
        try (MariaDbServer server = MariaDbServer.start()) {
            ResetDatabase reset = learn(SessionDatabase.create(server, "killed"), ROWS);

            crashAt(server, reset, commit, false);
            crashAt(server, reset, commit, true);
        }
    }

    @Test
    @Tag("slow")
    void aServerThatDiesAtManyAStatementChangesNothing() throws Exception {
        assumeFalse(MySqlServer.IS_MYSQL, "the MySQL server is not ours to stop");
        try (MariaDbServer server = MariaDbServer.start()) {
            ResetDatabase reset = learn(SessionDatabase.create(server, "killed"), ROWS);

            for (int number = 1; number <= commit; number += 2 * STEP) {
                crashAt(server, reset, number, number % 4 == 1);
            }
        }
    }

    private void crashAt(MariaDbServer server, ResetDatabase reset, int fatal, boolean executed) throws Exception {
        boolean committed = executed && fatal == commit;
        try (Connection connection = reset.database().connect()) {
            Connection doomed = WatchedConnection.of(connection, new WatchedConnection.Watcher() {
                @Override
                public void before(int number, String what) throws SQLException {
                    crash(number == fatal && !executed);
                }

                @Override
                public void after(int number, String what) throws SQLException {
                    crash(number == fatal && executed);
                }

                private void crash(boolean now) throws SQLException {
                    if (now) {
                        try {
                            server.crash();
                        } catch (IOException | InterruptedException e) {
                            throw new SQLException(e);
                        }
                    }
                }
            });
            assertThatThrownBy(() -> reset.restore(doomed)).as(what(fatal)).isInstanceOf(DbRestoreException.class);
        }
        server.restart();
        assertOldOrNew(reset, committed, "the server died at " + what(fatal));
    }

    @Test
    @Tag("case-86")
    void aProcessThatDiesLeavesTheOldStateOrTheNewOne() throws Exception {
        ResetDatabase reset = learn();

        dieAt(reset, commit, false);
        dieAt(reset, commit, true);
    }

    @Test
    @Tag("case-86")
    @Tag("slow")
    void aProcessThatDiesAtManyAStatementLeavesTheOldStateOrTheNewOne() throws Exception {
        ResetDatabase reset = learn();

        for (int number = 1; number <= statements.size(); number += STEP) {
            dieAt(reset, number, true);
        }
    }

    private void dieAt(ResetDatabase reset, int number, boolean executed) throws Exception {
        int status = RestoreChild.start(
                        reset.database().url(), reset.dump(), number, executed, folder.resolve("child.log"))
                .waitFor();

        assertThat(status).as(what(number)).isEqualTo(RestoreChild.KILLED);
        assertOldOrNew(reset, executed ? number >= commit : number > commit, what(number));
    }

    @Test
    @Tag("case-86")
    @Tag("slow")
    void aProcessThatIsKilledAtAnyMomentLeavesTheOldStateOrTheNewOne() throws Exception {
        ResetDatabase reset = learn(SessionDatabase.create(), 1_000);
        String url = reset.database().url();
        Path log = folder.resolve("child.log");
        long started = System.nanoTime();
        assertThat(RestoreChild.start(url, reset.dump(), 0, false, log).waitFor())
                .isZero();
        long whole = System.nanoTime() - started;
        assertOldOrNew(reset, true, "alive");
        Random random = new Random(1);
        List<String> kinds = new ArrayList<>();

        for (int i = 0; i < 10; i++) {
            Process child = RestoreChild.start(url, reset.dump(), 0, false, log);
            child.waitFor((long) (whole * random.nextDouble(0.2, 1.1)), TimeUnit.NANOSECONDS);
            child.destroyForcibly().waitFor();
            reset.database().awaitAlone();
            List<String> state = reset.database().state();
            kinds.add(state.equals(before) ? "old" : state.equals(after) ? "new" : "neither");
            assertOldOrNew(reset, state.equals(after), "at any moment");
        }

        assertThat(kinds).contains("old").doesNotContain("neither");
    }

    private void assertOldOrNew(ResetDatabase reset, boolean committed, String when) throws SQLException {
        SessionDatabase database = reset.database();
        database.awaitAlone();
        assertThat(database.state()).as(when).isEqualTo(committed ? after : before);
        try (Connection connection = database.connect()) {
            reset.restore(connection);
        }
        assertThat(database.state()).as("again, " + when).isEqualTo(after);
        reset.seed();
    }

    private String what(int number) {
        return number + " of " + statements.size() + ": " + statements.get(number - 1);
    }

    /** Does something before each statement. */
    @FunctionalInterface
    private interface Before extends WatchedConnection.Watcher {
        @Override
        default void after(int number, String what) {}
    }

    /** Does something after each statement. */
    @FunctionalInterface
    private interface After extends WatchedConnection.Watcher {
        @Override
        default void before(int number, String what) {}
    }
}
