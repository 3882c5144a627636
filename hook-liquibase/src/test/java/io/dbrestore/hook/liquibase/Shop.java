package io.dbrestore.hook.liquibase;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A database that a changelog has made and a user has filled, and Liquibase of some version to work on it. */
final class Shop {

    /** What the user sees of the table {@code person} once everything is back. */
    static final List<String> MINE = List.of("1 | mine", "2 | mine too", "9 | seeded too");

    /** The same after {@code after.sql}, which brings a seed more. */
    static final List<String> MINE_AND_NEW =
            Stream.concat(MINE.stream(), Stream.of("10 | new seed")).toList();

    private static final String BEFORE = """
            --liquibase formatted sql
            --changeset me:person
            CREATE TABLE person (id INTEGER PRIMARY KEY, name VARCHAR(50));
            --rollback DROP TABLE person;
            --changeset me:note
            CREATE TABLE note (id INTEGER PRIMARY KEY, body VARCHAR(50));
            --rollback DROP TABLE note;
            --changeset me:seeds
            INSERT INTO person VALUES (1, 'seeded'), (9, 'seeded too');
            --rollback DELETE FROM person WHERE id IN (1, 9);
            """;

    private static final String AFTER = """
            --liquibase formatted sql
            --changeset me:person-2
            CREATE TABLE person (id INTEGER PRIMARY KEY, name VARCHAR(50), mail VARCHAR(50) DEFAULT 'none');
            --rollback DROP TABLE person;
            --changeset me:note-2
            CREATE TABLE note (id INTEGER PRIMARY KEY, body VARCHAR(50));
            --rollback DROP TABLE note;
            --changeset me:seeds-2
            INSERT INTO person (id, name) VALUES (1, 'seeded'), (9, 'seeded too'), (10, 'new seed');
            --rollback DELETE FROM person WHERE id IN (1, 9, 10);
            """;

    private static final String UNFIT = """
            --liquibase formatted sql
            --changeset me:unfit
            CREATE TABLE person (id INTEGER PRIMARY KEY, name VARCHAR(50), mail VARCHAR(50) NOT NULL);
            INSERT INTO person VALUES (1, 'seeded', 'x');
            """;

    /** How a process ended, and all that it wrote. */
    record Run(int status, String output) {}

    private final String url;
    private final Path folder;
    private final String version;

    /** @param folder for changelogs and dumps */
    Shop(String url, Path folder, String version) {
        this.url = url;
        this.folder = folder;
        this.version = version;
        changelog("before.sql", BEFORE);
        changelog("after.sql", AFTER);
        changelog("unfit.sql", UNFIT);
    }

    static Shop sqlite(Path folder, String version) {
        return new Shop("jdbc:sqlite:" + folder.resolve("shop.db"), folder, version);
    }

    void changelog(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes one row of the seeds and adds two of the user's own. */
    Shop fill() throws SQLException {
        execute("UPDATE person SET name = 'mine' WHERE id = 1");
        execute("INSERT INTO person VALUES (2, 'mine too')");
        execute("INSERT INTO note VALUES (1, 'remember')");
        return this;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    List<String> query(String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    values.add(rows.getString(column));
                }
                lines.add(String.join(" | ", values));
            }
        }
        return lines;
    }

    List<String> persons() throws SQLException {
        return query("SELECT id, name FROM person ORDER BY id");
    }

    List<String> history() throws SQLException {
        return query("SELECT id FROM DATABASECHANGELOG ORDER BY orderexecuted");
    }

    Path dumps() {
        return folder.resolve("dumps");
    }

    /** One process for all verbs, which is to end well. */
    String liquibase(String... verbs) throws IOException, InterruptedException {
        Run run = run(List.of(), verbs);
        if (run.status() != 0) {
            throw new AssertionError(String.join(", ", verbs) + " ended with " + run.status() + ": " + run.output());
        }
        return run.output();
    }

    /** @param options of the JVM, which come after the usual ones */
    Run run(List<String> options, String... verbs) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dliquibase.analytics.enabled=false",
                "-Dliquibase.dbrestore.dir=" + dumps()));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(version), LiquibaseChild.class.getName(), url, folder.toString()));
        command.addAll(List.of(verbs));
        return run(command);
    }

    /** One command of Liquibase's own program. */
    Run program(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(version),
                "liquibase.integration.commandline.LiquibaseCommandLine",
                "--url=" + url,
                "--search-path=" + folder,
                "--analytics-enabled=false",
                "--dbrestore-dir=" + dumps()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private Run run(List<String> command) throws IOException, InterruptedException {
        File log = folder.resolve("output.log").toFile();
        int status = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start()
                .waitFor();
        return new Run(status, Files.readString(log.toPath()));
    }

    /** That of the tests, with this version of Liquibase and no other. */
    static String classPath(String version) throws IOException {
        Path versions = Path.of(System.getProperty("basedir", "."), "target", "liquibase");
        String tests = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Stream<String> others =
                Arrays.stream(tests.split(File.pathSeparator)).filter(entry -> !entry.contains("liquibase-core"));
        return Stream.concat(
                        others, Stream.concat(jars(versions.resolve(version)), jars(versions.resolve("libraries"))))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Stream<String> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.toAbsolutePath().toString()).toList().stream();
        }
    }
}
