package io.dbrestore.hook.flyway;

import static java.util.stream.Collectors.joining;

import io.dbrestore.testserver.MySqlServer;
import io.dbrestore.testserver.PostgresServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A project that uses Flyway, and its database. */
final class Project {

    /** What it keeps its data in. */
    enum Kind {
        SQLITE,
        POSTGRESQL,
        MARIADB
    }

    /** What a command printed, and how it ended. */
    record Outcome(int exitCode, String output) {}

    /** The version of Flyway that the module is compiled against and that its test class path has. */
    static final String USUAL_VERSION = "11.20.3";

    private final Path folder;
    private final String url;

    Project(Kind kind, Path folder) throws SQLException {
        this.folder = folder;
        this.url = switch (kind) {
            case SQLITE -> "jdbc:sqlite:" + folder.resolve("shop.db");
            case POSTGRESQL -> PostgresServer.shared().newDatabase();
            case MARIADB -> MySqlServer.shared().newDatabase();
        };
    }

    String url() {
        return url;
    }

    /** Where db-restore keeps its dumps. */
    Path dumps() {
        return folder.resolve("dumps");
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The rows of a query, their values with a bar between. */
    List<String> query(String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    values.add(rows.getString(i));
                }
                lines.add(String.join(" | ", values));
            }
        }
        return lines;
    }

    /** Runs Flyway in a process of its own: settings of Flyway and commands, as {@link FlywayProcess} takes them. */
    Outcome flyway(String version, String... arguments) {
        return run(List.of(), classPath(version), Map.of(), arguments);
    }

    /** The same with the usual version, where no file gets bigger than this, as on a disk that is full. */
    Outcome flywayOnAFullDisk(int bytes, String... arguments) {
        String blocks = String.valueOf(bytes / 512);
        List<String> shell = List.of("sh", "-c", "ulimit -f \"$0\"; exec \"$@\"", blocks);
        return run(shell, classPath(USUAL_VERSION), Map.of(), arguments);
    }

    /** The same with the usual version and Flyway's native connectors beside it, switched on. */
    Outcome flywayWithNativeConnectors(Map<String, String> environment, String... arguments) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("FLYWAY_NATIVE_CONNECTORS", "true");
        String connectors = Path.of("target", "flyway", "native-connectors").toAbsolutePath() + "/*";
        return run(List.of(), classPath(USUAL_VERSION) + File.pathSeparator + connectors, variables, arguments);
    }

    /** @param shell what starts it, if anything does but this process */
    private Outcome run(List<String> shell, String classPath, Map<String, String> variables, String... arguments) {
        List<String> command = new ArrayList<>(shell);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "-XX:TieredStopAtLevel=1",
                "-Ddbrestore.dir=" + dumps(),
                FlywayProcess.class.getName(),
                "flyway.url=" + url));
        command.addAll(List.of(arguments));
        Path log = folder.resolve("flyway.log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(variables);
            Process process = builder.start();
            int exitCode = process.waitFor();
            return new Outcome(exitCode, Files.readString(log, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String classPath(String version) {
        List<String> ours = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("slf4j-nop")) // with which Flyway would print nothing
                .toList();
        if (version.equals(USUAL_VERSION)) {
            return String.join(File.pathSeparator, ours);
        }
        Stream<String> withoutFlyway = ours.stream()
                .filter(entry -> !entry.contains("flyway-") || entry.contains("hook-flyway"))
                .filter(entry -> !entry.contains("com" + File.separator + "fasterxml"));
        // Flyway's own come first, older ones of Jackson among them, as where it is the user's nearer dependency.
        return Stream.concat(Stream.of(Path.of("target", "flyway", version).toAbsolutePath() + "/*"), withoutFlyway)
                .collect(joining(File.pathSeparator));
    }
}
