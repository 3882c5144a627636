package io.dbrestore.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a script with which a shell completes commands, options and profiles. */
@Command(
        name = "completion",
        description = {
            "Print a script that teaches a shell to complete commands, options and profiles.",
            "bash:  source <(db-restore completion bash)",
            "zsh:   source <(db-restore completion zsh)",
            "fish:  db-restore completion fish | source"
        })
final class CompletionCommand implements Callable<Integer> {

    private final CommandLineMain main;

    @Parameters(paramLabel = "<shell>", description = "${COMPLETION-CANDIDATES}")
    private Shell shell = Shell.BASH;

    CompletionCommand(CommandLineMain main) {
        this.main = main;
    }

    /** A shell that can be taught. */
    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return Words.of(this);
        }
    }

    @Override
    public Integer call() {
        Completion completion =
                new Completion(CommandLineMain.commandLine(main.surroundings()).getCommandSpec());
        main.surroundings()
                .output()
                .print(
                        switch (shell) {
                            case BASH -> completion.bash();
                            case ZSH -> completion.zsh();
                            case FISH -> completion.fish();
                        });
        return ExitCode.DONE.number();
    }
}
