package io.dbrestore.hook.flyway;

import io.dbrestore.spi.ResetHook;
import io.dbrestore.spi.Table;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.pf4j.Extension;

/** {@code clean} and {@code migrate} in this process, for {@code db-restore reset --with flyway}. */
@Extension
public final class FlywayHook implements ResetHook {

    @Override
    public String name() {
        return "flyway";
    }

    /** The engine knows a history table by its columns, under whatever name. */
    @Override
    public boolean owns(Table table) {
        return false;
    }

    /** @param options Flyway's own, with or without {@code flyway.} in front, such as {@code locations} */
    @Override
    public void reset(DataSource database, Map<String, String> options) {
        Flyway flyway = flyway(database, options);
        flyway.clean();
        flyway.migrate();
    }

    /** @param options as for {@link #reset} */
    @Override
    public void migrate(DataSource database, Map<String, String> options) {
        flyway(database, options).migrate();
    }

    private static Flyway flyway(DataSource database, Map<String, String> options) {
        Map<String, String> configuration = new HashMap<>();
        options.forEach(
                (name, value) -> configuration.put(name.startsWith("flyway.") ? name : "flyway." + name, value));
        configuration.put("flyway.placeholders.dbrestore.enabled", "false"); // who calls this dumps and restores
        return Flyway.configure()
                .dataSource(database)
                .configuration(configuration)
                .cleanDisabled(false)
                .load();
    }
}
