package io.dbrestore.cli;

import picocli.CommandLine.Option;

/** The answer to the guard's second question, as it is typed; {@code --yes} answers the first. */
final class GuardOptions {

    @Option(
            names = "--i-know-this-is-not-development",
            description = "Do not ask for the name of a database that does not look like one for development.")
    private boolean knows;

    Guard guard(CommandLineMain main) {
        return new Guard(main.surroundings().terminal(), main.screen(), main.saysYes(), knows);
    }
}
