package io.dbrestore.hook.liquibase;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.reset.ResetSettings;
import liquibase.command.CommandScope;
import liquibase.exception.LiquibaseException;

/** Restores after an update that has gone well, if there was a {@code dropAll} before it. */
public final class AfterUpdateStep extends HookStep {

    /** For Liquibase, which makes one for each command. */
    public AfterUpdateStep() {
        super(AFTER, BeforeUpdateStep.UPDATES);
    }

    @Override
    void act(CommandScope command, LentDatabase database, ResetSettings settings) throws LiquibaseException {
        try {
            database.guard(settings).afterMigrate(settings.restoreOptions()).ifPresent(Told::restored);
        } catch (DbRestoreException e) {
            if (settings.failing()) {
                throw e;
            }
            Told.warn(Told.sentence(e));
        }
    }
}
