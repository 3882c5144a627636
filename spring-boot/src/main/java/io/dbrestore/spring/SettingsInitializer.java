package io.dbrestore.spring;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.util.ClassUtils;

/**
 * Reads {@code db-restore.*} and hands it on to the tools' hooks, each in the way in which it takes settings. An
 * initializer, as that is what Spring Boot 3 and 4 both know by the same name, and it knows the profiles already; no bean,
 * so that the application's context stays what it is. Last of all initializers, since others may add profiles.
 */
final class SettingsInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

    private static final Log LOG = LogFactory.getLog(SettingsInitializer.class);

    private static final String OUR_SOURCE = "db-restore";
    private static final Set<String> PRODUCTION = Set.of("prod", "production");

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        MutablePropertySources sources = environment.getPropertySources();
        UnknownNames.of(environment).forEach(LOG::warn);
        Map<String, String> settings = read(environment);
        sources.remove(OUR_SOURCE); // a child has its parent's
        sources.addLast(new MapPropertySource(OUR_SOURCE, forFlywayAndHibernate(settings)));
        ClassLoader loader = context.getClassLoader();
        if (ClassUtils.isPresent("org.flywaydb.core.Flyway", loader)) {
            FlywayBeans.prepare(context, settings);
        }
        if (ClassUtils.isPresent("liquibase.integration.spring.SpringLiquibase", loader)) {
            LiquibaseBeans.prepare(context, settings);
        }
    }

    private static Map<String, String> read(ConfigurableEnvironment environment) {
        Settings settings = Binder.get(environment).bindOrCreate("db-restore", Settings.class);
        Map<String, String> values = settings.byName();
        if (settings.enabled() == null) {
            production(environment).ifPresent(profile -> {
                values.put("enabled", "false");
                LOG.info("db-restore is off, as the profile " + profile
                        + " is active. To have it all the same, set db-restore.enabled=true.");
            });
        }
        return values;
    }

    private static Optional<String> production(ConfigurableEnvironment environment) {
        String[] active = environment.getActiveProfiles();
        return Stream.of(active.length == 0 ? environment.getDefaultProfiles() : active)
                .filter(profile -> PRODUCTION.contains(profile.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** As Spring Boot hands them on to both, and after all that the application itself says there. */
    private static Map<String, Object> forFlywayAndHibernate(Map<String, String> settings) {
        Map<String, Object> properties = new LinkedHashMap<>();
        settings.forEach((name, value) -> {
            properties.put("spring.flyway.placeholders.dbrestore." + name, value);
            properties.put("spring.jpa.properties.dbrestore." + name, value);
        });
        return properties;
    }
}
