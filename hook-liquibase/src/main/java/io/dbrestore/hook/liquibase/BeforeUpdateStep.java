package io.dbrestore.hook.liquibase;

import io.dbrestore.engine.reset.ResetSettings;
import java.util.Set;
import liquibase.command.CommandScope;

/** Looks, before an update fills the database, whether it is as {@code dropAll} has left it. */
public final class BeforeUpdateStep extends HookStep {

    static final Set<String> UPDATES =
            Set.of("update", "migrate", "updateCount", "updateToTag", TestingRollbackStep.COMMAND);

    /** For Liquibase, which makes one for each command. */
    public BeforeUpdateStep() {
        super(BEFORE, UPDATES);
    }

    @Override
    void act(CommandScope command, LentDatabase database, ResetSettings settings) {
        database.guard(settings).beforeMigrate();
    }
}
