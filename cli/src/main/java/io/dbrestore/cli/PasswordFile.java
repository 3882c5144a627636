package io.dbrestore.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** PostgreSQL's {@code ~/.pgpass}: lines of {@code host:port:database:user:password}, with {@code *} for anything. */
final class PasswordFile {

    private static final int FIELDS = 5;

    private final Path file;

    private PasswordFile(Path file) {
        this.file = file;
    }

    static PasswordFile of(Surroundings surroundings) {
        return new PasswordFile(surroundings
                .variable("PGPASSFILE")
                .map(surroundings::resolve)
                .orElseGet(() -> surroundings.userHome().resolve(".pgpass")));
    }

    /** The password of the first line that is for {@code url}. A file that cannot be read is passed over, as libpq does. */
    Optional<String> find(String url) {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        String host = DatabaseUrl.host(url).filter(name -> !name.isEmpty()).orElse("localhost");
        List<String> wanted = List.of(
                host,
                DatabaseUrl.port(url).orElse("5432"),
                DatabaseUrl.database(url),
                DatabaseUrl.user(url).orElse(""));
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(PasswordFile::fields)
                    .filter(fields -> fields.size() == FIELDS && matches(fields, wanted))
                    .map(fields -> fields.get(FIELDS - 1))
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean matches(List<String> fields, List<String> wanted) {
        for (int field = 0; field < wanted.size(); field++) {
            if (!fields.get(field).equals("*") && !fields.get(field).equals(wanted.get(field))) {
                return false;
            }
        }
        return true;
    }

    /** A backslash takes away the meaning of a colon or backslash that follows. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int index = 0; index < line.length(); index++) {
            char character = line.charAt(index);
            if (character == '\\' && index + 1 < line.length()) {
                index++;
                field.append(line.charAt(index));
            } else if (character == ':' && fields.size() < FIELDS - 1) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(character);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
