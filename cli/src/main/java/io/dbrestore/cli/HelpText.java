package io.dbrestore.cli;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The help as it lies in the program's jar, written when the program was built. */
final class HelpText {

    static final Set<String> COMMANDS = Set.of(
            "setup", "dump", "restore", "reset", "migrate", "profiles", "remove", "plugins", "demo", "completion");

    private static final Set<String> OPTIONS = Set.of("--help", "-h");

    private HelpText() {}

    /** Which help the arguments ask for and nothing else; null if they ask for something else. */
    static @Nullable String resource(String... arguments) {
        if (arguments.length == 1 && OPTIONS.contains(arguments[0])) {
            return ofProgram();
        }
        if (arguments.length == 2 && COMMANDS.contains(arguments[0]) && OPTIONS.contains(arguments[1])) {
            return of(arguments[0]);
        }
        return null;
    }

    static String ofProgram() {
        return of("db-restore");
    }

    static String of(String command) {
        return "help/" + command + ".txt";
    }
}
