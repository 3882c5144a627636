package io.dbrestore.tool.liquibase;

import io.dbrestore.spi.ToolSettings;
import io.dbrestore.tool.project.ClassPathFolders;
import io.dbrestore.tool.project.SpringConfiguration;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Liquibase's configuration in a project, as Liquibase itself would find it: liquibase.properties with the variables on top;
 * or else Spring Boot's. Names are those of Liquibase's commands, such as {@code changelogFile}, without what may stand in
 * front of them.
 */
final class LiquibaseSettings {

    /** The folders in which changelogs are; an option of ours among those of Liquibase. */
    static final String ROOTS = "db-restore.roots";

    /** Folders with the project's own classes, for changes written in Java. */
    static final String CLASSES = "db-restore.classes";

    static final String PARAMETER = "parameter.";

    private static final String SPRING = "spring.liquibase";
    private static final String VARIABLE = "LIQUIBASE_";
    private static final String DEFAULTS_FILE = "defaultsFile";
    private static final String CHANGELOG = "changelogFile";
    private static final String SPRINGS_USUAL_CHANGELOG = "db/changelog/db.changelog-master.yaml";

    /** What leads to the database, which db-restore decides; and what is for Liquibase's program, which this is not. */
    private static final Set<String> NOT_HANDED_ON =
            Set.of("url", "username", "password", "driver", "classpath", "home", "licenseKey", DEFAULTS_FILE);

    /** Names that files have and commands have not, or not any more. */
    private static final Map<String, String> NAMES =
            Map.of("changeLogFile", CHANGELOG, "changeLog", CHANGELOG, "labels", "labelFilter", "user", "username");

    private static final Map<String, String> NAMES_OF_SPRING = Map.of(
            "change-log", CHANGELOG,
            "contexts", "contexts",
            "label-filter", "labelFilter",
            "default-schema", "defaultSchemaName",
            "liquibase-schema", "liquibaseSchemaName",
            "liquibase-tablespace", "liquibaseTablespaceName",
            "database-change-log-table", "databaseChangelogTableName",
            "database-change-log-lock-table", "databaseChangelogLockTableName");

    private final Path folder;
    private final Map<String, String> environment;
    private final List<String> places = new ArrayList<>();
    private final Map<String, String> values = new HashMap<>();

