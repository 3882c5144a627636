package io.dbrestore.hook.liquibase;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.DumpReport;
import io.dbrestore.engine.reset.ResetSettings;
import java.util.List;
import java.util.Set;
import liquibase.command.CommandScope;

/** Dumps what {@code dropAll} is about to drop, or stops it. */
public final class BeforeDropStep extends HookStep {

    /** For Liquibase, which makes one for each command. */
    public BeforeDropStep() {
        super(BEFORE, Set.of("dropAll"));
    }

    @Override
    void act(CommandScope command, LentDatabase database, ResetSettings settings) {
        List<String> schemas = DroppedSchemas.of(command, database.database());
        DumpReport report = database.guard(settings).beforeReset(settings.dumpOptions(schemas));
        Told.dumped(report, " before they are dropped.");
    }

    @Override
    void doWithout(DbRestoreException reason, ResetSettings settings) {
        throw new DbRestoreException(
                reason.failure(),
                reason.getMessage() + " Its rows cannot be kept, so nothing was dropped",
                "drop them all the same with liquibase.dbrestore.enabled=false. " + reason.hint(),
                reason);
    }
}
