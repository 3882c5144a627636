package io.dbrestore.engine.extension;

import io.dbrestore.spi.Codec;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.ResetHook;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dialects, codecs and reset hooks that there are. They are looked for when they are first asked for, not before.
 * What cannot be loaded is left out and told of in {@link #plugins()}; it never stops the rest. Thread-safe.
 *
 * <p>Closing lets go of the plugins' jars, so close it after whatever uses them.
 */
public final class Extensions implements AutoCloseable {

    private final @Nullable List<Path> folders;

    private @Nullable Discovery discovery;
    private @Nullable Found found;

    private Extensions(@Nullable List<Path> folders, @Nullable Found found) {
        this.folders = folders;
        this.found = found;
    }

    /** Those of the class path, for applications. */
    public static Extensions onClasspath() {
        return new Extensions(List.of(), null);
    }

    /** Those of the class path and of the plugin jars in these folders; a folder may be missing. */
    public static Extensions in(Path... folders) {
        return new Extensions(List.of(folders), null);
    }

    /** These and no others, asked in this order. Nothing is looked for. */
    public static Extensions of(List<Dialect> dialects, List<Codec> codecs, List<ResetHook> hooks) {
        return new Extensions(
                null, new Found(dialects, codecs, hooks, List.of(), List.of(Extensions.class.getClassLoader())));
    }

    /** In the order in which they are asked: by ordinal, then by the name of the class. */
    public List<Dialect> dialects() {
        return found().dialects();
    }

    /** In the order in which they are asked: by ordinal, then by the name of the class. */
    public Codecs codecs() {
        return new Codecs(found().codecs());
    }

    /** In the order in which they are asked: by ordinal, then by the name of the class. */
    public List<ResetHook> hooks() {
        return found().hooks();
    }

    /** Where extensions were looked for and what was found, the class path first, then the jars by their names. */
    public List<Plugin> plugins() {
        return found().plugins();
    }

    /** Where plugin jars are looked for. */
    public List<Path> folders() {
        return folders == null ? List.of() : folders;
    }

    /** The class loaders in which a JDBC driver may be: the application's, then each plugin's. */
    public List<ClassLoader> loaders() {
        return found().loaders();
    }

    @Override
    public synchronized void close() {
        if (discovery != null) {
            discovery.close();
            discovery = null;
        }
    }

    private synchronized Found found() {
        Found result = found;
        if (result == null) {
            discovery = new Discovery(folders(), OwnVersion.get());
            result = discovery.find();
            found = result;
        }
        return result;
    }

    /** Everything that a search found. */
    record Found(
            List<Dialect> dialects,
            List<Codec> codecs,
            List<ResetHook> hooks,
            List<Plugin> plugins,
            List<ClassLoader> loaders) {

        Found {
            dialects = List.copyOf(dialects);
            codecs = List.copyOf(codecs);
            hooks = List.copyOf(hooks);
            plugins = List.copyOf(plugins);
            loaders = List.copyOf(loaders);
        }
    }
}
