package io.dbrestore.engine.extension;

import static java.util.stream.Collectors.toCollection;

import io.dbrestore.engine.extension.Extensions.Found;
import io.dbrestore.engine.extension.Plugin.Contribution;
import io.dbrestore.engine.extension.Plugin.Kind;
import io.dbrestore.spi.Codec;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.ResetHook;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pf4j.Extension;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;

/**
 * One search for extensions. PF4J finds them and keeps the plugins apart; we load them, since PF4J only logs what goes
 * wrong there.
 */
final class Discovery implements AutoCloseable {

    private static final String CLASS_PATH = "the class path";

    private final List<Path> folders;
    private final IsolatingPluginManager manager = new IsolatingPluginManager();
    private final List<Extended> extensions = new ArrayList<>();
    private final List<Plugin> plugins = new ArrayList<>();
    private final List<ClassLoader> loaders = new ArrayList<>();
    private final Map<String, Path> pathsById = new LinkedHashMap<>();

    Discovery(List<Path> folders, String ownVersion) {
        this.folders = folders;
        this.manager.setSystemVersion(ownVersion);
        this.loaders.add(Discovery.class.getClassLoader());
    }

    Found find() {
        findOnClasspath();
        for (Path folder : new LinkedHashSet<>(folders)) {
            findIn(folder);
        }
        extensions.sort(Extended.IN_ORDER);
        return new Found(all(Dialect.class), all(Codec.class), all(ResetHook.class), plugins, loaders);
    }

    private <T> List<T> all(Class<T> type) {
        return extensions.stream()
                .map(Extended::instance)
                .filter(type::isInstance)
                .map(type::cast)
                .distinct() // what is two things at once comes twice
                .toList();
    }

    private void findOnClasspath() {
        List<String> problems = new ArrayList<>();
        List<Contribution> contributions = load(null, Discovery.class.getClassLoader(), problems);
        if (!contributions.isEmpty() || !problems.isEmpty()) {
            plugins.add(new Plugin(CLASS_PATH, "", CLASS_PATH, contributions, problems));
        }
    }

    private void findIn(Path folder) {
        if (Files.notExists(folder)) {
            return;
        }
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
            Set<Path> sorted = new TreeSet<>();
            jars.forEach(sorted::add);
            sorted.forEach(this::add);
        } catch (IOException e) {
            String problem = "is a folder for plugins that cannot be read: " + e;
            plugins.add(new Plugin(folder.toString(), "", folder.toString(), List.of(), List.of(problem)));
        }
    }

    private void add(Path path) {
        PluginJar jar = PluginJar.inspect(path);
        List<String> problems = new ArrayList<>(jar.flaws());
        @Nullable Path sameId = pathsById.putIfAbsent(jar.id(), path);
        if (sameId != null) {
            problems.add("has the same Plugin-Id as " + sameId + ", which is used; remove one of the two");
        }
        List<Contribution> contributions = problems.isEmpty() ? load(jar, problems) : List.of();
        plugins.add(new Plugin(jar.id(), jar.version(), path.toString(), contributions, problems));
    }

    private List<Contribution> load(PluginJar jar, List<String> problems) {
        try {
            String id = manager.loadPlugin(jar.path());
            if (manager.getPlugin(id).getPluginState() == PluginState.DISABLED) { // by nothing but its version
                problems.add("requires db-restore " + jar.requires() + ", and this is " + manager.getSystemVersion());
                return List.of();
            }
            ClassLoader loader = manager.getPluginClassLoader(id);
            List<Contribution> contributions = load(id, loader, problems);
            if (contributions.isEmpty() && problems.isEmpty()) {
                problems.add("brings nothing: its META-INF/extensions.idx is empty");
            }
            if (!contributions.isEmpty()) {
                loaders.add(loader);
            }
            return contributions;
        } catch (RuntimeException | LinkageError e) { // whatever is wrong with one plugin, the others work
            problems.add("cannot be loaded: " + e);
            return List.of();
        }
    }

    /** @param pluginId null for the class path */
    @SuppressWarnings("NullAway") // PF4J's way of naming the class path is null
    private List<Contribution> load(@Nullable String pluginId, ClassLoader loader, List<String> problems) {
        Set<String> classNames =
                manager.getExtensionClassNames(pluginId).stream().collect(toCollection(TreeSet::new));
        List<Extended> loaded = new ArrayList<>();
        for (String className : classNames) {
            try {
                loaded.addAll(instantiate(Class.forName(className, true, loader), problems));
            } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
                problems.add("cannot load " + className + ": " + reason(e, className));
            }
        }
        loaded.sort(Extended.IN_ORDER);
        extensions.addAll(loaded);
        return loaded.stream().map(Extended::contribution).toList();
    }

    private List<Extended> instantiate(Class<?> type, List<String> problems) {
        List<Extended> result = new ArrayList<>();
        Object instance = manager.getExtensionFactory().create(type);
        @Nullable Extension annotation = type.getAnnotation(Extension.class);
        int ordinal = annotation == null ? 0 : annotation.ordinal();
        if (instance instanceof Dialect dialect) {
            result.add(Extended.of(Kind.DIALECT, dialect.name(), instance, ordinal, ""));
        }
        if (instance instanceof Codec) {
            result.add(Extended.of(Kind.CODEC, type.getSimpleName(), instance, ordinal, ""));
        }
        if (instance instanceof ResetHook hook) {
            result.add(Extended.of(Kind.RESET_HOOK, hook.name(), instance, ordinal, hook.toolVersion()));
        }
        if (result.isEmpty()) {
            problems.add(type.getName() + " is neither a dialect nor a codec nor a reset hook");
        }
        return result;
    }

    private static String reason(Throwable thrown, String className) {
        Throwable cause = thrown;
        while (cause.getCause() != null
                && (cause instanceof PluginRuntimeException
                        || cause instanceof ReflectiveOperationException
                        || cause instanceof ExceptionInInitializerError)) {
            cause = cause.getCause();
        }
        if (cause instanceof NoClassDefFoundError || cause instanceof ClassNotFoundException) {
            String missing = String.valueOf(cause.getMessage()).replace('/', '.');
            return missing.equals(className)
                    ? "it is listed in META-INF/extensions.idx, but there is no such class"
                    : "it needs the class " + missing + ", which is missing";
        }
        if (cause instanceof UnsupportedClassVersionError) {
            return "it was built for a newer Java than this, "
                    + Runtime.version().feature();
        }
        return cause.toString();
    }

    @Override
    public void close() {
        manager.unloadPlugins();
    }

    /** One thing that an extension is, and what is told of it. */
    private record Extended(Object instance, Contribution contribution) {

        static final Comparator<Extended> IN_ORDER = Comparator.comparing(
                Extended::contribution,
                Comparator.comparingInt(Contribution::ordinal).thenComparing(Contribution::className));

        static Extended of(Kind kind, String name, Object instance, int ordinal, String toolVersion) {
            return new Extended(
                    instance, new Contribution(kind, name, instance.getClass().getName(), ordinal, toolVersion));
        }
    }
}
