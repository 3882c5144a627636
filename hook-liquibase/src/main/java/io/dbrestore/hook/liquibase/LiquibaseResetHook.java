package io.dbrestore.hook.liquibase;

import io.dbrestore.spi.ResetHook;
import io.dbrestore.spi.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.resource.ResourceAccessor;
import liquibase.resource.SearchPathResourceAccessor;
import org.pf4j.Extension;

/** {@code dropAll} and {@code update} in this process, for {@code db-restore reset --with liquibase}. */
@Extension(ordinal = 100)
public final class LiquibaseResetHook implements ResetHook {

    private static final String PREFIX = "liquibase.";
    private static final String OF_COMMANDS = "command.";

    /** What liquibase.properties may call otherwise than the commands do. */
    private static final Map<String, String> NAMES = Map.of("changeLogFile", "changelogFile", "labels", "labelFilter");

    @Override
    public String name() {
        return "liquibase";
    }

    /** The engine knows them by their columns, whatever their names are. */
    @Override
    public boolean owns(Table table) {
        return false;
    }

    /** @param options as in liquibase.properties: {@code changelogFile}, {@code searchPath}, {@code contexts} ... */
    @Override
    public void reset(DataSource database, Map<String, String> options) throws Exception {
        run(database, options, List.of("dropAll", "update"));
    }

    /** @param options as for {@link #reset} */
    @Override
    public void migrate(DataSource database, Map<String, String> options) throws Exception {
        run(database, options, List.of("update"));
    }

    private static void run(DataSource database, Map<String, String> options, List<String> commands) throws Exception {
        Map<String, Object> settings = settings(options);
        Abstention.during(settings, () -> {
            ResourceAccessor files = new SearchPathResourceAccessor(
                    new DirectoryResourceAccessor(Path.of("").toAbsolutePath()), new ClassLoaderResourceAccessor());
            Scope.child(Scope.Attr.resourceAccessor, files, () -> {
                try (Connection connection = database.getConnection()) {
                    run(connection, settings, commands);
                }
            });
        });
    }

    /** As Liquibase looks for them: some belong to commands, some do not, and it knows which. */
    private static Map<String, Object> settings(Map<String, String> options) {
        Map<String, Object> settings = new HashMap<>();
        options.forEach((key, value) -> {
            String name = key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : key;
            name = name.startsWith(OF_COMMANDS) ? name.substring(OF_COMMANDS.length()) : name;
            name = NAMES.getOrDefault(name, name);
            settings.put(PREFIX + name, value);
            settings.put(PREFIX + OF_COMMANDS + name, value);
        });
        return settings;
    }

    private static void run(Connection connection, Map<String, Object> settings, List<String> commands)
            throws Exception {
        Database database =
                DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
        Optional<Object> catalog = Optional.ofNullable(settings.get(PREFIX + "defaultCatalogName"));
        Optional<Object> schema = Optional.ofNullable(settings.get(PREFIX + "defaultSchemaName"));
        if (catalog.isPresent()) {
            database.setDefaultCatalogName(catalog.get().toString());
        }
        if (schema.isPresent()) {
            database.setDefaultSchemaName(schema.get().toString());
        }
        for (String command : commands) {
            new CommandScope(command).addArgumentValue("database", database).execute();
        }
    }
}
