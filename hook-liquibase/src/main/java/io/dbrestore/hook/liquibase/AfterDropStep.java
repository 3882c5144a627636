package io.dbrestore.hook.liquibase;

import io.dbrestore.engine.reset.ResetSettings;
import java.util.Set;
import liquibase.command.CommandScope;

/** Notes that {@code dropAll} has happened. */
public final class AfterDropStep extends HookStep {

    /** For Liquibase, which makes one for each command. */
    public AfterDropStep() {
        super(AFTER, Set.of("dropAll"));
    }

    @Override
    void act(CommandScope command, LentDatabase database, ResetSettings settings) {
        database.guard(settings).afterReset();
    }
}
