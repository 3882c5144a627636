package io.dbrestore.tool.flyway;

import io.dbrestore.spi.ResetHook;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.ToolSettings;
import io.dbrestore.tool.project.ClassPathFolders;
import java.io.File;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.internal.license.VersionPrinter;
import org.jspecify.annotations.Nullable;
import org.pf4j.Extension;

/** {@code clean} and {@code migrate} in this process, for {@code db-restore reset --with flyway}. */
@Extension
public final class FlywayHook implements ResetHook {

    /** Folders with the project's own classes, for Java migrations; an option of ours among those of Flyway. */
    static final String CLASSES = "db-restore.classes";

    static final String PREFIX = "flyway.";
    static final String CLEAN_DISABLED = "flyway.cleanDisabled";

    @Override
    public String name() {
        return "flyway";
    }

    @Override
    public String toolVersion() {
        return VersionPrinter.getVersion();
    }

    /** The engine knows a history table by its columns, under whatever name. */
    @Override
    public boolean owns(Table table) {
        return false;
    }

    @Override
    public ToolSettings settings(Path folder, Map<String, String> options) {
        Path home = Path.of(System.getProperty("user.home"));
        return FlywaySettings.read(folder, home, System.getenv(), withPrefix(options));
    }

    /** @param options Flyway's own, with or without {@code flyway.} in front, such as {@code locations} */
    @Override
    public void reset(DataSource database, Map<String, String> options) throws SQLException, IOException {
        try (URLClassLoader classes = classes(options)) {
            Flyway flyway = flyway(database, options, classes);
            refuseToLeaveNothing(flyway);
            refuseToCleanWhatIsNotDumped(flyway.getConfiguration(), database);
            flyway.clean();
            flyway.migrate();
        }
    }

    /** @param options as for {@link #reset} */
    @Override
    public void migrate(DataSource database, Map<String, String> options) throws IOException {
        try (URLClassLoader classes = classes(options)) {
            flyway(database, options, classes).migrate();
        }
    }

    static Map<String, String> withPrefix(Map<String, String> options) {
        Map<String, String> named = new HashMap<>();
        options.forEach((name, value) -> named.put(name.startsWith(PREFIX) ? name : PREFIX + name, value));
        return named;
    }

    private static URLClassLoader classes(Map<String, String> options) {
        List<Path> folders = Stream.of(options.getOrDefault(CLASSES, "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
        return ClassPathFolders.loader(folders, FlywayHook.class.getClassLoader());
    }

    private static Flyway flyway(DataSource database, Map<String, String> options, ClassLoader classes) {
        Map<String, String> configuration = new HashMap<>(options);
        configuration.remove(CLASSES);
        configuration = withPrefix(configuration);
        boolean cleanDisabled = Boolean.parseBoolean(configuration.remove(CLEAN_DISABLED)); // by nothing but by word
        configuration.put("flyway.placeholders.dbrestore.enabled", "false"); // who calls this dumps and restores
        return Flyway.configure(classes)
                .configuration(configuration)
                .dataSource(database)
                .cleanDisabled(cleanDisabled)
                .load();
    }

    /** Flyway cleans and then migrates nothing, if it is looking in the wrong place. */
    private static void refuseToLeaveNothing(Flyway flyway) {
        boolean nothing = Arrays.stream(flyway.info().all())
                .noneMatch(migration -> migration.getState().isResolved());
        if (nothing) {
            String places = String.join(
                    ", ",
                    Arrays.stream(flyway.getConfiguration().getLocations())
                            .map(Location::toString)
                            .toList());
            throw new IllegalStateException("there are no migrations in " + places
                    + ", so nothing was cleaned; --option" + " locations=filesystem:FOLDER says where they are");
        }
    }

    /** Where a schema is a database, as on MySQL, a dump holds the connected one alone. */
    private static void refuseToCleanWhatIsNotDumped(Configuration configuration, DataSource database)
            throws SQLException {
        try (Connection connection = database.getConnection()) {
            @Nullable String dumped = connection.getCatalog();
            if (dumped == null || connection.getMetaData().supportsSchemasInTableDefinitions()) {
                return;
            }
            List<String> others = Stream.concat(
                            Arrays.stream(configuration.getSchemas()),
                            Optional.ofNullable(configuration.getDefaultSchema()).stream())
                    .filter(schema -> !schema.equalsIgnoreCase(dumped))
                    .distinct()
                    .toList();
            if (!others.isEmpty()) {
                throw new IllegalStateException("flyway.schemas has " + String.join(", ", others)
                        + ", and what was dumped is the database " + dumped
                        + " alone, so nothing was cleaned; reset them one by one");
            }
        }
    }
}
