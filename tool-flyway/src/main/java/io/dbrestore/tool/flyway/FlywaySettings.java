package io.dbrestore.tool.flyway;

import io.dbrestore.spi.ToolSettings;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes of Flyway's configuration what a reset needs: where to, with what, and whether. */
final class FlywaySettings {

    /** What leads to the database, which db-restore decides; and what is for Flyway's program, which this is not. */
    private static final Set<String> NOT_HANDED_ON = Set.of(
            "url",
            "user",
            "password",
            "driver",
            "environment",
            "configFiles",
            "configFileEncoding",
            "workingDirectory",
            "jarDirs",
            "loggers",
            "outputFile",
            "outputType",
            "reportEnabled",
            "reportFilename",
            "licenseKey",
            "email",
            "token",
            "edition",
            "color",
            "dryRunOutput");

    /** Flyway's program knows more of these than the library does, which stops at any that it does not know. */
    private static final Set<String> NAMESPACES = Set.of("placeholders", "postgresql", "cockroachdb", "mysql");

    private FlywaySettings() {}

    /** @param options the user's, each with {@code flyway.} in front */
    static ToolSettings read(Path folder, Path home, Map<String, String> environment, Map<String, String> options) {
        FlywayConfiguration found = FlywayConfiguration.find(folder, home, environment, options);
        Map<String, String> values = new HashMap<>(found.values());
        values.putAll(options);
        FlywayLocations locations = new FlywayLocations(folder);
        String places = locations.absolute(values.getOrDefault("flyway.locations", locations.usual()));
        Map<String, String> handedOn = new HashMap<>();
        values.forEach((name, value) -> {
            if (isHandedOn(name.substring(FlywayHook.PREFIX.length()))) {
                handedOn.put(name, value);
            }
        });
        handedOn.put("flyway.locations", places);
        if (values.containsKey("flyway.callbackLocations")) {
            handedOn.put("flyway.callbackLocations", locations.absolute(values.get("flyway.callbackLocations")));
        }
        handedOn.put(
                FlywayHook.CLASSES,
                String.join(
                        File.pathSeparator,
                        locations.compiled().stream().map(Path::toString).toList()));
        return new ToolSettings(
                found.place(),
                summary(values, places),
                Optional.ofNullable(values.get("flyway.url")),
                Optional.ofNullable(values.get("flyway.user")),
                Optional.ofNullable(values.get("flyway.password")),
                handedOn,
                objection(found, options));
    }

    private static boolean isHandedOn(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? !NOT_HANDED_ON.contains(name) : NAMESPACES.contains(name.substring(0, dot));
    }

    private static String summary(Map<String, String> values, String locations) {
        List<String> parts = new ArrayList<>();
        List<String> schemas = Stream.of("flyway.defaultSchema", "flyway.schemas")
                .flatMap(name -> Optional.ofNullable(values.get(name)).stream())
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(schema -> !schema.isEmpty())
                .distinct()
                .toList();
        if (!schemas.isEmpty()) {
            parts.add((schemas.size() == 1 ? "schema " : "schemas ") + String.join(", ", schemas));
        }
        int number = locations.split(",").length;
        parts.add(number == 1 ? "migrations in " + locations : number + " locations");
        return String.join(", ", parts);
    }

    /** Flyway refuses to clean by default. Whoever resets by name is past that, but not past what somebody has written. */
    private static String objection(FlywayConfiguration found, Map<String, String> options) {
        if (options.containsKey(FlywayHook.CLEAN_DISABLED)) {
            return Boolean.parseBoolean(options.get(FlywayHook.CLEAN_DISABLED))
                    ? "--option says cleanDisabled=true"
                    : "";
        }
        return Boolean.parseBoolean(found.values().get(FlywayHook.CLEAN_DISABLED))
                ? found.place() + " says cleanDisabled=true, so Flyway must not clean; --option cleanDisabled=false"
                        + " overrules that"
                : "";
    }
}
