package io.dbrestore.dialect.postgres.address;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** libpq's {@code pg_service.conf}: settings under the names of services. */
final class ServiceFile {

    private static final String NAME = "pg_service.conf";

    private ServiceFile() {}

    /** The settings of {@code service}, from the first of libpq's places that has it. */
    static Map<String, String> read(String service, Path folder, Path home, Map<String, String> environment)
            throws SQLException {
        List<Path> places = places(folder, home, environment);
        for (Path file : places) {
            Optional<Map<String, String>> settings = Files.isReadable(file) ? read(service, file) : Optional.empty();
            if (settings.isPresent()) {
                return settings.get();
            }
        }
        throw PostgresAddress.failure("there is no service \"" + service + "\" in "
                + String.join(" or ", places.stream().map(Path::toString).toList()));
    }

    private static List<Path> places(Path folder, Path home, Map<String, String> environment) {
        List<Path> places = new ArrayList<>();
        String named = environment.getOrDefault("PGSERVICEFILE", "");
        places.add(named.isEmpty() ? home.resolve("." + NAME) : folder.resolve(named));
        String systems = environment.getOrDefault("PGSYSCONFDIR", "");
        if (!systems.isEmpty()) {
            places.add(folder.resolve(systems).resolve(NAME));
        }
        return places;
    }

    private static Optional<Map<String, String>> read(String service, Path file) throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        boolean found = false;
        boolean inside = false;
        for (String line : lines(file)) {
            String text = line.strip();
            if (text.startsWith("[")) {
                inside = !found && text.equals("[" + service + "]");
                found |= inside;
            } else if (inside && !text.isEmpty() && !text.startsWith("#")) {
                int equals = text.indexOf('=');
                if (equals < 1) {
                    throw PostgresAddress.failure(
                            "in service \"" + service + "\" of " + file + " a line is not of the form name=value");
                }
                settings.put(text.substring(0, equals), text.substring(equals + 1));
            }
        }
        return found ? Optional.of(settings) : Optional.empty();
    }

    private static List<String> lines(Path file) throws SQLException {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw PostgresAddress.failure("cannot read " + file + ": " + e.getMessage());
        }
    }
}
