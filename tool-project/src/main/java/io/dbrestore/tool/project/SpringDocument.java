package io.dbrestore.tool.project;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * One document of a file of Spring Boot's; a file may have several.
 *
 * @param values by their keys as they are written, the items of a list with commas between
 */
record SpringDocument(Map<String, String> values) {

    private static final Pattern NEXT_DOCUMENT = Pattern.compile("(?m)^[#!]---[ \\t]*\\R");
    private static final Pattern INDEX = Pattern.compile("\\[[0-9]+\\]$");

    /** All documents of a file, whose name says what kind it is; none if there is no such file. */
    static List<SpringDocument> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        boolean properties = file.toString().endsWith(".properties");
        try (Reader reader =
                Files.newBufferedReader(file, properties ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8)) {
            return properties ? properties(reader) : yaml(reader);
        } catch (MarkedYAMLException e) { // whose message has the line in it, with whatever is secret there
            throw new IllegalArgumentException(
                    file + " is no YAML, near line " + (e.getProblemMark().getLine() + 1));
        } catch (IOException | YAMLException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    file + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /** Whether it counts while these profiles are active. Of profile expressions only names and their negation are known. */
    boolean isFor(Set<String> profiles) {
        String wanted =
                values.getOrDefault("spring.config.activate.on-profile", values.getOrDefault("spring.profiles", ""));
        return wanted.isBlank()
                || Arrays.stream(wanted.split(","))
                        .map(String::strip)
                        .anyMatch(name -> name.startsWith("!")
                                ? !profiles.contains(name.substring(1).strip())
                                : profiles.contains(name));
    }

    private static List<SpringDocument> properties(Reader reader) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[4096];
        for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
            text.append(buffer, 0, read);
        }
        List<SpringDocument> documents = new ArrayList<>();
        for (String part : NEXT_DOCUMENT.split(text, -1)) {
            Properties properties = new Properties();
            properties.load(new StringReader(part));
            Map<String, List<String>> lists = new TreeMap<>();
            new TreeMap<>(properties)
                    .forEach((key, value) -> lists.computeIfAbsent(
                                    INDEX.matcher(key.toString()).replaceFirst(""), unused -> new ArrayList<>())
                            .add(value.toString()));
            Map<String, String> values = new LinkedHashMap<>();
            lists.forEach((key, items) -> values.put(key, String.join(",", items)));
            documents.add(new SpringDocument(values));
        }
        return documents;
    }

    private static List<SpringDocument> yaml(Reader reader) {
        LoaderOptions loading = new LoaderOptions();
        DumperOptions dumping = new DumperOptions();
        Yaml yaml =
                new Yaml(new SafeConstructor(loading), new Representer(dumping), dumping, loading, new TextsResolver());
        List<SpringDocument> documents = new ArrayList<>();
        for (Object document : yaml.loadAll(reader)) {
            Map<String, String> values = new LinkedHashMap<>();
            flatten("", document, values);
            documents.add(new SpringDocument(values));
        }
        return documents;
    }

    private static void flatten(String key, @Nullable Object value, Map<String, String> values) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, item) -> flatten(key.isEmpty() ? name.toString() : key + "." + name, item, values));
        } else if (value instanceof List<?> list) {
            values.put(
                    key,
                    list.stream()
                            .flatMap(Stream::ofNullable)
                            .map(Object::toString)
                            .collect(joining(",")));
        } else if (value != null) {
            values.put(key, value.toString());
        }
    }

    /** Takes every plain value for the text that it is: 1.10 is a version, and no number. */
    private static final class TextsResolver extends Resolver {

        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.MERGE, MERGE, "<");
        }
    }
}
