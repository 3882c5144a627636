package io.dbrestore.hook.flyway;

import io.dbrestore.engine.reset.ResetSettings;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.configuration.Configuration;

/**
 * Our settings among Flyway's: placeholders, the one thing that every version and every way of running Flyway lets
 * strangers set. In TOML, where a dot would begin another table, the name is {@code dbrestore_dir}.
 */
final class FlywaySettings {

    private FlywaySettings() {}

    static ResetSettings of(Configuration configuration) {
        return ResetSettings.read(name -> placeholder(configuration, name).or(() -> ofExtension(configuration, name)));
    }

    private static Optional<String> placeholder(Configuration configuration, String name) {
        return configuration.getPlaceholders().entrySet().stream()
                .filter(placeholder -> placeholder
                        .getKey()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.')
                        .equals("dbrestore." + name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    @SuppressWarnings("deprecation") // there is no other way in Flyway 10
    private static Optional<String> ofExtension(Configuration configuration, String name) {
        return Optional.ofNullable(configuration.getPluginRegister().getPlugin(DbRestoreExtension.class))
                .map(DbRestoreExtension::getEnabled)
                .filter(enabled -> name.equals("enabled"));
    }
}
