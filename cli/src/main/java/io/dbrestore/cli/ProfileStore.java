package io.dbrestore.cli;

import io.dbrestore.cli.Profile.Connection;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;

/** The profiles on the disk: a small JSON file each, which only its owner may read. */
final class ProfileStore {

    private static final String ENDING = ".json";

    private final Path folder;

    ProfileStore(Path folder) {
        this.folder = folder;
    }

    /** The names of all profiles, in their order. */
    List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(ENDING))
                    .map(file -> file.substring(0, file.length() - ENDING.length()))
                    .filter(FileNames::isSafe)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the profiles in " + folder, e);
        }
    }

    boolean exists(String name) {
        return Files.exists(file(name));
    }

    Profile read(String name) {
        Path file = file(name);
        if (!Files.exists(file)) {
            throw new UsageException("there is no profile \"" + name + "\"", whatThereIs(name));
        }
        try {
            return profile(name, members(Files.readAllBytes(file)));
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw new UsageException(
                    "the profile in " + file + " cannot be read: " + e.getMessage(),
                    "Correct the file, or make it anew: db-restore setup " + name + " --yes",
                    e);
        }
    }

    private String whatThereIs(String name) {
        List<String> names = names();
        String create = "Create it with: db-restore setup " + name;
        return names.isEmpty() ? create : create + "\nThere are: " + String.join(", ", names);
    }

    /** Saves {@code profile}, in the place of one with its name. */
    Path write(Profile profile) {
        Path file = file(profile.name());
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            Files.createDirectories(folder, OwnersAlone.folder(folder));
            Files.deleteIfExists(partial);
            Files.createFile(partial, OwnersAlone.file(folder));
            Files.writeString(partial, json(profile), StandardCharsets.UTF_8);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot save the profile in " + file, e);
        }
        return file;
    }

    /** Removes the profile and nothing else. */
    void remove(String name) {
        Path file = file(name);
        try {
            if (!Files.deleteIfExists(file)) {
                throw new UsageException("there is no profile \"" + name + "\"", whatThereIs(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + file, e);
        }
    }

    /** The file of a profile; a name that is no file name is refused. */
    private Path file(String name) {
        if (!FileNames.isSafe(name)) {
            throw new UsageException(
                    "\"" + Printable.line(DatabaseUrl.shown(name)) + "\" cannot be the name of a profile",
                    name.contains(":")
                            ? "A URL is given with --url."
                            : "A name has letters from a to z, digits, dots, dashes and underscores, and no more than 64.");
        }
        return folder.resolve(name + ENDING);
    }

    private static Map<String, String> members(byte[] json) {
        Map<String, String> members = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("it is not a JSON object");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String member = parser.currentName();
                parser.nextToken();
                if (parser.currentToken().isScalarValue()) {
                    members.put(member, parser.getString());
                } else {
                    parser.skipChildren();
                }
            }
        }
        return members;
    }

    private Profile profile(String name, Map<String, String> members) {
        String provider = required(members, "provider");
        Path base = Path.of(members.getOrDefault("base", folder.toString()));
        if (members.containsKey("path")) {
            return new Profile(name, provider, new Profile.File(required(members, "path"), base));
        }
        if (members.containsKey("url")) {
            boolean needsPassword = Boolean.parseBoolean(members.get("needsPassword"));
            return new Profile(name, provider, new Profile.Url(required(members, "url"), base, needsPassword));
        }
        return new Profile(name, provider, server(provider, members));
    }

    private static Connection server(String provider, Map<String, String> members) {
        String port = Optional.ofNullable(members.get("port"))
                .or(() -> Profile.usualPort(provider).map(String::valueOf))
                .orElseThrow(() -> new IllegalArgumentException("\"port\" is missing"));
        return new Profile.Server(
                members.getOrDefault("host", "localhost"),
                Profile.port(port),
                required(members, "database"),
                members.getOrDefault("user", ""));
    }

    private static String required(Map<String, String> members, String member) {
        String value = members.getOrDefault(member, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("\"" + member + "\" is missing");
        }
        return value;
    }

    private static String json(Profile profile) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(new Indented(), text)) {
            json.writeStartObject();
            profile.writeMembers(json);
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    /** Has each member on a line of its own, as people write such files. */
    private static final class Indented extends ObjectWriteContext.Base {

        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter()
                    .withSeparators(new Separators().withObjectNameValueSpacing(Spacing.AFTER));
        }
    }
}
