package io.dbrestore.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** A command of a user's, as a process of its own: does what its arguments say, one after the other. */
final class UserScript {

    private UserScript() {}

    /** The words that run it with these steps; {@code $} is the database. */
    static String[] words(String... steps) {
        return Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                UserScript.class.getName()),
                        Stream.of(steps))
                .toArray(String[]::new);
    }

    public static void main(String[] steps) throws Exception {
        for (String step : steps) {
            int colon = step.indexOf(':');
            String name = colon < 0 ? step : step.substring(0, colon);
            run(name, step.substring(colon + 1));
        }
    }

    private static void run(String name, String value) throws Exception {
        switch (name) {
            case "database" -> System.setProperty("database", value);
            case "delete" -> Files.delete(Path.of(value));
            case "sql" -> execute(value);
            case "print" -> System.out.println(value);
            case "complain" -> System.err.println(value);
            case "environment" -> System.out.println(value + "=" + System.getenv(value));
            case "folder" -> System.out.println(Path.of("").toAbsolutePath());
            case "copy" -> System.in.transferTo(System.out);
            case "meet" -> meet(Integer.parseInt(value));
            case "kill" -> kill();
            case "kill-parent" -> ProcessHandle.current().parent().orElseThrow().destroyForcibly();
            case "exit" -> System.exit(Integer.parseInt(value));
            default -> throw new IllegalArgumentException(name);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(System.getProperty("database"));
                Statement statement = connection.createStatement()) {
            for (String each : List.of(sql.split(";", -1))) {
                if (!each.isBlank()) {
                    statement.execute(each);
                }
            }
        }
    }

    /** Tells whoever listens that this has begun, and waits until they let go. */
    private static void meet(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getInputStream().transferTo(System.out);
        }
    }

    /** No process can kill itself in Java. */
    private static void kill() throws IOException, InterruptedException {
        new ProcessBuilder(words("kill-parent")).inheritIO().start().waitFor();
        throw new IllegalStateException("this should not be alive");
    }
}
