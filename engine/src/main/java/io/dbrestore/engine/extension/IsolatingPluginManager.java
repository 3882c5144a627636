package io.dbrestore.engine.extension;

import java.nio.file.Path;
import java.util.List;
import org.pf4j.AbstractPluginManager;
import org.pf4j.ClassLoadingStrategy;
import org.pf4j.DefaultExtensionFactory;
import org.pf4j.DefaultExtensionFinder;
import org.pf4j.DefaultPluginFactory;
import org.pf4j.DefaultVersionManager;
import org.pf4j.ExtensionFactory;
import org.pf4j.ExtensionFinder;
import org.pf4j.JarPluginLoader;
import org.pf4j.JarPluginRepository;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRepository;
import org.pf4j.PluginStatusProvider;
import org.pf4j.VersionManager;

/**
 * PF4J's manager with our policy: the packages of our API come from us, everything else from the plugin's own jar
 * first; every plugin is enabled, and nothing is written into its folder; no folder is scanned unasked. Otherwise as
 * JarPluginManager, which greets with its version in the output of every tool that we are a guest of.
 */
final class IsolatingPluginManager extends AbstractPluginManager {

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
    protected PluginRepository createPluginRepository() {
        return new JarPluginRepository(getPluginsRoots());
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new ManifestPluginDescriptorFinder();
    }

    @Override
    protected ExtensionFinder createExtensionFinder() {
        DefaultExtensionFinder finder = new DefaultExtensionFinder(this);
        addPluginStateListener(finder);
        return finder;
    }

    @Override
    protected PluginFactory createPluginFactory() {
        return new DefaultPluginFactory();
    }

    @Override
    protected ExtensionFactory createExtensionFactory() {
        return new DefaultExtensionFactory();
    }

    @Override
    protected VersionManager createVersionManager() {
        return new DefaultVersionManager();
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
