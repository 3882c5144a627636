package io.dbrestore.hook.liquibase;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.reset.ResetGuard;
import io.dbrestore.engine.reset.ResetSettings;
import java.util.Set;
import liquibase.command.CommandScope;
import liquibase.exception.LiquibaseException;

/**
 * Restores after an update that has gone well, if there was a {@code dropAll} before it. An update that was told to run
 * some of the changesets only leaves a schema behind that rows may not fit into yet: they wait for its last changeset.
 */
public final class AfterUpdateStep extends HookStep {

    private static final Set<String> IN_PART = Set.of("updateCount", "updateToTag");

    /** For Liquibase, which makes one for each command. */
    public AfterUpdateStep() {
        super(AFTER, BeforeUpdateStep.UPDATES);
    }

    @Override
    void act(CommandScope command, LentDatabase database, ResetSettings settings) throws LiquibaseException {
        ResetGuard guard = database.guard(settings);
        if (IN_PART.contains(nameOf(command.getCommand())) && PendingChanges.count(command) > 0) {
            guard.afterPartOfMigrate();
            return;
        }
        try {
            guard.afterMigrate(settings.restoreOptions()).ifPresent(Told::restored);
        } catch (DbRestoreException e) {
            if (settings.failing()) {
                throw e;
            }
            Told.warn(Told.sentence(e));
        }
    }
}
