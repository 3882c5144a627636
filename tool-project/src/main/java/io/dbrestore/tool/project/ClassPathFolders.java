package io.dbrestore.tool.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folders of a project that become its class path: those of Maven and of Gradle. */
public final class ClassPathFolders {

    private static final Path SOURCES = Path.of("src", "main", "resources");
    private static final List<Path> MAVEN = List.of(Path.of("target", "classes"));
    private static final List<Path> GRADLE = List.of(
            Path.of("build", "classes", "java", "main"),
            Path.of("build", "classes", "kotlin", "main"),
            Path.of("build", "resources", "main"));

    private final Path project;

    /** @param project the folder with the build file in it */
    public ClassPathFolders(Path project) {
        this.project = project;
    }

    /** Where resources are: in the sources, which are never out of date, or else where the build has put them. */
    public List<Path> resources() {
        Path sources = project.resolve(SOURCES);
        return Files.isDirectory(sources) ? List.of(sources) : compiled();
    }

    /** Where the build has put classes; empty if there has been none. Never of two builds: all would be there twice. */
    public List<Path> compiled() {
        return Stream.of(MAVEN, GRADLE)
                .map(build -> build.stream()
                        .map(project::resolve)
                        .filter(Files::isDirectory)
                        .toList())
                .filter(folders -> !folders.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** The folder in which a resource is, by its name without a slash in front. */
    public Optional<Path> holding(String resource) {
        return resources().stream()
                .filter(folder -> Files.exists(folder.resolve(resource)))
                .findFirst();
    }

    /** Whether the build has put classes into this package, given as a path. */
    public boolean hasClassesIn(String packagePath) {
        return compiled().stream().anyMatch(folder -> hasClasses(folder.resolve(packagePath)));
    }

    private static boolean hasClasses(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".class"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }

    /** Loads the project's classes from these folders, and everything else as {@code parent} does. */
    public static URLClassLoader loader(List<Path> folders, ClassLoader parent) {
        List<URL> urls = new ArrayList<>();
        try {
            for (Path folder : folders) {
                urls.add(folder.toUri().toURL());
            }
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no folder for classes: " + folders, e);
        }
        return new URLClassLoader(urls.toArray(URL[]::new), parent);
    }
}
