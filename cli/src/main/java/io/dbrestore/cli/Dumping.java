package io.dbrestore.cli;

import io.dbrestore.DbRestore;
import io.dbrestore.cli.ExistingDump.Treatment;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.DumpReport;
import io.dbrestore.engine.TableSelection;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import java.nio.file.Path;
import java.util.Optional;

/** A dump that is about to be made, with the answer to what becomes of the one before it. */
final class Dumping {

    private final Path destination;
    private final ExistingDump existing;
    private final Treatment treatment;
    private final int connections;
    private final CommandLineMain main;

    Dumping(Path destination, ExistingDump existing, Treatment treatment, int connections, CommandLineMain main) {
        this.destination = destination;
        this.existing = existing;
        this.treatment = treatment;
        this.connections = connections;
        this.main = main;
    }

    /** Makes it, archives the one before it first if so decided, and keeps git away from it. */
    MadeDump make(Database database, Extensions extensions, TableSelection tables) {
        Optional<Path> archive = treatment == Treatment.ARCHIVE ? Optional.of(existing.archive()) : Optional.empty();
        GitIgnore ignored = new GitIgnore(main.surroundings());
        ignored.coverBefore(destination);
        DumpReport report = dump(database, extensions, tables);
        ignored.coverAfter(destination);
        new OnlyCopy(destination).unmark();
        return new MadeDump(report, archive);
    }

    private DumpReport dump(Database database, Extensions extensions, TableSelection tables) {
        DumpOptions options = new DumpOptions(tables, existing.isThere(), connections, false);
        try (ProgressDisplay progress = main.progress()) {
            return main.surroundings()
                    .interruption()
                    .during(() -> DbRestore.on(database)
                            .with(extensions)
                            .reporting(progress)
                            .dump(destination, options));
        }
    }
}
