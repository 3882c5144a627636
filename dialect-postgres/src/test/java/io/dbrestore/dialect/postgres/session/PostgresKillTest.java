package io.dbrestore.dialect.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.tck.WatchedConnection;
import io.dbrestore.testserver.PostgresServer;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Restores that end at a statement, at each of them: because the connection is cut, the server dies, or the process
 * does. The database is then what it was, or what the restore makes of it, with every constraint and trigger in its old
 * state; and the same restore, run again, ends as if nothing had happened.
 */
@Tag("case-21")
@Tag("case-38")
class PostgresKillTest {

    /** Every which statement the slow sweeps stop at; {@code -Dkill.step=1} takes long. */
    private static final int STEP = Integer.getInteger("kill.step", 35);

    private static final int ROWS = 40;

    @TempDir
    Path folder;

    private final List<String> statements = new ArrayList<>();
    private List<String> before = List.of();
    private List<String> after = List.of();
    private int commit;

    /** Restores once without trouble, to see what happens and what comes of it. */
    private ResetDatabase learn(PostgresServer server, boolean owner, int rows) throws SQLException {
        ResetDatabase reset = ResetDatabase.create(server, folder, rows);
        OwnedDatabase copy = reset.copy();
        before = copy.state();
        try (Connection connection = copy.connect(reset.role(owner))) {
            reset.restore(WatchedConnection.of(connection, new Listener()));
        }
        after = copy.state();
        commit = statements.indexOf("commit") + 1;
        assertThat(statements).filteredOn("commit"::equals).hasSize(1);
        assertThat(after).isNotEqualTo(before).noneMatch(line -> line.startsWith("app.audit: 1"));
        assertThat(schemaOf(after)).as("constraints and triggers").containsExactlyElementsOf(schemaOf(before));
        copy.drop();
        return reset;
    }

