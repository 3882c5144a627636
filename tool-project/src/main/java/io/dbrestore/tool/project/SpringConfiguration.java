package io.dbrestore.tool.project;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The application.properties and application.yml of a project, as far as they matter for where its database is: with the
 * files of active profiles, environment variables and placeholders, and without whatever else Spring can do.
 */
public final class SpringConfiguration {

    private static final List<String> FOLDERS =
            List.of("src/main/resources", "src/main/resources/config", "", "config");

    /** The last of two that are side by side counts. */
    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".properties");

    private final Path project;
    private final Map<String, String> environment;
    private final Map<String, Value> values = new TreeMap<>();

    private SpringConfiguration(Path project, Map<String, String> environment) {
        this.project = project;
        this.environment = environment;
    }

    /** Reads what is there, which may be nothing. */
    public static SpringConfiguration read(Path project, Map<String, String> environment) {
        SpringConfiguration configuration = new SpringConfiguration(project, environment);
        configuration.load("application", Set.of());
        List<String> profiles = configuration
                .get("spring.profiles.active")
                .map(names -> Arrays.stream(names.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList())
                .filter(names -> !names.isEmpty())
                .orElse(List.of("default"));
        configuration.values.clear();
        configuration.load("application", Set.copyOf(profiles));
        for (String profile : profiles) {
            configuration.load("application-" + profile, Set.copyOf(profiles));
        }
        return configuration;
    }

    private void load(String name, Set<String> profiles) {
        for (String folder : FOLDERS) {
            for (String ending : ENDINGS) {
                Path file = project.resolve(folder).resolve(name + ending);
                for (SpringDocument document : SpringDocument.read(file)) {
                    if (document.isFor(profiles)) {
                        document.values()
                                .forEach((key, value) -> values.put(canonical(key), new Value(key, value, file)));
                    }
                }
            }
        }
    }

    /** A value with its placeholders filled in. The key is written with dashes, whatever the files do. */
    public Optional<String> get(String key) {
        return variable(key)
                .or(() -> Optional.ofNullable(values.get(canonical(key)))
                        .map(value -> resolved(value.text(), value, new HashSet<>())));
    }

    /** What the files have below a prefix, by the rest of the key as it is written there. */
    public Map<String, String> below(String prefix) {
        String start = canonical(prefix) + ".";
        int dots = (int) start.chars().filter(letter -> letter == '.').count();
        Map<String, String> found = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(start)) {
                found.put(
                        value.key().split("\\.", dots + 1)[dots],
                        variable(value.key()).orElseGet(() -> resolved(value.text(), value, new HashSet<>())));
            }
        });
        return found;
    }

    /** Whether anything is said below one of the prefixes. */
    public boolean isAbout(String... prefixes) {
        return !places(prefixes).isEmpty();
    }

    /** The files and variables that say something below one of the prefixes, for people. */
    public List<String> places(String... prefixes) {
        return Stream.concat(
                        values.entrySet().stream()
                                .filter(entry -> Stream.of(prefixes)
                                        .anyMatch(prefix -> entry.getKey().startsWith(canonical(prefix) + ".")))
                                .map(entry -> shown(entry.getValue())),
                        environment.keySet().stream()
                                .filter(name -> Stream.of(prefixes)
                                        .anyMatch(prefix -> name.startsWith(variableName(prefix) + "_")))
                                .sorted())
                .distinct()
                .toList();
    }

    /** A key as the tools that Spring Boot configures spell it: {@code baseline-on-migrate} as {@code baselineOnMigrate}. */
    public static String inCamelCase(String key) {
        StringBuilder text = new StringBuilder();
        boolean next = false;
        for (int i = 0; i < key.length(); i++) {
            char letter = key.charAt(i);
            if (letter == '-' || letter == '_') {
                next = true;
            } else {
                text.append(next ? Character.toUpperCase(letter) : letter);
                next = false;
            }
        }
        return text.toString();
    }

    private String resolved(String text, Value value, Set<String> open) {
        int start = text.indexOf("${");
        if (start < 0) {
            return text;
        }
        int end = endOfPlaceholder(text, start + 2);
        if (end < 0) {
            return text;
        }
        String inside = text.substring(start + 2, end);
        int colon = inside.indexOf(':');
        String name = colon < 0 ? inside : inside.substring(0, colon);
        @Nullable String found = lookUp(name, open).orElse(null);
        if (found == null) {
            if (colon < 0) {
                throw new IllegalArgumentException(shown(value) + " needs ${" + name + "}, which is set nowhere");
            }
            found = resolved(inside.substring(colon + 1), value, open);
        }
        return text.substring(0, start) + found + resolved(text.substring(end + 1), value, open);
    }

    private Optional<String> lookUp(String name, Set<String> open) {
        Optional<String> variable = Optional.ofNullable(environment.get(name)).or(() -> variable(name));
        if (variable.isPresent()) {
            return variable;
        }
        String key = canonical(name);
        @Nullable Value value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!open.add(key)) {
            throw new IllegalArgumentException(shown(value) + ": ${" + name + "} needs itself");
        }
        String text = resolved(value.text(), value, open);
        open.remove(key);
        return Optional.of(text);
    }

    private static int endOfPlaceholder(String text, int from) {
        int depth = 1;
        for (int i = from; i < text.length(); i++) {
            if (text.startsWith("${", i)) {
                depth++;
            } else if (text.charAt(i) == '}') {
                depth--;
                if (depth == 0) {
                    return i;
                }
            }
        }
        return -1;
    }

    private Optional<String> variable(String key) {
        return Optional.ofNullable(environment.get(variableName(key)));
    }

    private static String variableName(String key) {
        return key.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** Spring takes {@code baseline-on-migrate}, {@code baselineOnMigrate} and {@code baseline_on_migrate} for the same. */
    private static String canonical(String key) {
        return key.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    private String shown(Value value) {
        return project.relativize(value.file()).toString().replace('\\', '/');
    }

    /** What a file says, under the key as it is written there. */
    private record Value(String key, String text, Path file) {}
}
