package io.dbrestore.hook.flyway;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.callback.Callback;
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
        if (hasNameless(configuration)) {
            addObject(configuration);
            return Map.of();
        }
        @Nullable
        List<String> configured = configuration.getModernConfig().getFlyway().getCallbacks();
        List<String> callbacks = new ArrayList<>(configured == null ? List.of() : configured);
        String ours = ResetCallback.class.getName();
        if (!callbacks.contains(ours)) {
            callbacks.add(ours);
        }
        return Map.of("flyway.callbacks", String.join(",", callbacks));
    }

    /**
     * Whether the user has a callback of an anonymous or local class, beside which Flyway fails over any that is configured
     * by its name. Where there are classes in {@code db.callback}, it drops those of the user, and every object.
     */
    private static boolean hasNameless(ClassicConfiguration configuration) {
        return Arrays.stream(configuration.getCallbacks())
                        .anyMatch(callback -> callback.getClass().getCanonicalName() == null)
                && configuration.loadCallbackLocation("db/callback", false).isEmpty();
    }

    private static void addObject(ClassicConfiguration configuration) {
        List<Callback> callbacks = new ArrayList<>(List.of(configuration.getCallbacks()));
        if (callbacks.stream().noneMatch(ResetCallback.class::isInstance)) {
            callbacks.add(new ResetCallback());
            configuration.setCallbacks(callbacks.toArray(Callback[]::new));
        }
    }

    @Override
    public Class<DbRestoreExtension> getConfigurationExtensionClass() {
        return DbRestoreExtension.class;
    }
}
