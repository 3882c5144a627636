package io.dbrestore.cli;

import io.dbrestore.cli.HookCall.Action;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps the rows over a reset of the schema. */
@Command(
        name = "reset",
        customSynopsis = {
            "db-restore reset [OPTIONS] [<profile>] -- COMMAND...",
            "       db-restore reset [OPTIONS] [<profile>] --with=NAME [--option=KEY=VALUE]..."
        },
        description = "Dump, run the command that resets the schema, and restore. If the command fails, nothing is"
                + " restored, the exit code is 8, and you are told how to restore by hand.")
final class ResetCommand implements Callable<Integer> {

    private final CommandLineMain main;

    @Mixin
    private final CarryOverOptions carryOver = new CarryOverOptions();

    @Option(
            names = "--restore-on-failure",
            description = "Restore also if the command fails; the exit code is 8 all the same.")
    private boolean restoreOnFailure;

    ResetCommand(CommandLineMain main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        carryOver.run(Action.RESET, () -> true, restoreOnFailure, main);
        return ExitCode.DONE.number();
    }
}
