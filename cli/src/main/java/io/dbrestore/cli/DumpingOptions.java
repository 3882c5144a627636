package io.dbrestore.cli;

import io.dbrestore.cli.ExistingDump.Treatment;
import io.dbrestore.engine.DumpOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a dump goes and how it is made, as it is typed. */
final class DumpingOptions {

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

    /** Settles what becomes of a dump that is there; asks if need be. */
    Dumping prepare(Target target, CommandLineMain main) {
        Path destination =
                folder == null ? target.dumpFolder() : main.surroundings().resolve(folder);
        ExistingDump existing = new ExistingDump(destination, target, main);
        return new Dumping(destination, existing, existing.decide(onExisting), connections, main);
    }

    /** What to type behind {@code restore} so that it finds the dump. */
    String argumentOfRestore(CommandLineMain main) {
        return folder == null
                ? ""
                : " --in " + Words.argument(main.surroundings().resolve(folder).toString());
    }
}
