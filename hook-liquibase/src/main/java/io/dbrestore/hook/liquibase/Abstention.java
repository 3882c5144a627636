package io.dbrestore.hook.liquibase;

import liquibase.command.CommandScope;

/** Where our steps leave Liquibase's commands alone, since they are part of something bigger. */
final class Abstention {

    /** Liquibase offers a step nothing that lasts from one command into those inside it, but the thread. */
    private static final ThreadLocal<Boolean> TESTING_ROLLBACK = ThreadLocal.withInitial(() -> false);

    private Abstention() {}

    static boolean isFrom(CommandScope command) {
        return TESTING_ROLLBACK.get() && !HookStep.nameOf(command.getCommand()).equals(TestingRollbackStep.COMMAND);
    }

    /** From now on and on this thread, {@code updateTestingRollback} runs updates and rollbacks of its own. */
    static void beginTestingRollback() {
        TESTING_ROLLBACK.set(true);
    }

    static void endTestingRollback() {
        TESTING_ROLLBACK.remove();
    }
}
