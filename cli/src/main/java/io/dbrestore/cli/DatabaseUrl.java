package io.dbrestore.cli;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What can be told from a database's URL without knowing the database: where its password hides, and its name. */
final class DatabaseUrl {

    /** {@code scheme://user:password@host:port}; a password may hold {@code @}, so the last one of the authority counts. */
    private static final Pattern AUTHORITY = Pattern.compile(
            "(?<=://)(?:(?<user>[^/?#:@]*)(?<password>:[^/?#]*)?@)?(?<host>\\[[^\\]]*\\]|[^/?#:@,]*)(?::(?<port>[0-9]+))?"
                    + "(?<others>(?:,[^/?#@]*)?)");

    /** A password that should have been encoded: the colon before it is followed by no port. */
    private static final Pattern UNENCODED_PASSWORD =
            Pattern.compile("(?<=://[^/?#:@\\[]{0,99}):(?![0-9]*(?:[/?,;]|$))[^@]*(?:@[^@/]*)*(?=@)");

    private static final Pattern ORACLE_PASSWORD =
            Pattern.compile("(?<=^jdbc:oracle:[a-z0-9]{1,9}:[^/:@]{0,99})/[^@]+(?=@)");
    private static final Pattern PARAMETER = Pattern.compile(
            "(?i)(?<before>[?&;])[a-z_.]*(?:password|passwd|pwd|passphrase|secret|api_key|token)=[^&;]*(?<after>&?)");

    private static final Pattern FILE =
            Pattern.compile("(?:(?:jdbc:)?sqlite|file):(?://(?=/))?(?<file>[^?]+)(?:\\?.*)?");

    private DatabaseUrl() {}

    /** The URL as it may be shown: without the password, and without what stands behind the question mark. */
    static String shown(String url) {
        String bare = withoutPassword(url);
        int end = bare.indexOf('?');
        return Printable.line(end < 0 ? bare : bare.substring(0, end));
    }

    static boolean hasPassword(String url) {
        return !withoutPassword(url).equals(url);
    }

    /** The URL without its password. */
    static String withoutPassword(String url) {
        Matcher authority = AUTHORITY.matcher(url);
        String bare = authority.find() && authority.group("password") != null
                ? url.substring(0, authority.start("password")) + url.substring(authority.end("password"))
                : url;
        bare = UNENCODED_PASSWORD.matcher(bare).replaceFirst("");
        bare = ORACLE_PASSWORD.matcher(bare).replaceFirst("");
        return PARAMETER.matcher(bare).replaceAll(parameter -> {
            boolean othersFollow = parameter.group().endsWith("&");
            return othersFollow ? parameter.group().substring(0, 1) : "";
        });
    }

    /** The URL with a user, where it has none and there is a known way to write one. */
    static String withUser(String url, Optional<String> user) {
        boolean isKnownWay = url.startsWith("jdbc:") && usesPasswords(url);
        if (user.isEmpty()
                || !isKnownWay
                || parameter(url, "user").isPresent()
                || user(url).isPresent()) {
            return url;
        }
        String encoded = URLEncoder.encode(user.get(), StandardCharsets.UTF_8).replace("+", "%20");
        return url + (url.contains("?") ? "&" : "?") + "user=" + encoded;
    }

    /** The provider that the URL's scheme names. */
    static String provider(String url) {
        String scheme = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
        int colon = scheme.indexOf(':');
        String word = (colon < 0 ? scheme : scheme.substring(0, colon)).toLowerCase(Locale.ROOT);
        String bare = word.replaceFirst("\\+.*", ""); // postgresql+psycopg2 names the driver of an application
        return switch (bare) {
            case "postgres", "postgresql", "pgsql", "postgis" -> "postgres";
            case "mysql2" -> "mysql"; // the driver of Ruby
            case "file" -> "sqlite";
            default -> bare;
        };
    }

    /** Whether databases of this kind usually ask for a password. */
    static boolean usesPasswords(String url) {
        return switch (provider(url)) {
            case "postgres", "mysql", "mariadb" -> true;
            default -> false;
        };
    }

    /** The last part of the path: for a server the database's name, for a file the file's. */
    static String database(String url) {
        String path = withoutPassword(url).replaceFirst("[?;#].*$", "");
        int slash = Math.max(path.lastIndexOf('/'), Math.max(path.lastIndexOf('\\'), path.lastIndexOf(':')));
        String name = isServerOnly(path) ? "" : path.substring(slash + 1);
        return name.isEmpty()
                ? parameter(url, "dbname")
                        .or(() -> parameter(url, "service"))
                        .or(() -> provider(url).equals("postgres") ? user(url) : Optional.empty())
                        .orElse("database")
                : decoded(name);
    }

    /** A parameter behind the question mark. */
    static Optional<String> parameter(String url, String name) {
        Matcher parameter = Pattern.compile("[?&]" + Pattern.quote(name) + "=(?<value>[^&]*)")
                .matcher(url);
        return parameter.find() ? Optional.of(decoded(parameter.group("value"))) : Optional.empty();
    }

    /** Whether nothing follows the server: {@code postgres://localhost:5432}. */
    private static boolean isServerOnly(String path) {
        int server = path.indexOf("://");
        return server >= 0 && path.indexOf('/', server + 3) < 0;
    }

    static Optional<String> user(String url) {
        return part(url, "user").map(DatabaseUrl::decoded);
    }

    /**
     * The server's name, or the folder of its Unix socket; empty text if the URL is a server's and names none. Of
     * several the first.
     */
    static Optional<String> host(String url) {
        return hosts(url).stream().findFirst();
    }

    /** The names of all servers that the URL may lead to; none if it is no server's. */
    static List<String> hosts(String url) {
        Optional<String> first = part(url, "host");
        if (first.isEmpty()) {
            return List.of();
        }
        String others = part(url, "others").orElse("");
        String all = parameter(url, "host")
                .or(() -> first.get().isEmpty() ? parameter(url, "hostaddr") : Optional.empty())
                .orElse(first.get() + others);
        return Stream.of(all.split(",", -1)).map(DatabaseUrl::bareHost).toList();
    }

    private static String bareHost(String text) {
        String host = decoded(text);
        if (host.startsWith("/")) {
            return host.replaceFirst(":[0-9]+$", "");
        }
        boolean isAddress = host.startsWith("[") && host.indexOf(']') > 0;
        return isAddress ? host.substring(1, host.indexOf(']')) : host.replaceFirst("^([^:]*):[^:]*$", "$1");
    }

    static Optional<String> port(String url) {
        return part(url, "port");
    }

    /** The file that a URL of SQLite names. */
    static Optional<String> file(String url) {
        Matcher file = FILE.matcher(url);
        return file.matches() ? Optional.of(file.group("file")) : Optional.empty();
    }

    private static Optional<String> part(String url, String name) {
        Matcher authority = AUTHORITY.matcher(withoutPassword(url));
        return authority.find() ? Optional.ofNullable(authority.group(name)) : Optional.empty();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
