package io.dbrestore.spring;

import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.ClassicConfiguration;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;

/** Gives the settings to beans of type Flyway that the application makes itself, of whose properties Boot knows nothing. */
final class FlywayBeans implements BeanPostProcessor {

    private final Map<String, String> settings;

    private FlywayBeans(Map<String, String> settings) {
        this.settings = settings;
    }

    static void prepare(ConfigurableApplicationContext context, Map<String, String> settings) {
        context.addBeanFactoryPostProcessor(beans -> beans.addBeanPostProcessor(new FlywayBeans(settings)));
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof Flyway flyway && flyway.getConfiguration() instanceof ClassicConfiguration configuration) {
            Map<String, String> placeholders = new HashMap<>();
            settings.forEach((setting, value) -> placeholders.put("dbrestore." + setting, value));
            placeholders.putAll(configuration.getPlaceholders()); // what was set for this bean goes before
            configuration.setPlaceholders(placeholders);
        }
        return bean;
    }
}
