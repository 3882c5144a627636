package io.dbrestore.dialect.mysql.address;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL taken apart.
 *
 * @param ofJdbc whether it begins with {@code jdbc:}, and so says itself where to go
 * @param settings what it says, decoded: {@code host}, {@code port}, {@code user}, {@code password}, {@code database},
 *     and the parameters by their own names
 */
record ConnectionUrl(boolean ofJdbc, Map<String, String> settings) {

    /** With what others put behind the scheme: {@code mysql+pymysql://}, {@code mysql2://}, {@code mysqlx} not among them. */
    private static final Pattern SCHEME = Pattern.compile(
            "(?<jdbc>jdbc:)?(?:mysql2?|mariadb)(?:\\+[a-z0-9_.]+)?://(?<rest>.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** {@code jdbc:mysql:loadbalance://}, {@code jdbc:mysql+srv://}, {@code //a,b/}, {@code //address=(host=a)/}. */
    private static final Pattern MANIFOLD = Pattern.compile(
            "jdbc:mysql(?:\\+srv.*|:(?:replication|loadbalance|failover)://.*|://[^/?]*[,(][^?]*(?:\\?.*)?)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** One server as {@code host:port}; an address of IPv6 in brackets. */
    private static final Pattern SERVER =
            Pattern.compile("(?:\\[(?<address>[^\\]]*)]|(?<name>[^:\\[\\]]*))(?::(?<port>[^:]*))?");

    /** Empty if it is no URL of MySQL, or one of the driver's own that has no simple form, such as one of many servers. */
    static Optional<ConnectionUrl> parse(String url) throws SQLException {
        Matcher scheme = SCHEME.matcher(url);
        if (!scheme.matches()) {
            return Optional.empty();
        }
        Map<String, String> settings = new LinkedHashMap<>();
        String rest = scheme.group("rest");
        int question = rest.indexOf('?', endOfLogin(rest) + 1);
        String place = question < 0 ? rest : rest.substring(0, question);
        readPlace(place, settings);
        readParameters(question < 0 ? "" : rest.substring(question + 1), settings);
        return Optional.of(new ConnectionUrl(scheme.group("jdbc") != null, settings));
    }

    /** Whether {@code url} is the driver's own and says more than one place, or says it in the driver's own way. */
    static boolean isManifold(String url) {
        return MANIFOLD.matcher(url).matches();
    }

    /** A password may hold anything but a slash; of several {@code @} the last one ends it. */
    private static int endOfLogin(String rest) {
        int slash = rest.indexOf('/');
        String beginning = slash < 0 ? rest : rest.substring(0, slash);
        int question = beginning.indexOf('?');
        return question < 0 || beginning.substring(0, question).indexOf('@') < 0
                ? beginning.lastIndexOf('@')
                : beginning.lastIndexOf('@', question);
    }

    private static void readPlace(String place, Map<String, String> settings) throws SQLException {
        int at = endOfLogin(place);
        if (at >= 0) {
            readLogin(place.substring(0, at), settings);
        }
        String behind = place.substring(at + 1);
        int slash = behind.indexOf('/');
        readServer(slash < 0 ? behind : behind.substring(0, slash), settings);
        if (slash >= 0 && slash + 1 < behind.length()) {
            settings.put("database", decoded(behind.substring(slash + 1), "database"));
        }
    }

    private static void readLogin(String login, Map<String, String> settings) throws SQLException {
        int colon = login.indexOf(':');
        put("user", decoded(colon < 0 ? login : login.substring(0, colon), "user"), settings);
        if (colon >= 0) {
            put("password", decoded(login.substring(colon + 1), "password"), settings);
        }
    }

    private static void readServer(String text, Map<String, String> settings) throws SQLException {
        Matcher server = SERVER.matcher(text);
        if (!server.matches()) {
            throw MySqlAddress.failure("the host of the URL is no name and no address of a host. If the user or the"
                    + " password has one of : / ? # @ in it, write that as %3A %2F %3F %23 %40");
        }
        String name = server.group("address") == null ? server.group("name") : server.group("address");
        put("host", decoded(name, "host"), settings);
        if (server.group("port") != null) {
            put("port", server.group("port"), settings);
        }
    }

    private static void readParameters(String text, Map<String, String> settings) throws SQLException {
        for (String parameter : text.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (!parameter.isEmpty()) {
                String name = decoded(equals < 0 ? parameter : parameter.substring(0, equals), "parameter");
                settings.put(name, equals < 0 ? "" : decoded(parameter.substring(equals + 1), "parameter"));
            }
        }
    }

    private static void put(String name, String value, Map<String, String> settings) {
        if (!value.isEmpty()) {
            settings.put(name, value);
        }
    }

    private static String decoded(String text, String what) throws SQLException {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw MySqlAddress.failure(
                    "the " + what + " in the URL has a % that begins no code; write a percent sign as %25");
        }
    }
}
