package io.dbrestore.engine.extension;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of a plugin jar from outside, without loading a class of it.
 *
 * @param id the file's name if the manifest has no id
 * @param version empty if the manifest has none
 * @param requires the versions of db-restore that will do, empty if any will
 * @param flaws why it cannot be loaded
 */
record PluginJar(Path path, String id, String version, String requires, List<String> flaws) {

    private static final String INDEX = "META-INF/extensions.idx";
    private static final List<String> OURS = List.of("io/dbrestore/spi/", "io/dbrestore/engine/");

    static PluginJar inspect(Path path) {
        try (JarFile jar = new JarFile(path.toFile())) {
            Manifest manifest = jar.getManifest();
            Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
            @Nullable String id = attributes.getValue("Plugin-Id");
            return new PluginJar(
                    path,
                    id == null ? path.getFileName().toString() : id,
                    orEmpty(attributes.getValue("Plugin-Version")),
                    orEmpty(attributes.getValue("Plugin-Requires")),
                    flaws(jar, attributes));
        } catch (IOException e) {
            String flaw = "is damaged, or is not a jar: " + e.getMessage() + "; download or build it again";
            return new PluginJar(path, path.getFileName().toString(), "", "", List.of(flaw));
        }
    }

    private static List<String> flaws(JarFile jar, Attributes attributes) {
        List<String> flaws = new ArrayList<>();
        @Nullable String id = attributes.getValue("Plugin-Id");
        if (id == null || id.isBlank()) {
            return List.of(
                    "has no Plugin-Id in its manifest, so it is not a plugin; a JDBC driver belongs into the jar of"
                            + " the plugin that needs it");
        }
        if (!orEmpty(attributes.getValue("Plugin-Dependencies")).isEmpty()) {
            flaws.add("depends on other plugins; a plugin is one jar with everything in it");
        }
        if (jar.getEntry(INDEX) == null) {
            flaws.add("has no " + INDEX
                    + ", so it brings nothing; PF4J's annotation processor writes that file when it is"
                    + " named in the compiler's annotationProcessorPaths");
        }
        bundled(jar)
                .ifPresent(ours -> flaws.add("bundles classes of db-restore itself (" + ours
                        + "); its author has to build it with db-restore-spi and db-restore-engine in scope provided"));
        return flaws;
    }

    private static Optional<String> bundled(JarFile jar) {
        return OURS.stream()
                .filter(ours ->
                        jar.stream().anyMatch(entry -> entry.getName().startsWith(ours) && !entry.isDirectory()))
                .findFirst();
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value.trim();
    }
}
