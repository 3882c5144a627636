package io.dbrestore.cli;

import io.dbrestore.DbRestore;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.RestoreReport.TableResult;
import io.dbrestore.engine.Strategy;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Restores a dump into a database. */
@Command(name = "restore", description = "Merge the rows of a dump into the database, all or nothing.")
final class RestoreCommand implements Callable<Integer> {

    private final CommandLineMain main;

    @Mixin
    private final TargetOptions targetOptions = new TargetOptions();

    @Option(
            names = "--in",
            paramLabel = "DIR|FILE",
            description = "The folder or the archive (.tar.gz) of the dump, instead of the one that dump wrote.")
    private @Nullable String source;

    @Option(names = "--latest", description = "Take the newest archive if there is no dump where dump writes it.")
    private boolean latest;

    @Option(names = "--dry-run", description = "Show what would be done: do it, and roll it back.")
    private boolean dryRun;

    @Option(
            names = "--strategy",
            paramLabel = "WHICH",
            description =
                    "Where both have a row: upsert lets the dump win, skip the database; replace also deletes what"
                            + " only the database has. Default: upsert.")
    private Strategy strategy = Strategy.UPSERT;

    @Option(
            names = "--keyless",
            paramLabel = "HOW",
            description =
                    "Tables without a key: replace makes them what the dump holds, merge deletes nothing. Default:"
                            + " replace.")
    private Keyless keyless = Keyless.REPLACE;

    @Mixin
    private final SelectionOptions selection = new SelectionOptions();

    @Option(names = "--into-other", description = "Restore into another database than the one that was dumped.")
    private boolean intoOther;

    @Option(names = "--no-refresh", description = "Leave materialized views as they are; they will be stale.")
    private boolean noRefresh;

    @Option(
            names = "--allow-non-atomic",
            description =
                    "Write into tables that cannot be rolled back (MyISAM and the like), too: if the restore fails,"
                            + " they stay half restored until it is run again.")
    private boolean allowNonAtomic;

    @Option(
            names = "--i-know-this-is-not-development",
            description = "Do not ask for the name of a database that does not look like one for development.")
    private boolean knows;

    RestoreCommand(CommandLineMain main) {
        this.main = main;
    }

    /** How tables without a key are merged. */
    enum Keyless {
        REPLACE,
        MERGE;

        @Override
        public String toString() {
            return Words.of(this);
        }
    }

    @Override
    public Integer call() {
        Target target = targetOptions.target(main);
        try (DumpSource dump = DumpSource.find(source, latest, target, main);
                Extensions extensions = main.extensions();
                Database database = targetOptions.connect(target, extensions, main)) {
            if (strategy == Strategy.REPLACE && !dryRun) {
                confirm(database, extensions, dump.folder(), target.reaching(database.jdbcUrl()));
            }
            show(restore(database, extensions, dump.folder(), dryRun));
        }
        return ExitCode.DONE.number();
    }

    private RestoreReport restore(Database database, Extensions extensions, Path folder, boolean rehearsal) {
        RestoreOptions options = new RestoreOptions(
                strategy,
                keyless == Keyless.MERGE,
                selection.selection(),
                rehearsal,
                intoOther,
                !noRefresh,
                allowNonAtomic);
        try (ProgressDisplay progress = main.progress()) {
            return main.surroundings()
                    .interruption()
                    .during(() -> DbRestore.on(database)
                            .with(extensions)
                            .reporting(progress)
                            .restore(folder, options));
        }
    }

    /** Says exactly what will go, by a rehearsal that is rolled back; what nobody will be asked needs none. */
    private void confirm(Database database, Extensions extensions, Path folder, Target target) {
        Guard guard = new Guard(main.surroundings().terminal(), main.screen(), main.saysYes(), knows);
        if (!guard.letsPass(target)) {
            RestoreReport rehearsal = restore(database, extensions, folder, true);
            long deleted = RestoreResult.sum(rehearsal, TableResult::deleted);
            long updated = RestoreResult.sum(rehearsal, TableResult::updated);
            if (deleted + updated > 0) {
                guard.pass(
                        target,
                        Numbers.rows(deleted) + " that the dump does not hold will be deleted, and "
                                + Numbers.rows(updated) + " will be overwritten");
            }
        }
    }

    private void show(RestoreReport report) {
        Screen screen = main.screen();
        screen.result(RestoreResult.table(report));
        report.warnings().forEach(screen::warning);
        String what = "(" + Numbers.rows(report.totalRows()) + " across "
                + Numbers.counted(report.tables().size(), "table") + ")";
        screen.result(
                report.dryRun() ? "Dry run: this is what a restore would do " + what : "Restore complete " + what);
        screen.document(json -> {
            json.writeStartObject();
            RestoreResult.writeMembers(report, json);
            json.writeEndObject();
        });
    }
}
