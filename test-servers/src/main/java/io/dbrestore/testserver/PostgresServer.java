package io.dbrestore.testserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of our own. Its superuser is {@code postgres}, without a password. It listens on a free port of
 * the loopback address and on a Unix socket, writes without waiting for the disk, and ends when it is closed, or when
 * this JVM ends in whatever way.
 *
 * <p>PostgreSQL refuses to run as root. There it is started as the user {@code nobody}, by {@code setpriv}, which needs
 * no rights that a container may lack.
 */
public final class PostgresServer implements AutoCloseable {

    /** What tests run against unless they are about versions. */
    public static final String DEFAULT_MAJOR = System.getProperty("postgres.major", "17");

    private static final Map<String, PostgresServer> SHARED = new HashMap<>();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Path folder;
    private final Path data;
    private final int port;
    private final List<String> settings;
    private Process process;

    private PostgresServer(Path folder, List<String> settings) throws IOException {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.settings = settings;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
        }
        initialize();
        this.process = launch();
        awaitAnswer();
    }

    /** The server that all tests of this JVM share; it ends with the JVM. */
    public static PostgresServer shared() {
        return shared(DEFAULT_MAJOR);
    }

    /** The server of that major version that all tests of this JVM share. */
    public static synchronized PostgresServer shared(String major) {
        return SHARED.computeIfAbsent(major, wanted -> {
            PostgresServer server = start(wanted);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        });
    }

    /**
     * Starts another one.
     *
     * @param settings of {@code postgresql.conf}, such as {@code max_connections=5}
     */
    public static PostgresServer start(String major, String... settings) {
        try {
            Path folder = Files.createTempDirectory("db-restore-postgres-");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            ServerArchive.unpackPostgres(major, folder);
            return new PostgresServer(folder, List.of(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /** Where the Unix socket is. */
    public Path socketFolder() {
        return folder.resolve("socket");
    }

    /** The JDBC URL of a new and empty database, as superuser. */
    public String newDatabase() throws SQLException {
        return newDatabase("TEMPLATE template0");
    }

    /**
     * The JDBC URL of a new and empty database, as superuser.
     *
     * @param options what follows {@code CREATE DATABASE name}
     */
    public String newDatabase(String options) throws SQLException {
        String name = "test" + DATABASES.incrementAndGet();
        try (Connection connection = connect(url("postgres", "postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " " + options);
        }
        return url(name, "postgres");
    }

    /** The JDBC URL of a database for a user; neither need exist. */
    public String url(String database, String user) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + user;
    }

    /** The same URL for another user. */
    public static String as(String user, String url) {
        return url.replaceFirst("user=\\w+", "user=" + user);
    }

    /** Opens a connection, without asking {@code DriverManager}. */
    public static Connection connect(String url) throws SQLException {
        for (Driver driver : ServiceLoader.load(Driver.class)) {
            if (driver.acceptsURL(url)) {
                return driver.connect(url, new Properties());
            }
        }
        throw new SQLException("no driver for " + url);
    }

    /** Ends the server at once, without any good-bye to its clients or its files, as a power cut would. */
    public void crash() throws IOException, InterruptedException {
        String postmaster = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
        run("kill", List.of("kill", "-QUIT", postmaster));
        process.waitFor();
    }

    /** Starts it again, on the same port and files. */
    public void restart() throws IOException {
        process = launch();
        awaitAnswer();
    }

    /** Ends the server and deletes its files. Does nothing the second time. */
    @Override
    public void close() {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            process.getOutputStream().close(); // whereupon the shell that waits there ends the server
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void initialize() throws IOException {
        Files.createDirectories(data);
        Files.createDirectories(socketFolder());
        if (isRoot()) {
            for (Path path : List.of(data, socketFolder())) {
                Files.setOwner(
                        path,
                        path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
            }
        }
        run("initdb", initdb());
    }

    private List<String> initdb() {
        List<String> command = new ArrayList<>(unprivileged());
        command.add(folder.resolve("bin/initdb").toString());
        command.addAll(List.of("-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync", "-D"));
        command.add(data.toString());
        return command;
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "exec 3<&0; \"$@\" </dev/null & p=$!; (cat <&3 >/dev/null; kill -INT $p) & w=$!; wait $p; kill $w",
                "sh"));
        command.addAll(unprivileged());
        command.addAll(List.of(folder.resolve("bin/postgres").toString(), "-D", data.toString(), "-F"));
        command.addAll(List.of("-p", Integer.toString(port), "-c", "listen_addresses=127.0.0.1"));
        command.addAll(List.of("-c", "unix_socket_directories=" + socketFolder()));
        settings.forEach(setting -> command.addAll(List.of("-c", setting)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private void awaitAnswer() throws IOException {
        for (int attempt = 0; ; attempt++) {
            try (Connection connection = connect(url("postgres", "postgres"))) {
                if (isOurs(connection)) {
                    return;
                }
                throw new IOException("somebody else's server answers on port " + port);
            } catch (SQLException e) {
                if (attempt > 600 || !process.isAlive()) {
                    throw new IOException(Files.readString(folder.resolve("log")), e);
                }
                pause();
            }
        }
    }

    private boolean isOurs(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                java.sql.ResultSet row = statement.executeQuery("SHOW data_directory")) {
            return row.next() && row.getString(1).equals(data.toString());
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(25);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void run(String name, List<String> command) throws IOException {
        Path log = folder.resolve(name + ".log");
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (started.waitFor() != 0) {
                throw new IOException(name + " failed: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static List<String> unprivileged() {
        return isRoot()
                ? List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--inh-caps=-all", "--")
                : List.of();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
