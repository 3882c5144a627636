package io.dbrestore.cli;

import io.dbrestore.DbRestore;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.RestoreReport.TableResult;
import io.dbrestore.engine.Strategy;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import java.nio.file.Path;

/** A restore that is about to be made; where it would delete rows, it is confirmed first. */
final class Restoring {

    private final Target target;
    private final RestoreOptions options;
    private final Guard guard;
    private final CommandLineMain main;

    Restoring(Target target, RestoreOptions options, Guard guard, CommandLineMain main) {
        this.target = target;
        this.options = options;
        this.guard = guard;
        this.main = main;
    }

    RestoreReport restore(Database database, Extensions extensions, Path folder) {
        if (options.strategy() == Strategy.REPLACE && !options.dryRun()) {
            confirm(database, extensions, folder);
        }
        return restore(database, extensions, folder, options);
    }

    private RestoreReport restore(Database database, Extensions extensions, Path folder, RestoreOptions how) {
        try (ProgressDisplay progress = main.progress()) {
            return main.surroundings()
                    .interruption()
                    .during(() -> DbRestore.on(database)
                            .with(extensions)
                            .reporting(progress)
                            .restore(folder, how));
        }
    }

    /** Says exactly what will go, by a rehearsal that is rolled back; what nobody will be asked needs none. */
    private void confirm(Database database, Extensions extensions, Path folder) {
        Target reached = target.reaching(database.jdbcUrl());
        if (!guard.letsPass(reached)) {
            RestoreReport rehearsal = restore(database, extensions, folder, options.withDryRun(true));
            long deleted = RestoreResult.sum(rehearsal, TableResult::deleted);
            long updated = RestoreResult.sum(rehearsal, TableResult::updated);
            if (deleted + updated > 0) {
                guard.pass(
                        reached,
                        Numbers.rows(deleted) + " that the dump does not hold will be deleted, and "
                                + Numbers.rows(updated) + " will be overwritten");
            }
        }
    }
}
