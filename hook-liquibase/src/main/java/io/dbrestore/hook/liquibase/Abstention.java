package io.dbrestore.hook.liquibase;

import java.util.Map;
import liquibase.Scope;
import liquibase.command.CommandScope;

/** Where our steps leave Liquibase's commands alone, since they are part of something bigger. */
final class Abstention {

    private static final String OURS = "io.dbrestore.hook.liquibase.ours";

    /** Liquibase offers a step nothing that lasts from one command into those inside it, but the thread. */
    private static final ThreadLocal<Boolean> TESTING_ROLLBACK = ThreadLocal.withInitial(() -> false);

    private Abstention() {}

    static boolean isFrom(CommandScope command) {
        boolean inside =
                TESTING_ROLLBACK.get() && !HookStep.nameOf(command.getCommand()).equals(TestingRollbackStep.COMMAND);
        return inside || Scope.getCurrentScope().get(OURS, false);
    }

    /** From now on and on this thread, {@code updateTestingRollback} runs updates and rollbacks of its own. */
    static void beginTestingRollback() {
        TESTING_ROLLBACK.set(true);
    }

    static void endTestingRollback() {
        TESTING_ROLLBACK.remove();
    }

    /** Runs what db-restore itself makes Liquibase do, with these settings for it. */
    static void during(Map<String, Object> settings, Scope.ScopedRunner<?> run) throws Exception {
        Scope.child(settings, () -> Scope.child(OURS, true, run));
    }
}
