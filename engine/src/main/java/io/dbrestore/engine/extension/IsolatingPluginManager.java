package io.dbrestore.engine.extension;

import java.nio.file.Path;
import java.util.List;
import org.pf4j.ClassLoadingStrategy;
import org.pf4j.JarPluginLoader;
import org.pf4j.JarPluginManager;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginLoader;
import org.pf4j.PluginStatusProvider;

/**
 * PF4J's manager with our policy: the packages of our API come from us, everything else from the plugin's own jar
 * first; every plugin is enabled, and nothing is written into its folder; no folder is scanned unasked.
 */
final class IsolatingPluginManager extends JarPluginManager {

    private static final List<String> SHARED_PACKAGES = List.of(
            "io.dbrestore.engine.",
            "io.dbrestore.spi.",
            "org.jdbi.",
            "org.jspecify.",
            "org.pf4j.",
            "org.slf4j.",
            "tools.jackson.core.");

    @Override
    protected List<Path> createPluginsRoot() {
        return List.of(); // PF4J's own is ./plugins, wherever the user happens to be
    }

    @Override
    protected PluginStatusProvider createPluginStatusProvider() {
        return new PluginStatusProvider() { // PF4J's own reads and writes files in the folder of the plugins
            @Override
            public boolean isPluginDisabled(String pluginId) {
                return false;
            }

            @Override
            public void disablePlugin(String pluginId) {}

            @Override
            public void enablePlugin(String pluginId) {}
        };
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new JarPluginLoader(this) {
            @Override
            protected PluginClassLoader createPluginClassLoader(Path path, PluginDescriptor descriptor) {
                return new PluginClassLoader(
                        pluginManager,
                        descriptor,
                        IsolatingPluginManager.class.getClassLoader(),
                        ClassLoadingStrategy.PDA) {
                    @Override
                    protected boolean shouldDelegateToParent(String className) {
                        return SHARED_PACKAGES.stream().anyMatch(className::startsWith);
                    }
                };
            }
        };
    }
}
