package io.dbrestore.hook.liquibase;

import io.dbrestore.engine.reset.ResetSettings;
import java.util.Set;
import liquibase.command.CleanUpCommandStep;
import liquibase.command.CommandResultsBuilder;
import liquibase.command.CommandScope;

/**
 * Keeps our steps out of the two updates and the rollback inside {@code updateTestingRollback}. Rows are restored after
 * its last step and not before: in between they would be in the way of the rollbacks that are tested, and go with them.
 * But they are restored then, as the command leaves the schema as an update does, which is what rows of an earlier
 * dropAll wait for.
 */
public final class TestingRollbackStep extends HookStep implements CleanUpCommandStep {

    static final String COMMAND = "updateTestingRollback";

    /** For Liquibase, which makes one for each command. */
    public TestingRollbackStep() {
        super(BEFORE + 50, Set.of(COMMAND));
    }

    @Override
    void act(CommandScope command, LentDatabase database, ResetSettings settings) {
        Abstention.beginTestingRollback();
    }

    /** Also after a failure. */
    @Override
    public void cleanUp(CommandResultsBuilder results) {
        Abstention.endTestingRollback();
    }
}
