package io.dbrestore.testserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A MariaDB server of our own. Its user {@code root} has no password. It listens on a free port of the loopback address
 * and on a Unix socket.
 */
public final class MariaDbServer implements AutoCloseable {

    private final Path folder;
    private final Path data;
    private final int port;
    private final ServerProcess process;

    private MariaDbServer(Path folder, List<String> settings) throws IOException {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.port = ServerProcess.freePort();
        ServerProcess.run(folder, "install", install());
        this.process = new ServerProcess(folder, mariadbd(settings), "TERM");
        awaitAnswer();
    }

    /**
     * Starts one.
     *
     * @param settings options of {@code mariadbd}, such as {@code --max-allowed-packet=1M}; they win over ours
     */
    public static MariaDbServer start(String... settings) {
        try {
            Path folder = ServerProcess.newFolder("mariadb");
            ServerArchive.unpackMariaDb(folder);
            return new MariaDbServer(folder, List.of(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public Path socket() {
        return folder.resolve("socket");
    }

    /** The JDBC URL of a database for a user; neither need exist. */
    public String url(String database, String user) {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + database + "?user=" + user;
    }

    /** Where a program is that came with the server. */
    String program(String suffix) {
        return folder.resolve("bin/mariadb" + suffix).toString();
    }

    /** Opens a connection, without asking {@code DriverManager}. */
    public static Connection connect(String url) throws SQLException {
        return ServerProcess.connect(url);
    }

    /** Ends the server at once, without any good-bye to its clients or its files. */
    public void crash() throws IOException, InterruptedException {
        String server = Files.readString(folder.resolve("pid")).strip();
        ServerProcess.run(folder, "kill", List.of("kill", "-KILL", server));
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

    private List<String> install() {
        List<String> command = new ArrayList<>();
        command.add(folder.resolve("scripts/mariadb-install-db").toString());
        command.add("--no-defaults");
        command.addAll(places());
        command.addAll(List.of("--auth-root-authentication-method=normal", "--skip-test-db"));
        return command;
    }

    private List<String> mariadbd(List<String> settings) {
        List<String> command = new ArrayList<>();
        command.add(folder.resolve("bin/mariadbd").toString());
        command.add("--no-defaults");
        command.addAll(places());
        command.addAll(List.of("--port=" + port, "--bind-address=127.0.0.1", "--socket=" + socket()));
        command.addAll(List.of("--pid-file=" + folder.resolve("pid"), "--skip-name-resolve"));
        command.add("--skip-ssl"); // or it makes itself a key of 4,096 bits at every start
        // not every commit waits for the disk; a killed server still loses nothing, only a machine would
        command.addAll(List.of("--innodb-flush-log-at-trx-commit=2", "--innodb-buffer-pool-size=64M"));
        command.addAll(settings);
        return command;
    }

    private List<String> places() {
        List<String> places = new ArrayList<>(List.of("--basedir=" + folder, "--datadir=" + data));
        if (ServerProcess.isRoot()) {
            places.add("--user=root"); // it insists on being told
        }
        return places;
    }

    private void awaitAnswer() throws IOException {
        process.awaitAnswer(url("mysql", "root"), "SELECT @@datadir", data + "/");
    }
}
