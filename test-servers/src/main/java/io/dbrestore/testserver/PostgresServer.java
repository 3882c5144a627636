package io.dbrestore.testserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PostgreSQL server of our own. Its superuser is {@code postgres}, without a password. It listens on a free port of
 * the loopback address and on a Unix socket, and writes without waiting for the disk.
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
    private final ServerProcess process;

    private PostgresServer(Path folder, List<String> settings) throws IOException {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.port = ServerProcess.freePort();
        initialize();
        this.process = new ServerProcess(folder, postgres(settings), "INT");
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
            Path folder = ServerProcess.newFolder("postgres");
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
        return ServerProcess.connect(url);
    }

    /** Ends the server at once, without any good-bye to its clients or its files, as a power cut would. */
    public void crash() throws IOException, InterruptedException {
        String postmaster = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
        ServerProcess.run(folder, "kill", List.of("kill", "-QUIT", postmaster));
        process.awaitEnd();
    }

    /** Starts it again, on the same port and files. */
    public void restart() throws IOException {
        process.restart();
        awaitAnswer();
    }

    /** Ends the server and deletes its files. Does nothing the second time. */
    @Override
    public void close() {
        try {
            process.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void initialize() throws IOException {
        Files.createDirectories(data);
        Files.createDirectories(socketFolder());
        if (ServerProcess.isRoot()) {
            for (Path path : List.of(data, socketFolder())) {
                Files.setOwner(
                        path,
                        path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
            }
        }
        ServerProcess.run(folder, "initdb", initdb());
    }

    private List<String> initdb() {
        List<String> command = new ArrayList<>(unprivileged());
        command.add(folder.resolve("bin/initdb").toString());
        command.addAll(List.of("-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync", "-D"));
        command.add(data.toString());
        return command;
    }

    private List<String> postgres(List<String> settings) {
        List<String> command = new ArrayList<>(unprivileged());
        command.addAll(List.of(folder.resolve("bin/postgres").toString(), "-D", data.toString(), "-F"));
        command.addAll(List.of("-p", Integer.toString(port), "-c", "listen_addresses=127.0.0.1"));
        command.addAll(List.of("-c", "unix_socket_directories=" + socketFolder()));
        settings.forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    private void awaitAnswer() throws IOException {
        process.awaitAnswer(url("postgres", "postgres"), "SHOW data_directory", data.toString());
    }

    private static List<String> unprivileged() {
        return ServerProcess.isRoot()
                ? List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--inh-caps=-all", "--")
                : List.of();
    }
}
