package io.dbrestore.cli;

import io.dbrestore.DbRestore;
import io.dbrestore.cli.ExistingDump.Treatment;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.DumpReport;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Dumps a database into a folder. */
@Command(name = "dump", description = "Dump all rows of all tables to JSON files.")
final class DumpCommand implements Callable<Integer> {

    private final CommandLineMain main;

    @Mixin
    private final TargetOptions targetOptions = new TargetOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to, instead of the profile's own folder (without a profile: .db-restore/dumps).")
    private @Nullable String folder;

    @Option(
            names = "--on-existing",
            paramLabel = "WHAT",
            description = "What becomes of a dump that is there already: ${COMPLETION-CANDIDATES}."
                    + " At a terminal you are asked; elsewhere it is archived.")
    private Treatment onExisting = Treatment.ASK;

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            description = "How many tables are read at once, each over a connection of its own, where the database can"
                    + " show all of them the same moment. Default: 2.")
    private int connections = DumpOptions.DEFAULT.connections();

    @Mixin
    private final SelectionOptions selection = new SelectionOptions();

    DumpCommand(CommandLineMain main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        Target target = targetOptions.target(main);
        Path destination =
                folder == null ? target.dumpFolder() : main.surroundings().resolve(folder);
        ExistingDump existing = new ExistingDump(destination, target, main);
        Treatment treatment = existing.decide(onExisting);
        try (Extensions extensions = main.extensions();
                Database database = targetOptions.connect(target, extensions, main)) {
            Optional<Path> archive =
                    treatment == Treatment.ARCHIVE ? Optional.of(existing.archive()) : Optional.empty();
            GitIgnore ignored = new GitIgnore(main.surroundings());
            ignored.coverBefore(destination);
            DumpReport report = dump(database, extensions, destination, existing.isThere());
            ignored.coverAfter(destination);
            show(report, archive);
        }
        return ExitCode.DONE.number();
    }

    private DumpReport dump(Database database, Extensions extensions, Path destination, boolean replace) {
        DumpOptions options = new DumpOptions(selection.selection(), replace, connections, false);
        Surroundings surroundings = main.surroundings();
        try (ProgressDisplay progress = main.progress()) {
            return surroundings
                    .interruption()
                    .during(() -> DbRestore.on(database)
                            .with(extensions)
                            .reporting(progress)
                            .dump(destination, options));
        }
    }

    private void show(DumpReport report, Optional<Path> archive) {
        Screen screen = main.screen();
        screen.result(DumpResult.table(report));
        report.leftOut().forEach(left -> screen.note("Left out: " + left.table() + ", " + left.reason()));
        report.warnings().forEach(screen::warning);
        archive.ifPresent(file -> screen.result(
                "The former dump is archived in " + main.surroundings().shown(file)));
        screen.result("Dump saved to " + main.surroundings().shown(report.folder()) + " ("
                + Numbers.counted(report.tables().size(), "file") + ")");
        screen.document(json -> {
            json.writeStartObject();
            DumpResult.writeMembers(report, json);
            archive.ifPresent(file -> json.writeStringProperty("archive", file.toString()));
            json.writeEndObject();
        });
    }
}
