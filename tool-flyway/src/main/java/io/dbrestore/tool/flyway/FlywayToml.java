package io.dbrestore.tool.flyway;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.ProgressLoggerEmpty;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.ClassicConfiguration;
import org.flywaydb.core.internal.configuration.resolvers.EnvironmentVariableResolver;
import org.flywaydb.core.internal.configuration.resolvers.PropertyResolverContext;
import org.flywaydb.core.internal.configuration.resolvers.PropertyResolverContextImpl;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.toml.TomlMapper;

/** Flyway's TOML files: its own table, and on top of it the environment that is chosen. Flyway 13 as a library reads none. */
final class FlywayToml {

    private static final TypeReference<Map<String, Object>> TABLE = new TypeReference<>() {};
    private static final String DEFAULT = "default";
    private static final String SETTINGS = "flyway";

    /** Of an environment's own keys, those that matter to a reset; how to connect is not Flyway's business here. */
    private static final Set<String> OF_ENVIRONMENTS = Set.of("url", "user", "password", "schemas", "initSql");

    private FlywayToml() {}

    /**
     * The values of all files together, by their full names.
     *
     * @param files the later ones count more
     * @param chosen the environment, if it is not for the files to say
     */
    static Map<String, String> read(List<Path> files, Optional<String> chosen) {
        Map<String, Object> all = new LinkedHashMap<>();
        files.forEach(file -> merge(all, table(file)));
        Map<String, String> values = new HashMap<>();
        flatten(FlywayHook.PREFIX, below(all, SETTINGS), values);
        String name = chosen.orElseGet(() -> values.getOrDefault("flyway.environment", DEFAULT));
        Map<String, Object> environments = below(all, "environments");
        if (!environments.containsKey(name) && !name.equals(DEFAULT)) {
            throw new IllegalArgumentException(files.get(files.size() - 1) + " has no environment " + name);
        }
        Map<String, Object> environment = below(environments, name);
        Map<String, Object> own = new LinkedHashMap<>(environment);
        own.keySet().retainAll(OF_ENVIRONMENTS);
        flatten(FlywayHook.PREFIX, own, values);
        flatten(FlywayHook.PREFIX, below(environment, SETTINGS), values);
        return resolved(values);
    }

    private static Map<String, Object> table(Path file) {
        try {
            ObjectMapper toml = new TomlMapper();
            return toml.readValue(file.toFile(), TABLE);
        } catch (JacksonException e) { // whose message has the text in it, with whatever is secret there
            throw new IllegalArgumentException(file + " is no TOML"
                    + (e.getLocation() == null
                            ? ""
                            : ", near line " + e.getLocation().getLineNr()));
        }
    }

    private static void merge(Map<String, Object> all, Map<String, Object> more) {
        more.forEach((key, value) -> {
            if (value instanceof Map<?, ?>) {
                Map<String, Object> merged = new LinkedHashMap<>(below(all, key));
                merge(merged, below(more, key));
                all.put(key, merged);
            } else {
                all.put(key, value);
            }
        });
    }

    private static Map<String, Object> below(Map<String, Object> table, String key) {
        Map<String, Object> result = new LinkedHashMap<>();
        if (table.get(key) instanceof Map<?, ?> inner) {
            inner.forEach((name, value) -> result.put(name.toString(), value));
        }
        return result;
    }

    private static void flatten(String prefix, Map<String, Object> table, Map<String, String> values) {
        table.forEach((key, value) -> {
            if (value instanceof Map<?, ?>) {
                flatten(prefix + key + ".", below(table, key), values);
            } else if (value instanceof List<?> list) {
                values.put(prefix + key, list.stream().map(Object::toString).collect(joining(",")));
            } else {
                values.put(prefix + key, value.toString());
            }
        });
    }

    /** Fills in {@code ${env.NAME}}. A user or a password that is kept elsewhere, as in a vault, is left out. */
    private static Map<String, String> resolved(Map<String, String> values) {
        PropertyResolverContext context = new PropertyResolverContextImpl(
                new ClassicConfiguration(), Map.of("env", new EnvironmentVariableResolver()));
        Map<String, String> result = new HashMap<>();
        values.forEach((name, value) -> resolved(name, value, context).ifPresent(text -> result.put(name, text)));
        return result;
    }

    private static Optional<String> resolved(String name, String value, PropertyResolverContext context) {
        if (!value.contains("${")) {
            return Optional.of(value);
        }
        try {
            return Optional.of(context.resolveValueOrThrow(value, new ProgressLoggerEmpty(), name));
        } catch (FlywayException e) {
            if (name.equals("flyway.user") || name.equals("flyway.password")) {
                return Optional.empty(); // db-restore asks for them
            }
            throw new IllegalArgumentException("it cannot be told what " + name + " is: " + e.getMessage(), e);
        }
    }
}
