package io.dbrestore.dialect.mysql.address;

import io.dbrestore.spi.Address;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * What users write to say which database: {@code mysql://me@localhost/shop}, {@code mariadb://...},
 * {@code jdbc:mysql://...}, with what Prisma, the drivers for Node, Python, Ruby and Go, and MySQL's own programs put
 * behind the question mark. What a URL leaves open is filled in as those programs do: from {@code ~/.my.cnf} and the
 * {@code MYSQL_...} variables, else localhost, 3306 and the user's own name. Only a {@code jdbc:} URL says itself where to
 * go, as its readers expect.
 */
public final class MySqlAddress {

    private static final String CANNOT_CONNECT = "08001";
    private static final String USUAL_PORT = "3306";
    private static final Pattern HOST_NAME = Pattern.compile("[^\\s/?#@,\\[\\]\\\\()]+");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\.\\d+){3}|::1");

    /** The environment's variables, and the settings whose default they are. */
    private static final Map<String, String> VARIABLES = Map.of(
            "MYSQL_HOST", "host",
            "MYSQL_TCP_PORT", "port",
            "MYSQL_UNIX_PORT", "socket",
            "MYSQL_PWD", "password");

    /** What a {@code jdbc:} URL says itself, or means the usual. */
    private static final List<String> WHERE = List.of("host", "port", "socket", "database", "protocol");

    private final Path folder;
    private final Map<String, String> environment;
    private final Path home;

    private MySqlAddress(Path folder, Map<String, String> environment, Path home) {
        this.folder = folder;
        this.environment = environment;
        this.home = home;
    }

    /**
     * How to connect to what a user calls {@code url}; empty if that is no URL of MySQL or MariaDB.
     *
     * @param folder what relative paths are relative to
     * @throws SQLException if nothing can be there; the message says what to do
     */
    public static Optional<Address> of(String url, Path folder) throws SQLException {
        return of(url, folder, System.getenv(), Path.of(System.getProperty("user.home", "")));
    }

    /** The same, in the environment and with the home directory that are given. */
    static Optional<Address> of(String url, Path folder, Map<String, String> environment, Path home)
            throws SQLException {
        if (ConnectionUrl.isManifold(url)) { // the driver knows best
            return Optional.of(new Address(url, new DriverProperties(folder).finish(), List.of()));
        }
        Optional<ConnectionUrl> parsed = ConnectionUrl.parse(url);
        return parsed.isEmpty()
                ? Optional.empty()
                : Optional.of(new MySqlAddress(folder, environment, home).address(parsed.get()));
    }

    static SQLException failure(String what) {
        return new SQLException(what, CANNOT_CONNECT);
    }

    private Address address(ConnectionUrl url) throws SQLException {
        Map<String, String> usual = usual(url.ofJdbc());
        if (url.settings().containsKey("host")) {
            usual.remove("socket"); // a file's socket is for whoever names no host
        }
        DriverProperties driver = new DriverProperties(folder);
        driver.read(usual, false);
        driver.read(url.settings(), true);
        Properties properties = driver.finish();
        properties.putIfAbsent("user", System.getProperty("user.name", ""));
        String database = driver.place("database")
                .orElseThrow(() -> failure(
                        "the URL names no database: write it behind the host, as in mysql://me@localhost/shop"));
        return new Address(
                "jdbc:mysql://" + server(driver, properties) + "/" + encoded(database), properties, driver.notes());
    }

    private Map<String, String> usual(boolean ofJdbc) {
        Map<String, String> usual = new LinkedHashMap<>(OptionFiles.read(home));
        VARIABLES.forEach((variable, setting) -> {
            String value = environment.getOrDefault(variable, "");
            if (!value.isEmpty()) {
                usual.put(setting, value);
            }
        });
        if (ofJdbc) {
            usual.keySet().removeAll(WHERE);
        }
        return usual;
    }

    /** {@code host:port}; or that of a socket, which the driver reaches through {@link UnixSocketFactory}. */
    private static String server(DriverProperties driver, Properties properties) throws SQLException {
        String host = driver.place("host").orElse("localhost");
        Optional<String> socket =
                driver.place("socket").or(() -> Optional.of(host).filter(name -> name.startsWith("/")));
        if (socket.isPresent()) {
            useSocket(socket.get(), properties);
            return "localhost";
        }
        if (!HOST_NAME.matcher(host).matches()) {
            throw failure("the host of the URL is no name and no address of a host");
        }
        if (LOOPBACK.matcher(host).matches()) {
            properties.putIfAbsent("allowPublicKeyRetrieval", "true"); // nobody is in between
        }
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port(driver);
    }

    private static String port(DriverProperties driver) throws SQLException {
        String port = driver.place("port").orElse(USUAL_PORT);
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535) {
            throw failure("the port is no number from 1 to 65535. If the user or the password has one of : / ? # @"
                    + " in it, write that as %3A %2F %3F %23 %40");
        }
        return port;
    }

    /** Without TLS whatever the URL says: nobody is on the line. */
    private static void useSocket(String path, Properties properties) throws SQLException {
        Path socket;
        try {
            socket = Path.of(path);
        } catch (InvalidPathException e) {
            throw failure("the socket is no path: " + e.getReason());
        }
        if (!Files.exists(socket)) {
            throw failure("there is no socket " + socket + ". Check its path, and that the server runs; a server tells"
                    + " with: SELECT @@socket");
        }
        properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
        properties.setProperty("path", socket.toString());
        properties.setProperty("sslMode", "DISABLED");
        properties.setProperty("allowPublicKeyRetrieval", "true");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