    private static List<String> schemaOf(List<String> state) {
        return state.stream().filter(line -> !line.startsWith("app.")).toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectionThatIsCutChangesNothing(boolean owner) throws SQLException {
        ResetDatabase reset = learn(PostgresServer.shared(), owner, ROWS);

        for (int number = 3; number <= commit; number += 29) {
            cutAt(reset, number, owner);
        }
        cutAt(reset, commit, owner);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("slow")
    void aConnectionThatIsCutAtManyAStatementChangesNothing(boolean owner) throws SQLException {
        ResetDatabase reset = learn(PostgresServer.shared(), owner, ROWS);

        for (int number = 1; number <= commit; number += Math.max(1, STEP / 4)) { // it costs less than the others
            cutAt(reset, number, owner);
        }
    }

    private void cutAt(ResetDatabase reset, int fatal, boolean owner) throws SQLException {
        OwnedDatabase copy = reset.copy();
        try (Connection connection = copy.connect(reset.role(owner))) {
            Connection cut = WatchedConnection.of(connection, (Before) (number, what) -> {
                if (number == fatal) {
                    copy.awaitAlone();
                }
            });
            assertThatThrownBy(() -> reset.restore(cut)).as(what(fatal)).isInstanceOf(DbRestoreException.class);
        }
        assertOldOrNew(reset, copy, false, owner, what(fatal));
    }

    @Test
    @Tag("case-46")
    void aCommitWhoseAnswerIsLostIsNotToldAsFailed() throws SQLException {
        ResetDatabase reset = learn(PostgresServer.shared(), true, ROWS);
        OwnedDatabase copy = reset.copy();

        try (Connection connection = copy.connect(copy.owner())) {
            Connection cut = WatchedConnection.of(connection, (After) (number, what) -> {
                if (number == commit) {
                    copy.awaitAlone();
                    throw new SQLException("An I/O error occurred while sending to the backend.", "08006");
                }
            });
            assertThatThrownBy(() -> reset.restore(cut))
                    .isInstanceOfSatisfying(
                            DbRestoreException.class, e -> assertThat(e.hint()).contains("run the same restore again"))
                    .hasMessageContaining("It is not known whether the restore is in");
        }

        assertOldOrNew(reset, copy, true, true, "after the commit");
    }

    @Test
    @Tag("case-38")
    void aServerThatDiesChangesNothing() throws Exception {
        try (PostgresServer server = PostgresServer.start(PostgresServer.DEFAULT_MAJOR)) {
            ResetDatabase reset = learn(server, true, ROWS);

            crashAt(server, reset, statements.size() / 3, false);
            crashAt(server, reset, commit, false);
            crashAt(server, reset, commit, true);
        }
    }

    @Test
    @Tag("slow")
    void aServerThatDiesAtManyAStatementChangesNothing() throws Exception {
        try (PostgresServer server = PostgresServer.start(PostgresServer.DEFAULT_MAJOR)) {
            ResetDatabase reset = learn(server, true, ROWS);

            for (int number = 1; number <= commit; number += STEP) {
                crashAt(server, reset, number, number % 2 == 0);
            }
        }
    }

    private void crashAt(PostgresServer server, ResetDatabase reset, int fatal, boolean executed) throws Exception {
        OwnedDatabase copy = reset.copy();
        boolean committed = executed && fatal == commit;
        try (Connection connection = copy.connect(copy.owner())) {
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
            if (committed) {
                reset.restore(doomed);
            } else {
                assertThatThrownBy(() -> reset.restore(doomed)).as(what(fatal)).isInstanceOf(DbRestoreException.class);
            }
        }
        server.restart();
        assertOldOrNew(reset, copy, committed, true, "the server died at " + what(fatal));
    }

    @Test
    @Tag("case-86")
    void aProcessThatDiesLeavesTheOldStateOrTheNewOne() throws Exception {
        ResetDatabase reset = learn(PostgresServer.shared(), true, ROWS);

        dieAt(reset, commit / 2, true);
        dieAt(reset, commit, false);
        dieAt(reset, commit, true);
    }

    @Test
    @Tag("case-86")
    @Tag("slow")
    void aProcessThatDiesAtManyAStatementLeavesTheOldStateOrTheNewOne() throws Exception {
        ResetDatabase reset = learn(PostgresServer.shared(), true, ROWS);

        for (int number = 1; number <= statements.size(); number += STEP) {
            dieAt(reset, number, true);
        }
    }

    private void dieAt(ResetDatabase reset, int number, boolean executed) throws Exception {
        OwnedDatabase copy = reset.copy();

        int status = RestoreChild.start(
                        copy.url(copy.owner()), reset.dump(), number, executed, folder.resolve("child.log"))
                .waitFor();

        assertThat(status).as(what(number)).isEqualTo(RestoreChild.KILLED);
        assertOldOrNew(reset, copy, executed ? number >= commit : number > commit, true, what(number));
    }

    /** Among them moments in the middle of a COPY, which is no statement of JDBC's. */
    @Test
    @Tag("case-86")
    @Tag("slow")
    void aProcessThatIsKilledAtAnyMomentLeavesTheOldStateOrTheNewOne() throws Exception {
        ResetDatabase reset = learn(PostgresServer.shared(), true, 20_000);
        Path log = folder.resolve("child.log");
        OwnedDatabase first = reset.copy();
        long started = System.nanoTime();
        RestoreChild.start(first.url(first.owner()), reset.dump(), 0, false, log)
                .waitFor();
        long whole = System.nanoTime() - started;
        assertOldOrNew(reset, first, true, true, "alive");
        Random random = new Random(1);
        List<String> kinds = new ArrayList<>();

        for (int i = 0; i < 30; i++) {
            OwnedDatabase copy = reset.copy();
            Process child = RestoreChild.start(copy.url(copy.owner()), reset.dump(), 0, false, log);
            child.waitFor((long) (whole * random.nextDouble(0.2, 1.1)), TimeUnit.NANOSECONDS);
            child.destroyForcibly().waitFor();
            copy.awaitAlone();
            List<String> state = copy.state();
            kinds.add(state.equals(before) ? "old" : state.equals(after) ? "new" : "neither");
            assertOldOrNew(reset, copy, state.equals(after), true, "at any moment");
        }

        assertThat(kinds).contains("old").doesNotContain("neither");
    }

    private void assertOldOrNew(ResetDatabase reset, OwnedDatabase copy, boolean committed, boolean owner, String when)
            throws SQLException {
        copy.awaitAlone();
        assertThat(copy.state()).as(when).isEqualTo(committed ? after : before);
        reset.restore(copy, reset.role(owner));
        assertThat(copy.state()).as("again, " + when).isEqualTo(after);
        copy.drop();
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
