package io.dbrestore.dialect.postgres.address;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL taken apart into settings under libpq's names.
 *
 * @param ofJdbc whether it begins with {@code jdbc:}, and so says itself where to go
 * @param settings what it says, decoded; what stands behind the question mark overrides what stands before
 */
record ConnectionUrl(boolean ofJdbc, Map<String, String> settings) {

    /** With what others put behind the scheme: {@code postgresql+psycopg2://}, {@code pgsql://}, {@code postgis://}. */
    private static final Pattern SCHEME = Pattern.compile(
            "(?<jdbc>jdbc:)?(?:postgres|postgresql|pgsql|postgis)(?:\\+[a-z0-9_.]+)?:(?<rest>.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** A URL of another program's proxy, which does not speak PostgreSQL's protocol. */
    private static final Pattern PROXY =
            Pattern.compile("(?<name>prisma(?:\\+postgres(?:ql)?)?)://.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** What begins a user and a password: no port stands behind the colon. */
    private static final Pattern PASSWORD = Pattern.compile("[^:\\[]*:(?![0-9]*$).*", Pattern.DOTALL);

    private static final Pattern HOST =
            Pattern.compile("(?:\\[(?<address>[^\\]]*)]|(?<name>[^:\\[\\]]*))(?::(?<port>[^:]*))?");

    static Optional<ConnectionUrl> parse(String url) throws SQLException {
        if (PROXY.matcher(url).matches()) {
            throw PostgresAddress.failure("this is the address of Prisma's proxy, which speaks no SQL. Use the direct"
                    + " connection string of the same database, which begins with postgres://; Prisma calls it the"
                    + " direct URL");
        }
        Matcher scheme = SCHEME.matcher(url);
        if (!scheme.matches()) {
            return Optional.empty();
        }
        boolean ofJdbc = scheme.group("jdbc") != null;
        Map<String, String> settings = new LinkedHashMap<>();
        String rest = scheme.group("rest");
        if (rest.startsWith("//")) {
            readServer(rest.substring(2), ofJdbc, settings);
        } else if (ofJdbc) {
            readPath(rest.startsWith("/") ? rest.substring(1) : rest, true, settings);
        } else {
            throw PostgresAddress.failure("two slashes are missing after the first colon of the URL");
        }
        return Optional.of(new ConnectionUrl(ofJdbc, settings));
    }

    private static void readServer(String text, boolean ofJdbc, Map<String, String> settings) throws SQLException {
        int at = endOfLogin(text);
        if (at >= 0) {
            readLogin(text.substring(0, at), settings);
        }
        String behind = text.substring(at + 1);
        int end = endOfHosts(behind);
        readHosts(behind.substring(0, end), settings);
        readPath(behind.substring(end), ofJdbc, settings);
    }

    /** A password may hold anything but a slash, as for libpq; but of several {@code @} the last one ends it. */
    private static int endOfLogin(String text) {
        int slash = text.indexOf('/');
        String beginning = slash < 0 ? text : text.substring(0, slash);
        int question = beginning.indexOf('?');
        if (question < 0) {
            return beginning.lastIndexOf('@');
        }
        int at = beginning.lastIndexOf('@', question);
        boolean inPassword =
                at < 0 && PASSWORD.matcher(beginning.substring(0, question)).matches();
        return inPassword ? beginning.lastIndexOf('@') : at;
    }

    private static int endOfHosts(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (text.charAt(index) == '/' || text.charAt(index) == '?') {
                return index;
            }
        }
        return text.length();
    }

    private static void readLogin(String login, Map<String, String> settings) throws SQLException {
        int colon = login.indexOf(':');
        String user = decoded(colon < 0 ? login : login.substring(0, colon), "user");
        if (!user.isEmpty()) {
            settings.put("user", user);
        }
        if (colon >= 0 && colon + 1 < login.length()) {
            settings.put("password", decoded(login.substring(colon + 1), "password"));
        }
    }

    private static void readHosts(String text, Map<String, String> settings) throws SQLException {
        if (text.isEmpty()) {
            return;
        }
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            Matcher host = HOST.matcher(item);
            if (!host.matches()) {
                throw notAHost();
            }
            String name = host.group("address") == null ? host.group("name") : host.group("address");
            hosts.add(decoded(name, "host"));
            ports.add(host.group("port") == null ? "" : host.group("port"));
        }
        if (hosts.stream().anyMatch(host -> !host.isEmpty())) {
            settings.put("host", String.join(",", hosts));
        }
        if (ports.stream().anyMatch(port -> !port.isEmpty())) {
            settings.put("port", String.join(",", ports));
        }
    }

    /** Reads {@code /database?name=value&...}. */
    private static void readPath(String text, boolean ofJdbc, Map<String, String> settings) throws SQLException {
        int question = text.indexOf('?');
        String path = question < 0 ? text : text.substring(0, question);
        if (path.indexOf('/', 1) >= 0 && path.indexOf('@') >= 0) {
            throw notAHost(); // a slash in the password, most likely
        }
        String database = decoded(path.startsWith("/") ? path.substring(1) : path, "database");
        if (!database.isEmpty()) {
            settings.put("dbname", database);
        }
        if (question < 0) {
            return;
        }
        for (String parameter : text.substring(question + 1).split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = decoded(equals < 0 ? parameter : parameter.substring(0, equals), "parameter");
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            boolean plusIsBlank = ofJdbc || name.equals("options") || name.equals("application_name");
            if (!name.isEmpty()) {
                settings.put(name, decoded(plusIsBlank ? value.replace('+', ' ') : value, "parameter"));
            }
        }
    }

    /** The text with {@code %20} and the like resolved. What it is must never be said: it may be a password. */
    private static String decoded(String text, String what) throws SQLException {
        try {
            String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            if (decoded.indexOf('\0') < 0) {
                return decoded;
            }
        } catch (IllegalArgumentException notHexadecimal) {
            // told below, without its message, which repeats a part of the text
        }
        throw PostgresAddress.failure(String.format(
                Locale.ROOT,
                "in the %s of the URL a %% is not followed by two hexadecimal digits: a %% itself is written %%25",
                what));
    }

    private static SQLException notAHost() {
        return PostgresAddress.failure("what stands between // and / in the URL is no host and port. If the user or the"
                + " password has one of : / ? # @ in it, write that as %3A %2F %3F %23 %40");
    }
}
