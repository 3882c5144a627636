package io.dbrestore.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a URL of PostgreSQL leads and as whom, with what it leaves open filled in as libpq does.
 *
 * @param host a name, an address, or the folder of a Unix socket
 */
record PostgresPlace(String host, String port, String database, String user) {

    /** Variables of which one is enough to say which server is meant. */
    private static final List<String> NAMING = List.of("PGSERVICE", "PGHOST", "PGHOSTADDR", "PGDATABASE");

    static PostgresPlace of(String url, Surroundings surroundings) {
        boolean ofJdbc = url.startsWith("jdbc:"); // which says itself where to go
        String user = said(DatabaseUrl.user(url).or(() -> DatabaseUrl.parameter(url, "user")))
                .or(() -> surroundings.variable("PGUSER"))
                .orElseGet(() -> System.getProperty("user.name", ""));
        return new PostgresPlace(
                said(DatabaseUrl.host(url))
                        .or(() -> variable("PGHOST", ofJdbc, surroundings))
                        .or(() -> variable("PGHOSTADDR", ofJdbc, surroundings))
                        .orElse("localhost"),
                said(DatabaseUrl.port(url).or(() -> DatabaseUrl.parameter(url, "port")))
                        .or(() -> variable("PGPORT", ofJdbc, surroundings))
                        .orElse("5432"),
                said(Optional.of(DatabaseUrl.database(url)).filter(name -> !name.equals("database")))
                        .or(() -> variable("PGDATABASE", ofJdbc, surroundings))
                        .orElse(user),
                user);
    }

    /** The URL that the environment's variables amount to, and the names of those that say so. */
    static Optional<Settings.Found> ofEnvironment(Surroundings surroundings) {
        List<String> set = Stream.concat(NAMING.stream(), Stream.of("PGPORT", "PGUSER"))
                .filter(name -> surroundings.variable(name).isPresent())
                .toList();
        if (set.stream().noneMatch(NAMING::contains)) {
            return Optional.empty();
        }
        String url = surroundings
                .variable("PGSERVICE")
                .map(service -> "postgresql:///?service=" + Profile.Server.encoded(service))
                .orElseGet(() -> of("postgresql://", surroundings).url());
        return Optional.of(new Settings.Found(url, String.join(", ", set) + " of the environment"));
    }

    private String url() {
        String login = Profile.Server.encoded(user) + "@";
        return host.startsWith("/") || host.contains(",")
                ? "postgresql://" + login + "/" + Profile.Server.encoded(database) + "?host="
                        + Profile.Server.encoded(host) + "&port=" + Profile.Server.encoded(port)
                : "postgresql://" + login + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/"
                        + Profile.Server.encoded(database);
    }

    private static Optional<String> variable(String name, boolean ofJdbc, Surroundings surroundings) {
        return ofJdbc ? Optional.empty() : surroundings.variable(name);
    }

    private static Optional<String> said(Optional<String> text) {
        return text.filter(found -> !found.isEmpty());
    }
}
