package io.dbrestore.cli;

import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
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

    @Mixin
    private final MergeOptions merging = new MergeOptions();

    @Mixin
    private final SelectionOptions selection = new SelectionOptions();

    @Option(names = "--into-other", description = "Restore into another database than the one that was dumped.")
    private boolean intoOther;

    @Mixin
    private final GuardOptions guarding = new GuardOptions();

    RestoreCommand(CommandLineMain main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        Target target = targetOptions.target(main);
        RestoreOptions options = merging.options()
                .withTables(selection.selection())
                .withDryRun(dryRun)
                .withIntoOther(intoOther);
        Restoring restoring = new Restoring(target, options, guarding.guard(main), main);
        try (DumpSource dump = DumpSource.find(source, latest, target, main);
                Extensions extensions = main.extensions();
                Database database = targetOptions.connect(target, extensions, main)) {
            RestoreReport report = restoring.restore(database, extensions, dump.folder());
            if (!dryRun && selection.isEverything()) {
                new OnlyCopy(dump.folder()).unmark();
            }
            RestoreResult.show(report, main.screen());
            main.screen().document(json -> {
                json.writeStartObject();
                RestoreResult.writeMembers(report, json);
                json.writeEndObject();
            });
        }
        return ExitCode.DONE.number();
    }
}
