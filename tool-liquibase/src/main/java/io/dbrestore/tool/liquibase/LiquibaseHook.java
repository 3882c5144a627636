package io.dbrestore.tool.liquibase;

import io.dbrestore.spi.ResetHook;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.ToolSettings;
import io.dbrestore.tool.project.ClassPathFolders;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import javax.sql.DataSource;
import liquibase.Scope;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.command.CommandScope;
import liquibase.command.core.DropAllCommandStep;
import liquibase.command.core.UpdateCommandStep;
import liquibase.command.core.helpers.DatabaseChangelogCommandStep;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.resource.ResourceAccessor;
import liquibase.resource.SearchPathResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.jspecify.annotations.Nullable;
import org.pf4j.Extension;

/** {@code dropAll} and {@code update} in this process, for {@code db-restore reset --with liquibase}. */
@Extension
public final class LiquibaseHook implements ResetHook {

    private static final String PREFIX = "liquibase.";
    private static final String OF_COMMANDS = "command.";

    @Override
    public String name() {
        return "liquibase";
    }

    @Override
    public String toolVersion() {
        Properties build = new Properties();
        try (InputStream properties =
                LiquibaseHook.class.getClassLoader().getResourceAsStream("liquibase.build.properties")) {
            if (properties != null) { // Liquibase's own way to read them starts all of Liquibase
                build.load(properties);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the plugin cannot be read", e);
        }
        return build.getProperty("build.version", "");
    }

    /** The engine knows them by their columns, whatever their names are. */
    @Override
    public boolean owns(Table table) {
        return false;
    }

    @Override
    public ToolSettings settings(Path folder, Map<String, String> options) {
        return LiquibaseSettings.read(folder, System.getenv(), options);
    }

    /** @param options as in liquibase.properties: {@code changelogFile}, {@code searchPath}, {@code contexts} ... */
    @Override
    public void reset(DataSource database, Map<String, String> options) throws Exception {
        run(database, LiquibaseSettings.named(options), List.of("dropAll", "update"));
    }

    /** @param options as for {@link #reset} */
    @Override
    public void migrate(DataSource database, Map<String, String> options) throws Exception {
        run(database, LiquibaseSettings.named(options), List.of("update"));
    }

    @SuppressWarnings("try") // whatever stops the closing may stop this
    private static void run(DataSource database, Map<String, String> options, List<String> commands) throws Exception {
        ClassLoader own = LiquibaseHook.class.getClassLoader();
        try (URLClassLoader classes = ClassPathFolders.loader(folders(options, LiquibaseSettings.CLASSES), own)) {
            Map<String, Object> scope = scope(options);
            scope.put(Scope.Attr.classLoader.name(), classes);
            Scope.child(scope, () -> {
                try (ResourceAccessor files = files(options, own)) {
                    Scope.child(Scope.Attr.resourceAccessor, files, () -> {
                        try (Connection connection = database.getConnection()) {
                            run(connection, options, commands);
                        }
                    });
                }
            });
        }
    }

    /** Liquibase's settings as it looks for them: some belong to commands, some do not, and it knows which. */
    private static Map<String, Object> scope(Map<String, String> options) {
        Map<String, Object> scope = new HashMap<>();
        options.forEach((name, value) -> {
            scope.put(PREFIX + name, value);
            scope.put(PREFIX + OF_COMMANDS + name, value);
        });
        scope.put("liquibase.analytics.enabled", "false"); // it would tell its makers over the network
        scope.put("liquibase.dbrestore.enabled", "false"); // who calls this dumps and restores
        scope.put("liquibase.command.showSummary", "OFF"); // it goes past everything, to standard output
        scope.put(Scope.Attr.logService.name(), new HostLog());
        scope.put(Scope.Attr.ui.name(), new LoggerUIService()); // the other one prints
        return scope;
    }

    private static List<Path> folders(Map<String, String> options, String name) {
        return Stream.of(options.getOrDefault(name, "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
    }

    /** Only what Liquibase itself brings is looked for with a class loader: a changelog must not be found twice. */
    private static ResourceAccessor files(Map<String, String> options, ClassLoader own) throws Exception {
        List<Path> roots = options.containsKey(LiquibaseSettings.ROOTS)
                ? folders(options, LiquibaseSettings.ROOTS)
                : List.of(Path.of("").toAbsolutePath());
        List<ResourceAccessor> accessors = new ArrayList<>();
        for (Path root : roots) {
            accessors.add(new DirectoryResourceAccessor(root));
        }
        accessors.add(new ClassLoaderResourceAccessor(own));
        return new SearchPathResourceAccessor(accessors.toArray(ResourceAccessor[]::new));
    }

    private static void run(Connection connection, Map<String, String> options, List<String> commands)
            throws Exception {
        Database database =
                DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
        Optional<String> catalog = Optional.ofNullable(options.get("defaultCatalogName"));
        Optional<String> schema = Optional.ofNullable(options.get("defaultSchemaName"));
        if (catalog.isPresent()) {
            database.setDefaultCatalogName(catalog.get());
        }
        if (schema.isPresent()) {
            database.setDefaultSchemaName(schema.get());
        }
        refuseToLeaveNothing(database, options);
        if (commands.contains("dropAll")) {
            refuseToDropWhatIsNotDumped(connection, Stream.concat(catalog.stream(), schema.stream()));
        }
        for (String command : commands) {
            CommandScope scope = new CommandScope(command).addArgumentValue("database", database);
            if (command.equals("update")) {
                scope.addArgumentValue(
                        DatabaseChangelogCommandStep.CHANGELOG_PARAMETERS, parameters(database, options));
            }
            scope.execute();
        }
    }

    private static ChangeLogParameters parameters(Database database, Map<String, String> options) {
        ChangeLogParameters parameters = new ChangeLogParameters(database);
        options.forEach((name, value) -> {
            if (name.startsWith(LiquibaseSettings.PARAMETER)) {
                parameters.set(name.substring(LiquibaseSettings.PARAMETER.length()), value);
            }
        });
        return parameters;
    }

    /** Liquibase drops everything first and only then looks for what to build. */
    private static void refuseToLeaveNothing(Database database, Map<String, String> options) throws Exception {
        @Nullable
        String file = new CommandScope("update")
                .getConfiguredValue(UpdateCommandStep.CHANGELOG_FILE_ARG)
                .getValue();
        if (file == null) {
            throw new IllegalStateException(
                    "no changelog is configured, so nothing was done; --option changelogFile=FILE names one");
        }
        DatabaseChangeLog changelog =
                DatabaseChangelogCommandStep.getDatabaseChangeLog(file, parameters(database, options), database);
        if (changelog.getChangeSets().isEmpty()) {
            throw new IllegalStateException("there are no changesets in " + file + ", so nothing was done");
        }
    }

    /** Where a schema is a database, as on MySQL, a dump holds the connected one alone. */
    private static void refuseToDropWhatIsNotDumped(Connection connection, Stream<String> named) throws Exception {
        @Nullable String dumped = connection.getCatalog();
        if (dumped == null || connection.getMetaData().supportsSchemasInTableDefinitions()) {
            return;
        }
        @Nullable
        String schemas = new CommandScope("dropAll")
                .getConfiguredValue(DropAllCommandStep.SCHEMAS_ARG)
                .getValue();
        List<String> others = Stream.concat(named, Arrays.stream(schemas == null ? new String[0] : schemas.split(",")))
                .map(String::strip)
                .filter(schema -> !schema.isEmpty() && !schema.equalsIgnoreCase(dumped))
                .distinct()
                .toList();
        if (!others.isEmpty()) {
            throw new IllegalStateException("the configuration has the schemas " + String.join(", ", others)
                    + ", and what was dumped is the database " + dumped
                    + " alone, so nothing was dropped; reset them one by one");
        }
    }
}
