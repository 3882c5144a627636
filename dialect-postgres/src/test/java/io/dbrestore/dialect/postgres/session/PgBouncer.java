package io.dbrestore.dialect.postgres.session;

import io.dbrestore.testserver.PostgresServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A pgbouncer in transaction mode before a server, if the program is installed; it ends when it is closed. */
final class PgBouncer implements AutoCloseable {

    private final Process process;
    private final Path log;
    private final int port;

    private PgBouncer(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** Where the program is, if anywhere. */
    static Optional<Path> program() {
        Stream<String> folders =
                Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"));
        return folders.map(folder -> Path.of(folder, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts one.
     *
     * @param user who may connect
     * @param connections how many it has to the server, for all its clients
     */
    static PgBouncer start(Path program, PostgresServer server, Path folder, String user, int connections)
            throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path users = folder.resolve("users.txt");
        Files.writeString(users, "\"" + user + "\" \"\"\n");
        Path configuration = folder.resolve("pgbouncer.ini");
        Files.writeString(
                configuration, String.format(java.util.Locale.ROOT, """
                        [databases]
                        * = host=127.0.0.1 port=%d
                        [pgbouncer]
                        listen_addr = 127.0.0.1
                        listen_port = %d
                        unix_socket_dir =
                        auth_type = trust
                        auth_file = %s
                        pool_mode = transaction
                        default_pool_size = %d
                        ignore_startup_parameters = extra_float_digits
                        """, server.port(), port, users, connections));
        for (Path path : List.of(folder, configuration, users)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Path log = folder.resolve("pgbouncer.log");
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) { // as whom it refuses to run
            command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"));
        }
        command.addAll(List.of(program.toString(), configuration.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new PgBouncer(process, log, port);
    }

    String url(String database, String user) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + user;
    }

    /** Opens a connection as soon as it listens. */
    Connection connect(String database, String user) throws IOException, SQLException, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                return PostgresServer.connect(url(database, user));
            } catch (SQLException e) {
                if (attempt > 200 || process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    throw new IOException(Files.readString(log), e);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
