package io.dbrestore.hook.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.testserver.MySqlServer;
import io.dbrestore.testserver.PostgresServer;
import java.io.File;
import java.io.IOException;
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
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;

/** A database, and the programs that use it through Hibernate. */
final class Shop {

    /** What it keeps its data in. */
    enum Kind {
        SQLITE("org.hibernate.community.dialect.SQLiteDialect"),
        POSTGRESQL("org.hibernate.dialect.PostgreSQLDialect"),
        MARIADB("org.hibernate.dialect.MariaDBDialect");

        private final String dialect;

        Kind(String dialect) {
            this.dialect = dialect;
        }
    }

    /** What belongs to Hibernate on the class path, and is there in another version for another Hibernate. */
    private static final Pattern HIBERNATE =
            Pattern.compile(".*(hibernate-c|hibernate-m|jakarta\\.|jboss-logging|antlr4"
                    + "|byte-buddy|jaxb-|txw2|angus|istack|classmate|jandex)[^/]*\\.jar");

    private final Path folder;
    private final Kind kind;
    private final String url;

    Shop(Kind kind, Path folder) throws SQLException {
        this.folder = folder;
        this.kind = kind;
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

    /** How many dumps there are. */
    long numberOfDumps() throws IOException {
        if (!Files.exists(dumps())) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(dumps())) {
            return files.filter(file -> file.endsWith("_metadata.json")).count();
        }
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The rows of a query, their values with a bar between; names in double quotes are quoted as the database does. */
    List<String> query(String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(kind == Kind.MARIADB ? sql.replace('"', '`') : sql)) {
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

    /** All rows of {@link Before#fill}, {@link After#add} and the scripts, in the tables of {@link After}. */
    void holdsEverything() throws SQLException {
        String customer = kind == Kind.POSTGRESQL ? "x.customer_id" : "x.Customer_id";
        assertThat(query("SELECT name, mail, grade FROM customer ORDER BY name"))
                .containsExactly("Ann | null | 1", "Ben | null | 1", "Cid | null | 2");
        assertThat(query("SELECT id, label FROM tag ORDER BY id"))
                .containsExactly("1 | seeded", "5 | mine", "9 | new seed");
        assertThat(query("SELECT c.name, t.label FROM customer c JOIN customer_tag x ON " + customer
                        + " = c.id JOIN tag t ON t.id = x.tags_id ORDER BY 1"))
                .containsExactly("Ann | mine", "Ben | mine");
        assertThat(query("SELECT p.id, c.name, p.what FROM \"Purchase *of* the dáy's. end\" p"
                        + " JOIN customer c ON c.id = p.customer_id ORDER BY p.id"))
                .containsExactly("1 | Ann | a hat for Ann", "2 | Ben | a hat for Ben", "3 | Cid | a hat for Cid");
        assertThat(query("SELECT a.name FROM animal a JOIN dog d ON d.id = a.id ORDER BY 1"))
                .containsExactly("Bello", "Rex");
        assertThat(query("SELECT count(*) FROM note")).containsExactly("0");
    }

    /** Runs {@link HibernateProcess} here. */
    void hibernate(String entities, String action, String... arguments) {
        HibernateProcess.main(arguments(entities, action, arguments).toArray(new String[0]));
    }

    /** Hibernate itself, started here. */
    SessionFactory start(String entities, String action, String... arguments) {
        return HibernateProcess.start(arguments(entities, action, arguments).toArray(new String[0]));
    }

    private List<String> arguments(String entities, String action, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                entities,
                "hibernate.connection.url=" + url,
                "hibernate.dialect=" + kind.dialect,
                "jakarta.persistence.sql-load-script-source=" + (entities.equals("before") ? "before" : "after")
                        + ".sql",
                "dbrestore.dir=" + dumps()));
        if (!action.isEmpty()) {
            arguments.add("hibernate.hbm2ddl.auto=" + action);
        }
        arguments.addAll(List.of(more));
        return arguments;
    }

    /** Runs {@link HibernateProcess} in a process of its own, which has to end well; what it has printed. */
    String process(String version, String entities, String action, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(version),
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-Duser.home=" + folder,
                HibernateProcess.class.getName()));
        command.addAll(arguments(entities, action, arguments));
        Path log = folder.resolve("hibernate.log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int exitCode = process.waitFor();
        String output = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(exitCode).as(output).isZero();
        assertThat(output).contains("Hibernate ORM core version " + version);
        return output;
    }

    private static String classPath(String version) {
        Stream<String> entries =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1));
        return Stream.concat(
                        entries.filter(entry -> !HIBERNATE.matcher(entry).matches()),
                        Stream.of(Path.of("target", "hibernate", version).toAbsolutePath() + "/*"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
