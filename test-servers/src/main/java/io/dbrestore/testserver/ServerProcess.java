package io.dbrestore.testserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The process of a server and the folder that is all its own. It ends when it is closed, or when this JVM ends in
 * whatever way.
 */
final class ServerProcess {

    private final Path folder;
    private final List<String> command;
    private final String signal;
    private Process process;

    /**
     * Starts it.
     *
     * @param folder where its log goes; deleted at the end
     * @param signal what asks the server politely to end, such as {@code INT}
     */
    ServerProcess(Path folder, List<String> command, String signal) throws IOException {
        this.folder = folder;
        this.command = command;
        this.signal = signal;
        this.process = launch();
    }

    /** A folder that other users can look into, since a server may run as one of them. */
    static Path newFolder(String name) throws IOException {
        Path folder = Files.createTempDirectory("db-restore-" + name + "-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** Opens a connection, without asking {@code DriverManager}. */
    static Connection connect(String url) throws SQLException {
        for (Driver driver : ServiceLoader.load(Driver.class)) {
            if (driver.acceptsURL(url)) {
                return driver.connect(url, new Properties());
            }
        }
        throw new SQLException("no driver for " + url);
    }

    /** Runs a program to its end. */
    static void run(Path folder, String name, List<String> command) throws IOException {
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

    /**
     * Waits until the server answers.
     *
     * @param question a query that the right server answers with {@code answer}, so that nobody else's is taken for it
     */
    void awaitAnswer(String url, String question, String answer) throws IOException {
        for (int attempt = 0; ; attempt++) {
            try (Connection connection = connect(url);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(question)) {
                if (row.next() && row.getString(1).equals(answer)) {
                    return;
                }
                throw new IOException("somebody else's server answers at " + url);
            } catch (SQLException e) {
                if (attempt > 4800 || !process.isAlive()) {
                    throw new IOException(Files.readString(folder.resolve("log")), e);
                }
                pause();
            }
        }
    }

    /** Waits for a server that was told to end in another way. */
    void awaitEnd() throws InterruptedException {
        process.waitFor();
    }

    /** Starts it again. */
    void restart() throws IOException {
        process = launch();
    }

    /** Ends the server and deletes its folder. Does nothing the second time. */
    void close() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            process.getOutputStream().close(); // whereupon the shell that waits there ends the server
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private Process launch() throws IOException {
        List<String> shell = new ArrayList<>(List.of(
                "sh",
                "-c",
                "exec 3<&0; \"$@\" </dev/null & p=$!; (cat <&3 >/dev/null; kill -" + signal
                        + " $p) & w=$!; wait $p; kill $w",
                "sh"));
        shell.addAll(command);
        return new ProcessBuilder(shell)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(25);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
