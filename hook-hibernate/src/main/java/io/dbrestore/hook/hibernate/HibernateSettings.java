package io.dbrestore.hook.hibernate;

import io.dbrestore.engine.reset.ResetSettings;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hibernate.cfg.MappingSettings;
import org.hibernate.cfg.PersistenceSettings;

/**
 * Our settings among Hibernate's, such as {@code dbrestore.onFailure}, from wherever Hibernate has its own: {@code
 * hibernate.properties}, {@code persistence.xml}, Spring's {@code spring.jpa.properties}. Also as {@code on-failure}.
 */
final class HibernateSettings {

    private HibernateSettings() {}

    static ResetSettings of(Map<String, Object> configuration) {
        return ResetSettings.read(name -> configuration.entrySet().stream()
                .filter(setting -> plain(setting.getKey()).equals("dbrestore." + name))
                .map(setting -> String.valueOf(setting.getValue()))
                .findFirst());
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** What Hibernate calls the persistence unit, so that two of them in one database do not share an account. */
    static String unit(Map<String, Object> configuration) {
        return setting(configuration, PersistenceSettings.PERSISTENCE_UNIT_NAME).orElse("");
    }

    /** The schema of tables that are mapped to none, if that is not the connection's own. */
    static Optional<String> defaultSchema(Map<String, Object> configuration) {
        return setting(configuration, MappingSettings.DEFAULT_SCHEMA);
    }

    private static Optional<String> setting(Map<String, Object> configuration, String name) {
        return Optional.ofNullable(configuration.get(name)).map(String::valueOf);
    }
}
