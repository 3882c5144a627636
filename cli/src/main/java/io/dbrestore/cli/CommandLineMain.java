package io.dbrestore.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line as picocli sees it. */
@Command(
        name = "db-restore",
        description = "Keeps the rows of a development database across a reset of its schema.",
        mixinStandardHelpOptions = true,
        versionProvider = CommandLineMain.OwnVersion.class)
final class CommandLineMain {

    private CommandLineMain() {}

    /** Parses and runs one command. The result is the exit code. */
    static int run(String... arguments) {
        return new CommandLine(new CommandLineMain()).execute(arguments);
    }

    /** Gives picocli the version that {@link Main} answers with. */
    static final class OwnVersion implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {Version.line()};
        }
    }
}
