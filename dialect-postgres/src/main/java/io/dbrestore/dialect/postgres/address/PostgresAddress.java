package io.dbrestore.dialect.postgres.address;

import static java.util.stream.Collectors.joining;

import io.dbrestore.spi.Address;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What users write to say which database: {@code postgres://me@localhost/shop}, {@code jdbc:postgresql:shop}, with what
 * libpq, Prisma, the drivers for Node and pgjdbc put behind the question mark. What a URL leaves open is filled in as
 * libpq does: from its service, from the {@code PG...} variables, else localhost, 5432 and the user's own name. Only a
 * {@code jdbc:} URL says itself where to go, as its readers expect.
 */
public final class PostgresAddress {

    private static final String CANNOT_CONNECT = "08001";
    private static final String USUAL_PORT = "5432";
    private static final String SOCKET = ".s.PGSQL.";
    private static final Pattern HOST_NAME = Pattern.compile("[^\\s/?#@,\\[\\]\\\\]+");

    /** The environment's variables, and the parameters whose default they are. */
    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("PGHOST", "host"),
            Map.entry("PGHOSTADDR", "hostaddr"),
            Map.entry("PGPORT", "port"),
            Map.entry("PGDATABASE", "dbname"),
            Map.entry("PGUSER", "user"),
            Map.entry("PGPASSWORD", "password"),
            Map.entry("PGSERVICE", "service"),
            Map.entry("PGOPTIONS", "options"),
            Map.entry("PGAPPNAME", "application_name"),
            Map.entry("PGREQUIRESSL", "requiressl"),
            Map.entry("PGSSLMODE", "sslmode"),
            Map.entry("PGSSLCERT", "sslcert"),
            Map.entry("PGSSLKEY", "sslkey"),
            Map.entry("PGSSLROOTCERT", "sslrootcert"),
            Map.entry("PGSSLNEGOTIATION", "sslnegotiation"),
            Map.entry("PGGSSENCMODE", "gssencmode"),
            Map.entry("PGKRBSRVNAME", "krbsrvname"),
            Map.entry("PGCHANNELBINDING", "channel_binding"),
            Map.entry("PGREQUIREAUTH", "require_auth"),
            Map.entry("PGCONNECT_TIMEOUT", "connect_timeout"),
            Map.entry("PGTARGETSESSIONATTRS", "target_session_attrs"),
            Map.entry("PGLOADBALANCEHOSTS", "load_balance_hosts"));

    /** What of these a {@code jdbc:} URL says itself, or means the usual. */
    private static final List<String> WHERE = List.of("host", "hostaddr", "port", "dbname", "service");

    private final Path folder;
    private final Map<String, String> environment;
    private final Path home;

    private PostgresAddress(Path folder, Map<String, String> environment, Path home) {
        this.folder = folder;
        this.environment = environment;
        this.home = home;
    }

    /**
     * How to connect to what a user calls {@code url}; empty if that is no URL of PostgreSQL.
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
        Optional<ConnectionUrl> parsed = ConnectionUrl.parse(url);
        return parsed.isEmpty()
                ? Optional.empty()
                : Optional.of(new PostgresAddress(folder, environment, home).address(parsed.get()));
    }

    static SQLException failure(String what) {
        return new SQLException(what, CANNOT_CONNECT);
    }

    private Address address(ConnectionUrl url) throws SQLException {
        Map<String, String> variables = variables(url.ofJdbc());
        Map<String, String> service =
                service(url.settings().getOrDefault("service", variables.getOrDefault("service", "")));
        DriverProperties driver = new DriverProperties(folder, url.ofJdbc());
        for (Map<String, String> settings : List.of(variables, service, url.settings())) { // the last one counts
            driver.read(settings, settings != variables);
        }
        Properties properties = driver.finish();
        properties.putIfAbsent("user", System.getProperty("user.name", ""));
        String database = driver.server("dbname").orElseGet(() -> properties.getProperty("user"));
        return new Address(
                "jdbc:postgresql://" + servers(driver, properties) + "/" + encoded(database),
                properties,
                driver.notes());
    }

    private Map<String, String> variables(boolean ofJdbc) {
        Map<String, String> variables = new LinkedHashMap<>();
        VARIABLES.forEach((variable, setting) -> {
            String value = environment.getOrDefault(variable, "");
            if (!value.isEmpty() && !(ofJdbc && WHERE.contains(setting))) {
                variables.put(setting, value);
            }
        });
        return variables;
    }

    private Map<String, String> service(String name) throws SQLException {
        return name.isEmpty() ? Map.of() : ServiceFile.read(name, folder, home, environment);
    }

    /** {@code host:port,host:port}; or that of a socket, which the driver reaches through {@link UnixSocketFactory}. */
    private String servers(DriverProperties driver, Properties properties) throws SQLException {
        String[] hosts = driver.server("host")
                .or(() -> driver.server("hostaddr"))
                .orElse("localhost")
                .split(",", -1);
        List<String> ports = ports(driver.server("port").orElse(USUAL_PORT), hosts.length);
        if (Arrays.stream(hosts).anyMatch(PostgresAddress::isSocket)) {
            if (hosts.length > 1) {
                throw failure("a Unix socket cannot be one of several hosts here: name the one that is meant");
            }
            useSocket(hosts[0], ports.get(0), properties);
            return "localhost:" + ports.get(0);
        }
        for (String host : hosts) {
            if (!host.isEmpty() && !HOST_NAME.matcher(host).matches()) {
                throw failure("the host of the URL is no name and no address of a host");
            }
        }
        return IntStream.range(0, hosts.length)
                .mapToObj(index -> inUrl(hosts[index]) + ":" + ports.get(index))
                .collect(joining(","));
    }

    private static boolean isSocket(String host) {
        return host.startsWith("/") || host.startsWith("@");
    }

    private static String inUrl(String host) {
        String name = host.isEmpty() ? "localhost" : host;
        return name.indexOf(':') < 0 ? name : "[" + name + "]";
    }

    /** One for each host; a single one is for all of them. */
    private static List<String> ports(String text, int hosts) throws SQLException {
        List<String> ports = Arrays.stream(text.split(",", -1))
                .map(port -> port.isEmpty() ? USUAL_PORT : port)
                .toList();
        if (ports.size() != 1 && ports.size() != hosts) {
            throw failure("the URL has " + hosts + " hosts and " + ports.size() + " ports: name one port, or one each");
        }
        for (String port : ports) {
            if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535) {
                throw failure("the port is no number from 1 to 65535. If the user or the password has one of : / ? # @"
                        + " in it, write that as %3A %2F %3F %23 %40");
            }
        }
        return IntStream.range(0, hosts)
                .mapToObj(index -> ports.get(ports.size() == 1 ? 0 : index))
                .toList();
    }

    /** As libpq does, without TLS whatever the URL says: nobody is on the line. */
    private static void useSocket(String host, String port, Properties properties) throws SQLException {
        if (host.startsWith("@")) {
            throw failure("an abstract socket cannot be reached from Java: name the folder of the socket, or a host");
        }
        Path socket;
        try {
            Path place = Path.of(host);
            Path name = place.getFileName();
            boolean isWhole = name != null && name.toString().startsWith(SOCKET);
            socket = isWhole ? place : place.resolve(SOCKET + port);
        } catch (InvalidPathException e) {
            throw failure("the folder of the socket is no path: " + e.getReason());
        }
        if (!Files.exists(socket)) {
            throw failure("there is no socket " + socket + ". Check the folder and the port, and that the server runs;"
                    + " a server lists its folders with: SHOW unix_socket_directories");
        }
        properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
        properties.setProperty("socketFactoryArg", socket.toString());
        properties.setProperty("sslmode", "disable");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
