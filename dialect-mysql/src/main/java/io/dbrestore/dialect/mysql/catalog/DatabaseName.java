package io.dbrestore.dialect.mysql.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which database a connection is to, the same however the server was called that runs on this machine. */
final class DatabaseName {

    private static final Set<String> LOOPBACK = Set.of("", "localhost", "127.0.0.1", "::1", "[::1]");

    private static final Pattern SERVERS = Pattern.compile("[a-z][a-z0-9+:]*://([^/?#]*).*", Pattern.DOTALL);

    /** One server: perhaps a login, a host, perhaps a port. */
    private static final Pattern SERVER = Pattern.compile("(?:.*@)?(\\[[^]]*]|[^:@]*)(?::(\\d+))?", Pattern.DOTALL);

    private DatabaseName() {}

    /** Such as {@code shop (localhost:3306)}. */
    static String of(String database, Connection connection) throws SQLException {
        return database + address(connection.getMetaData().getURL());
    }

    /** Empty for a URL that does not tell, such as that of a pool, or one that says it in a way of the driver's own. */
    static String address(@Nullable String url) {
        Matcher servers = SERVERS.matcher(url == null ? "" : url);
        if (!servers.matches()) {
            return "";
        }
        StringBuilder address = new StringBuilder();
        for (String server : Arrays.asList(servers.group(1).split(",", -1))) {
            Matcher parts = SERVER.matcher(server);
            if (!parts.matches() || server.indexOf('(') >= 0) {
                return "";
            }
            String host = parts.group(1).toLowerCase(Locale.ROOT);
            address.append(address.isEmpty() ? "" : ",")
                    .append(LOOPBACK.contains(host) ? "localhost" : host)
                    .append(':')
                    .append(parts.group(2) == null ? "3306" : parts.group(2));
        }
        return " (" + address + ")";
    }
}
