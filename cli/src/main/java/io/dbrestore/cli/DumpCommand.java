package io.dbrestore.cli;

import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Dumps a database into a folder. */
@Command(name = "dump", description = "Dump all rows of all tables to JSON files.")
final class DumpCommand implements Callable<Integer> {

    private final CommandLineMain main;

    @Mixin
    private final TargetOptions targetOptions = new TargetOptions();

    @Mixin
    private final DumpingOptions dumping = new DumpingOptions();

    @Mixin
    private final SelectionOptions selection = new SelectionOptions();

    DumpCommand(CommandLineMain main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        Target target = targetOptions.target(main);
        Dumping dump = dumping.prepare(target, main);
        try (Extensions extensions = main.extensions();
                Database database = targetOptions.connect(target, extensions, main)) {
            MadeDump made = dump.make(database, extensions, selection.selection());
            made.show(main);
            main.screen().document(json -> {
                json.writeStartObject();
                made.writeMembers(json);
                json.writeEndObject();
            });
        }
        return ExitCode.DONE.number();
    }
}
