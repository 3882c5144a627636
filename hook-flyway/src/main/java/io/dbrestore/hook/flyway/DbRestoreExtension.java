package io.dbrestore.hook.flyway;

import org.flywaydb.core.extensibility.ConfigurationExtension;
import org.flywaydb.core.extensibility.Plugin;
import org.jspecify.annotations.Nullable;

/**
 * What Flyway wants from whoever provides configuration. It has one setting, {@code flyway.dbrestore.enabled}, since
 * Flyway 10 does not start with an extension that has none. The others are elsewhere ({@link FlywaySettings}): to read an
 * extension's settings, Flyway 13 needs Jackson on its class path.
 */
public final class DbRestoreExtension implements ConfigurationExtension {

    private @Nullable String enabled;

    public @Nullable String getEnabled() {
        return enabled;
    }

    public void setEnabled(@Nullable String enabled) {
        this.enabled = enabled;
    }

    @Override
    public String getNamespace() {
        return "dbrestore";
    }

    @Override
    public @Nullable String getConfigurationParameterFromEnvironmentVariable(String variable) {
        return null;
    }

    @Override
    public Plugin copy() {
        DbRestoreExtension copy = new DbRestoreExtension();
        copy.enabled = enabled;
        return copy;
    }
}