    private LiquibaseSettings(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    static ToolSettings read(Path folder, Map<String, String> environment, Map<String, String> options) {
        LiquibaseSettings settings = new LiquibaseSettings(folder, environment);
        Map<String, String> named = named(options);
        settings.find(named);
        settings.values.putAll(named);
        return settings.settings();
    }

    /** Options by their plain names. */
    static Map<String, String> named(Map<String, String> options) {
        Map<String, String> named = new HashMap<>();
        options.forEach((key, value) -> named.put(plain(key), value));
        return named;
    }

    private static String plain(String key) {
        String name = key.replaceFirst("^liquibase\\.", "").replaceFirst("^command\\.", "");
        if (name.startsWith(PARAMETER) || name.startsWith("db-restore.")) {
            return name;
        }
        String camel = SpringConfiguration.inCamelCase(name);
        return NAMES.getOrDefault(camel, camel);
    }

    private void find(Map<String, String> options) {
        Map<String, String> variables = variables();
        List<Path> files = files(Optional.ofNullable(options.get(DEFAULTS_FILE))
                .or(() -> Optional.ofNullable(variables.get(DEFAULTS_FILE))));
        SpringConfiguration spring = SpringConfiguration.read(folder, environment);
        boolean isOwn = !files.isEmpty() || variables.containsKey("url");
        if (!isOwn && spring.isAbout(SPRING, "spring.datasource")) {
            findIn(spring);
            return;
        }
        for (Path file : files) {
            values.putAll(named(loaded(file)));
            places.add(folder.relativize(file).toString().replace('\\', '/'));
        }
        values.putAll(variables);
    }

    /** The file and the one for one's own machine beside it. */
    private List<Path> files(Optional<String> named) {
        Stream<Path> candidates = named.map(name -> Stream.of(folder.resolve(name)))
                .orElseGet(() -> Stream.of("", "src/main/resources")
                        .map(place -> folder.resolve(place).resolve("liquibase.properties")));
        return candidates
                .filter(Files::isRegularFile)
                .findFirst()
                .map(file -> Stream.of(file, file.resolveSibling("liquibase.local.properties"))
                        .filter(Files::isRegularFile)
                        .toList())
                .orElse(List.of());
    }

    private static Map<String, String> loaded(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    file + " cannot be read: " + e.getClass().getSimpleName());
        }
        Map<String, String> loaded = new HashMap<>();
        properties.forEach(
                (key, value) -> loaded.put(key.toString(), value.toString().strip()));
        return loaded;
    }

    /** Liquibase reads them itself; they are wanted here too, to know where they lead. */
    private Map<String, String> variables() {
        Map<String, String> found = new HashMap<>();
        environment.forEach((variable, value) -> {
            if (variable.startsWith(VARIABLE)) {
                String name = variable.substring(VARIABLE.length()).replaceFirst("^COMMAND_", "");
                found.put(plain(name.toLowerCase(Locale.ROOT)), value);
                if (variable.startsWith(VARIABLE + "COMMAND_")) {
                    places.add(variable);
                }
            }
        });
        places.sort(null);
        return found;
    }

    private void findIn(SpringConfiguration spring) {
        NAMES_OF_SPRING.forEach((key, name) -> put(name, spring.get(SPRING + "." + key)));
        spring.below(SPRING + ".parameters").forEach((key, value) -> values.put(PARAMETER + key, value));
        put("url", spring.get(SPRING + ".url").or(() -> spring.get("spring.datasource.url")));
        put("username", spring.get(SPRING + ".user").or(() -> spring.get("spring.datasource.username")));
        put("password", spring.get(SPRING + ".password").or(() -> spring.get("spring.datasource.password")));
        if (new ClassPathFolders(folder).holding(SPRINGS_USUAL_CHANGELOG).isPresent()) {
            values.putIfAbsent(CHANGELOG, SPRINGS_USUAL_CHANGELOG);
        }
        places.clear();
        places.addAll(spring.places(SPRING, "spring.datasource"));
    }

    private void put(String name, Optional<String> value) {
        value.ifPresent(text -> values.put(name, text));
    }

    private ToolSettings settings() {
        ClassPathFolders classPath = new ClassPathFolders(folder);
        Map<String, String> handedOn = new HashMap<>(values);
        handedOn.keySet().removeAll(NOT_HANDED_ON);
        handedOn.computeIfPresent(
                "searchPath",
                (unused, path) -> Arrays.stream(path.split(","))
                        .map(String::strip)
                        .map(this::absolute)
                        .collect(Collectors.joining(",")));
        // As the tool names it in its history, which has to be the same the next time that somebody else runs it.
        handedOn.computeIfPresent(
                CHANGELOG,
                (unused, file) -> file.replaceFirst("^classpath\\*?:", "").replaceFirst("^/+(?=db/)", ""));
        Stream<Path> roots = handedOn.containsKey("searchPath")
                ? Stream.of(folder)
                : Stream.concat(Stream.of(folder), classPath.resources().stream());
        handedOn.put(ROOTS, joined(roots));
        handedOn.put(CLASSES, joined(classPath.compiled().stream()));
        return new ToolSettings(
                inWords(places),
                summary(handedOn),
                Optional.ofNullable(values.get("url")),
                Optional.ofNullable(values.get("username")),
                Optional.ofNullable(values.get("password")),
                handedOn,
                "");
    }

    private String absolute(String place) {
        return place.contains("://")
                ? place
                : folder.resolve(place).toAbsolutePath().toString();
    }

    private static String joined(Stream<Path> folders) {
        return folders.map(place -> place.toAbsolutePath().toString()).collect(Collectors.joining(File.pathSeparator));
    }

    private static String summary(Map<String, String> values) {
        return Stream.of(
                        Optional.ofNullable(values.get("defaultSchemaName")).map(schema -> "schema " + schema),
                        Optional.ofNullable(values.get(CHANGELOG)).map(file -> "changelog " + file))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    private static String inWords(List<String> places) {
        int last = places.size() - 1;
        return last < 1
                ? String.join("", places)
                : String.join(", ", places.subList(0, last)) + " and " + places.get(last);
    }
}
