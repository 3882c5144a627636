package io.dbrestore.tool.flyway;

import io.dbrestore.tool.project.SpringConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.configuration.ConfigUtils;

/**
 * Flyway's configuration in a project, as Flyway itself would find it: TOML files, or else .conf files, with the variables
 * on top; or else Spring Boot's.
 *
 * @param values by their full names, such as {@code flyway.locations}
 * @param place where it was found, for people; empty if there is none
 */
record FlywayConfiguration(Map<String, String> values, String place) {

    private static final String FILES = "flyway.configFiles";
    private static final String SPRING = "spring.flyway";

    /** A variable does not say where its words end, so only those that are asked for are found. */
    private static final List<String> OFTEN_VARIABLES =
            List.of("locations", "schemas", "default-schema", "table", "clean-disabled", "target");

    static FlywayConfiguration find(
            Path folder, Path home, Map<String, String> environment, Map<String, String> options) {
        Map<String, String> variables = ConfigUtils.environmentVariablesToPropertyMap(environment);
        Optional<String> named = Optional.ofNullable(options.get(FILES))
                .or(() -> Optional.ofNullable(environment.get("FLYWAY_CONFIG_FILES")));
        List<Path> toml = files(folder, home, named, List.of("flyway.toml", "flyway.user.toml"), ".toml");
        List<Path> conf = files(folder, home, named, List.of("flyway.conf"), ".conf");
        SpringConfiguration spring = SpringConfiguration.read(folder, environment);
        boolean isOwn = !toml.isEmpty() || !conf.isEmpty() || variables.containsKey("flyway.url");
        if (!isOwn && spring.isAbout(SPRING, "spring.datasource")) {
            return ofSpring(spring);
        }
        Map<String, String> values = new HashMap<>();
        List<String> places = new ArrayList<>();
        if (!toml.isEmpty()) {
            Optional<String> chosen = Optional.ofNullable(options.get("flyway.environment"))
                    .or(() -> Optional.ofNullable(environment.get("FLYWAY_ENVIRONMENT")));
            values.putAll(FlywayToml.read(toml, chosen));
            toml.forEach(file -> places.add(shown(file, folder, home)));
        } else {
            for (Path file : conf) {
                values.putAll(loaded(file));
                places.add(shown(file, folder, home));
            }
        }
        values.putAll(variables);
        variables.keySet().stream().sorted().forEach(name -> places.add(variable(name, environment)));
        return new FlywayConfiguration(values, inWords(places));
    }

    /** Those named, else the usual ones, in the order in which they are read: the last that says something counts. */
    private static List<Path> files(Path folder, Path home, Optional<String> named, List<String> names, String ending) {
        Stream<Path> candidates = named.isPresent()
                ? Arrays.stream(named.get().split(","))
                        .map(String::strip)
                        .filter(name -> ending.equals(".toml") == name.endsWith(".toml"))
                        .map(folder::resolve)
                : Stream.of(folder.resolve("conf"), home, folder)
                        .flatMap(place -> names.stream().map(place::resolve));
        return candidates.filter(Files::isRegularFile).distinct().toList();
    }

    private static Map<String, String> loaded(Path file) {
        try {
            return ConfigUtils.loadConfigurationFile(file.toFile(), "UTF-8", true);
        } catch (FlywayException e) {
            throw new IllegalArgumentException(file + " cannot be read");
        }
    }

    private static FlywayConfiguration ofSpring(SpringConfiguration spring) {
        Map<String, String> values = new HashMap<>();
        spring.below(SPRING).forEach((key, value) -> {
            boolean isPlaceholder = key.startsWith("placeholders.");
            values.put(FlywayHook.PREFIX + (isPlaceholder ? key : SpringConfiguration.inCamelCase(key)), value);
        });
        OFTEN_VARIABLES.forEach(key ->
                put(values, FlywayHook.PREFIX + SpringConfiguration.inCamelCase(key), spring.get(SPRING + "." + key)));
        Stream.of("enabled", "driverClassName", "initSqls").forEach(name -> values.remove(FlywayHook.PREFIX + name));
        spring.get("spring.flyway.init-sqls").ifPresent(sql -> values.put("flyway.initSql", sql));
        spring.get("spring.flyway.postgresql.transactional-lock").ifPresent(lock -> {
            values.remove("flyway.postgresql.transactionalLock");
            values.put("flyway.postgresql.transactional.lock", lock);
        });
        put(values, "flyway.url", spring.get("spring.flyway.url").or(() -> spring.get("spring.datasource.url")));
        put(values, "flyway.user", spring.get("spring.flyway.user").or(() -> spring.get("spring.datasource.username")));
        put(
                values,
                "flyway.password",
                spring.get("spring.flyway.password").or(() -> spring.get("spring.datasource.password")));
        Optional.ofNullable(values.get("flyway.locations"))
                .map(locations -> locations.replace("{vendor}", vendor(values.getOrDefault("flyway.url", ""))))
                .ifPresent(locations -> values.put("flyway.locations", locations));
        return new FlywayConfiguration(values, inWords(spring.places(SPRING, "spring.datasource")));
    }

    private static void put(Map<String, String> values, String name, Optional<String> value) {
        value.ifPresent(text -> values.put(name, text));
    }

    /** What Spring Boot calls the database of a URL. */
    private static String vendor(String url) {
        String[] parts = url.split(":", 3);
        return parts.length > 1 ? parts[1] : "";
    }

    private static String shown(Path file, Path folder, Path home) {
        if (file.startsWith(folder)) {
            return folder.relativize(file).toString().replace('\\', '/');
        }
        return file.startsWith(home) ? "~/" + home.relativize(file).toString().replace('\\', '/') : file.toString();
    }

    /** The variable that a value comes from. */
    private static String variable(String name, Map<String, String> environment) {
        return environment.keySet().stream()
                .filter(variable -> name.equals(ConfigUtils.convertKey(variable)))
                .findFirst()
                .orElse(name);
    }

    private static String inWords(List<String> places) {
        int last = places.size() - 1;
        return last < 1
                ? String.join("", places)
                : String.join(", ", places.subList(0, last)) + " and " + places.get(last);
    }
}
