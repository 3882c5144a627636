package io.dbrestore.dialect.postgres.catalog;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** Which database a connection is to, the same however the server was called that runs on this machine. */
final class DatabaseName {

    private static final Set<String> LOOPBACK = Set.of("", "localhost", "127.0.0.1", "::1", "[::1]");

    private DatabaseName() {}

    /** Such as {@code shop (localhost:5432)}. */
    static String of(Connection connection) throws SQLException {
        String name = Query.list(
                        connection, "SELECT pg_catalog.current_database()", row -> String.valueOf(row.getString(1)))
                .get(0);
        return name + address(connection.getMetaData().getURL());
    }

    /** Empty for the URL of a pool or the like, which does not tell. */
    static String address(@Nullable String url) {
        Properties parts = url == null ? null : Driver.parseURL(url, new Properties());
        if (parts == null) {
            return "";
        }
        String[] hosts = parts.getProperty("PGHOST", "localhost").split(",", -1);
        String[] ports = parts.getProperty("PGPORT", "5432").split(",", -1);
        String factory = parts.getProperty("socketFactory", "");
        boolean unixSocket = factory.toLowerCase(Locale.ROOT).contains("unix");
        return IntStream.range(0, hosts.length)
                .mapToObj(i -> (unixSocket ? "localhost" : host(hosts[i])) + ":" + ports[Math.min(i, ports.length - 1)])
                .collect(joining(",", " (", ")"));
    }

    private static String host(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return LOOPBACK.contains(lower) || lower.startsWith("/") ? "localhost" : lower;
    }
}
