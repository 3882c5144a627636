package io.dbrestore.spring;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import liquibase.Scope;
import liquibase.SingletonObject;
import liquibase.configuration.AbstractConfigurationValueProvider;
import liquibase.configuration.LiquibaseConfiguration;
import liquibase.configuration.ProvidedValue;
import org.jspecify.annotations.Nullable;

/**
 * The settings of all application contexts that are open, for Liquibase, which asks for settings without saying for whom.
 * While a bean of a context is made on this thread, it is that context; otherwise the youngest one that is open.
 */
final class LiquibaseContexts extends AbstractConfigurationValueProvider implements SingletonObject {

    private static final String PREFIX = "liquibase.dbrestore.";

    /** After all of Liquibase's own ways, the weakest of which is 50: who says it there means Liquibase alone. */
    private static final int PRECEDENCE = 10;

    private final List<LiquibaseBeans> open = new CopyOnWriteArrayList<>();

    @SuppressWarnings("ThreadLocalUsage") // there is one of us, in Liquibase's root scope
    private final ThreadLocal<@Nullable LiquibaseBeans> running = new ThreadLocal<>();

    /** For Liquibase, which makes the one that there is. */
    private LiquibaseContexts() {}

    void add(LiquibaseBeans context) {
        open.add(context);
        Scope.getCurrentScope().getSingleton(LiquibaseConfiguration.class).registerProvider(this);
    }

    void remove(LiquibaseBeans context) {
        open.remove(context);
        if (running.get() == context) {
            running.remove(); // the bean has failed
        }
        if (open.isEmpty()) {
            Scope.getCurrentScope().getSingleton(LiquibaseConfiguration.class).unregisterProvider(this);
        }
    }

    void enter(LiquibaseBeans context) {
        running.set(context);
    }

    void leave() {
        running.remove();
    }

    private Optional<LiquibaseBeans> current() {
        return Optional.ofNullable(running.get()).or(() -> open.stream().reduce((older, younger) -> younger));
    }

    @Override
    public int getPrecedence() {
        return PRECEDENCE;
    }

    @Override
    public @Nullable ProvidedValue getProvidedValue(String... keys) {
        return Stream.of(keys)
                .filter(key -> key.startsWith(PREFIX))
                .map(key -> provided(key, key.substring(PREFIX.length())))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    private Optional<ProvidedValue> provided(String key, String name) {
        return current()
                .map(context -> context.setting(name))
                .map(value -> new ProvidedValue(key, key, value, "Spring's db-restore." + name, this));
    }
}
