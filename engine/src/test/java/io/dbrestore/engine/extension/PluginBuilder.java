package io.dbrestore.engine.extension;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Builds plugin jars from source code, as their authors would. */
public final class PluginBuilder {

    private final Path scratch;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final Manifest manifest = new Manifest();

    /** @param scratch an empty folder for sources and classes */
    public PluginBuilder(Path scratch, String id) {
        this.scratch = scratch;
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        with("Plugin-Id", id).with("Plugin-Version", "1.2.3");
    }

    /** An attribute of the manifest; an empty value removes it. */
    public PluginBuilder with(String attribute, String value) {
        if (value.isEmpty()) {
            manifest.getMainAttributes().remove(new Attributes.Name(attribute));
        } else {
            manifest.getMainAttributes().putValue(attribute, value);
        }
        return this;
    }

    public PluginBuilder source(String className, String source) {
        sources.put(className, source);
        return this;
    }

    public PluginBuilder entry(String name, String content) {
        entries.put(name, content.getBytes(UTF_8));
        return this;
    }

    /** The index that PF4J's processor would write. */
    public PluginBuilder index(String... classNames) {
        return entry("META-INF/extensions.idx", String.join("\n", classNames) + "\n");
    }

    /** Compiles and packs; classes named in {@code withoutClasses} are compiled but left out. */
    public Path build(Path jar, String... withoutClasses) {
        try {
            Path classes = Files.createDirectories(scratch.resolve(jar.getFileName() + "-classes"));
            compile(classes);
            Files.createDirectories(jar.getParent());
            try (OutputStream file = Files.newOutputStream(jar);
                    JarOutputStream out = new JarOutputStream(file, manifest)) {
                pack(classes, List.of(withoutClasses), out);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(Path classes) throws IOException {
        if (sources.isEmpty()) {
            return;
        }
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = scratch.resolve("src").resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, source.getValue()));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-classpath", System.getProperty("java.class.path"));
        try (StandardJavaFileManager fileManager = compiler.getStandardFileManager(null, null, UTF_8)) {
            assertThat(compiler.getTask(
                                    null,
                                    fileManager,
                                    null,
                                    options,
                                    null,
                                    fileManager.getJavaFileObjectsFromPaths((Collection<Path>) files))
                            .call())
                    .isTrue();
        }
    }

    private void pack(Path classes, List<String> without, JarOutputStream out) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = classes.relativize(file).toString().replace('\\', '/');
                if (!without.contains(name.replace('/', '.').replaceAll("\\.class$", ""))) {
                    write(name, Files.readAllBytes(file), out);
                }
            }
        }
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            write(entry.getKey(), entry.getValue(), out);
        }
    }

    private static void write(String name, byte[] content, JarOutputStream out) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
        out.closeEntry();
    }

    /** The source of a dialect that accepts what calls itself {@code product}. */
    public static String dialect(String packageName, String className, String name, int ordinal, String body) {
        return """
                package %s;
                @org.pf4j.Extension(ordinal = %d)
                public class %s extends io.dbrestore.spi.jdbc.JdbcDialect {
                    public %s() {
                        super("%s", "Product of %s");
                    }
                    %s
                }
                """.formatted(packageName, ordinal, className, className, name, name, body);
    }
}
