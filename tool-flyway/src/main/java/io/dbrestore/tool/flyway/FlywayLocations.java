package io.dbrestore.tool.flyway;

import static java.util.stream.Collectors.joining;

import io.dbrestore.tool.project.ClassPathFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where Flyway's locations are in a project that is not on the class path. */
final class FlywayLocations {

    private static final String CLASS_PATH = "classpath:";
    private static final String FILES = "filesystem:";
    private static final String USUAL = CLASS_PATH + "db/migration";

    private final Path project;
    private final ClassPathFolders folders;

    FlywayLocations(Path project) {
        this.project = project;
        this.folders = new ClassPathFolders(project);
    }

    /** Folders for the project's own classes, which migrations may be and may need. */
    List<Path> compiled() {
        return folders.compiled();
    }

    /** What Flyway takes where nothing is configured: as a library, as Flyway Desktop, as the program. */
    String usual() {
        boolean isThere = folders.holding("db/migration").isPresent();
        return isThere
                ? USUAL
                : Stream.of("migrations", "sql")
                        .filter(name -> Files.isDirectory(project.resolve(name)))
                        .map(name -> FILES + name)
                        .findFirst()
                        .orElse(USUAL);
    }

    /** The same locations, as Flyway finds them from anywhere. */
    String absolute(String locations) {
        return Arrays.stream(locations.split(","))
                .map(String::strip)
                .filter(location -> !location.isEmpty())
                .map(this::absoluteOne)
                .distinct()
                .collect(joining(","));
    }

    private String absoluteOne(String location) {
        if (location.startsWith(FILES)) {
            return FILES + absoluteFile(location.substring(FILES.length()));
        }
        if (location.startsWith(CLASS_PATH) || !location.contains(":")) {
            return resource(location.startsWith(CLASS_PATH) ? location.substring(CLASS_PATH.length()) : location);
        }
        return location;
    }

    /** No path yet: it may have stars in it, which Windows does not allow in one. */
    private String absoluteFile(String file) {
        boolean isAbsolute = file.startsWith("/") || file.matches("(?s)[A-Za-z]:[/\\\\].*");
        return isAbsolute ? file : project.toAbsolutePath() + "/" + file;
    }

    /** In the sources as a folder, since the last build may be older; but Java migrations are where the classes are. */
    private String resource(String name) {
        String path = name.startsWith("/") ? name.substring(1) : name;
        String fixed = path.replaceFirst("/?[^/]*[*?].*$", "");
        if (folders.hasClassesIn(fixed)) {
            return CLASS_PATH + path;
        }
        Optional<Path> holding = folders.holding(fixed);
        return holding.map(folder -> FILES + folder.toAbsolutePath() + "/" + path)
                .orElse(CLASS_PATH + path);
    }
}
