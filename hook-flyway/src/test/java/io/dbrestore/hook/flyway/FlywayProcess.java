package io.dbrestore.hook.flyway;

import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** Runs Flyway as an application would that knows nothing of db-restore; by itself, with whatever version is there. */
final class FlywayProcess {

    private FlywayProcess() {}

    /** Takes commands and {@code flyway.x=y}, the settings before the commands that they are for. */
    public static void main(String[] arguments) {
        Map<String, String> settings = new HashMap<>(Map.of("flyway.cleanDisabled", "false"));
        for (String argument : arguments) {
            if (argument.contains("=")) {
                settings.put(
                        argument.substring(0, argument.indexOf('=')), argument.substring(argument.indexOf('=') + 1));
            } else {
                run(Flyway.configure().configuration(settings).load(), argument);
            }
        }
    }

    private static void run(Flyway flyway, String command) {
        switch (command) {
            case "clean" -> flyway.clean();
            case "migrate" -> flyway.migrate();
            default -> throw new IllegalArgumentException(command);
        }
    }
}
