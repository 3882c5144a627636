package io.dbrestore.cli;

import io.dbrestore.cli.HookCall.Action;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps a dump from before a migration, and restores it if that is wanted. */
@Command(
        name = "migrate",
        customSynopsis = {
            "db-restore migrate [OPTIONS] [<profile>] -- COMMAND...",
            "       db-restore migrate [OPTIONS] [<profile>] --with=NAME [--option=KEY=VALUE]..."
        },
        description = "Dump, run the command that migrates the schema, and restore if wanted. If the command fails, the"
                + " exit code is 8, and you are told how to restore by hand.")
final class MigrateCommand implements Callable<Integer> {

    private final CommandLineMain main;

    @Mixin
    private final CarryOverOptions carryOver = new CarryOverOptions();

    @Option(
            names = "--restore",
            paramLabel = "WHEN",
            description =
                    "Whether to restore after the migration: ${COMPLETION-CANDIDATES}. At a terminal you are asked;"
                            + " elsewhere, and with --yes, the answer is no, since after most migrations the rows are still"
                            + " there, and a restore would undo what the migration has done to them.")
    private Wish wish = Wish.ASK;

    MigrateCommand(CommandLineMain main) {
        this.main = main;
    }

    /** Whether the rows are to be restored. */
    enum Wish {
        ASK,
        YES,
        NO;

        @Override
        public String toString() {
            return Words.of(this);
        }
    }

    @Override
    public Integer call() {
        carryOver.run(Action.MIGRATE, () -> isWanted(wish), false, main);
        return ExitCode.DONE.number();
    }

    private boolean isWanted(Wish said) {
        return switch (said) {
            case YES -> true;
            case NO -> false;
            case ASK -> {
                Questions questions = main.questions();
                yield questions.canAsk()
                        && isWanted(questions.choice(
                                "Restore the rows of the dump over those that there are?",
                                "--restore yes",
                                List.of(Wish.NO, Wish.YES)));
            }
        };
    }
}
