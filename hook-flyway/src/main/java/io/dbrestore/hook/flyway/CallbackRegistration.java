package io.dbrestore.hook.flyway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.configuration.ClassicConfiguration;
import org.flywaydb.core.extensibility.ConfigurationProvider;
import org.jspecify.annotations.Nullable;

/**
 * Adds our callback to those that the user has configured. Of all ways to register a callback without the user's help it
 * is the one that keeps the user's own callbacks, be they objects, class names or classes in {@code db.callback}, in
 * every version of Flyway.
 */
public final class CallbackRegistration implements ConfigurationProvider<DbRestoreExtension> {

    @Override
    public Map<String, String> getConfiguration(DbRestoreExtension unused, ClassicConfiguration configuration) {
        NativeConnectors.refuse(configuration);
        @Nullable
        List<String> configured = configuration.getModernConfig().getFlyway().getCallbacks();
        List<String> callbacks = new ArrayList<>(configured == null ? List.of() : configured);
        String ours = ResetCallback.class.getName();
        if (!callbacks.contains(ours)) {
            callbacks.add(ours);
        }
        return Map.of("flyway.callbacks", String.join(",", callbacks));
    }

    @Override
    public Class<DbRestoreExtension> getConfigurationExtensionClass() {
        return DbRestoreExtension.class;
    }
}
