package io.dbrestore.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** PostgreSQL's {@code ~/.pgpass}: lines of {@code host:port:database:user:password}, with {@code *} for anything. */
final class PasswordFile {

    private static final int FIELDS = 5;

    /** Where a socket may be that libpq calls localhost. */
    private static final Set<String> USUAL_SOCKETS = Set.of("/tmp", "/var/run/postgresql", "/run/postgresql");

    private final Path file;
    private final Surroundings surroundings;

    private PasswordFile(Path file, Surroundings surroundings) {
        this.file = file;
        this.surroundings = surroundings;
    }

    static PasswordFile of(Surroundings surroundings) {
        Path file = surroundings
                .variable("PGPASSFILE")
                .map(surroundings::resolve)
                .or(() -> surroundings
                        .variable("APPDATA") // of Windows
                        .map(folder -> Path.of(folder, "postgresql", "pgpass.conf"))
                        .filter(Files::exists))
                .orElseGet(() -> surroundings.userHome().resolve(".pgpass"));
        return new PasswordFile(file, surroundings);
    }

    /** Why the file is not used, as libpq would not use it either. */
    Optional<String> refusal() {
        try {
            if (Files.isReadable(file) && Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
                String shown = surroundings.shown(file);
                return permissions.stream()
                                .allMatch(permission -> permission.name().startsWith("OWNER"))
                        ? Optional.empty()
                        : Optional.of("The passwords in " + shown
                                + " are not used, since others may read them. Run: chmod" + " 600 " + shown);
            }
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** The password of the first line that is for {@code url}. A file that cannot be read is passed over, as libpq does. */
    Optional<String> find(String url) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file) || refusal().isPresent()) {
            return Optional.empty();
        }
        PostgresPlace place = PostgresPlace.of(url, surroundings);
        String host = USUAL_SOCKETS.contains(place.host()) ? "localhost" : place.host();
        List<String> wanted = List.of(host, place.port(), place.database(), place.user());
        try {
            // Bytes that are no UTF-8 may be in another line.
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(PasswordFile::fields)
                    .filter(fields -> fields.size() == FIELDS && matches(fields, wanted))
                    .map(fields -> unescaped(fields.get(FIELDS - 1)))
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean matches(List<String> fields, List<String> wanted) {
        for (int field = 0; field < wanted.size(); field++) {
            if (!fields.get(field).equals("*") && !unescaped(fields.get(field)).equals(wanted.get(field))) {
                return false;
            }
        }
        return true;
    }

    /** Up to colons without a backslash; the last field is all the rest. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        int begin = 0;
        for (int index = 0; index < line.length() && fields.size() < FIELDS - 1; index++) {
            if (line.charAt(index) == '\\') {
                index++;
            } else if (line.charAt(index) == ':') {
                fields.add(line.substring(begin, index));
                begin = index + 1;
            }
        }
        fields.add(line.substring(begin));
        return fields;
    }

    /** A backslash takes away the meaning of what follows; at the end it is itself. */
    private static String unescaped(String field) {
        return field.replaceAll("(?s)\\\\(.)", "$1");
    }
}
