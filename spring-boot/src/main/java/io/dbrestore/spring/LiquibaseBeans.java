package io.dbrestore.spring;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import liquibase.Scope;
import liquibase.integration.spring.MultiTenantSpringLiquibase;
import liquibase.integration.spring.SpringLiquibase;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Tells {@link LiquibaseContexts} of a context, from its start to its end, and while which bean Liquibase runs. Liquibase
 * reads no settings from Spring, and its commands know nothing of the bean that runs them.
 */
final class LiquibaseBeans implements BeanPostProcessor {

    private final Map<String, String> settings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final LiquibaseContexts contexts;

    private LiquibaseBeans(Map<String, String> settings, LiquibaseContexts contexts) {
        this.settings.putAll(settings);
        this.contexts = contexts;
    }

    static void prepare(ConfigurableApplicationContext context, Map<String, String> settings) {
        context.addBeanFactoryPostProcessor(
                beans -> new LiquibaseBeans(settings, Scope.getCurrentScope().getSingleton(LiquibaseContexts.class))
                        .join(beans));
    }

    /** Not before the context starts: from here on Spring destroys what is in it, however the start ends. */
    private void join(ConfigurableListableBeanFactory beans) {
        if (beans instanceof DefaultSingletonBeanRegistry registry) {
            contexts.add(this);
            registry.registerDisposableBean(LiquibaseBeans.class.getName(), () -> contexts.remove(this));
            beans.addBeanPostProcessor(this);
        }
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (runsLiquibase(bean)) {
            contexts.enter(this);
        }
        return bean;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (runsLiquibase(bean)) {
            contexts.leave();
        }
        return bean;
    }

    private static boolean runsLiquibase(Object bean) {
        return bean instanceof SpringLiquibase || bean instanceof MultiTenantSpringLiquibase;
    }

    /** @param name in any case */
    @Nullable
    String setting(String name) {
        return settings.get(name.toLowerCase(Locale.ROOT));
    }
}
