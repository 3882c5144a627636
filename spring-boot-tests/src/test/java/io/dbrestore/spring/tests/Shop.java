package io.dbrestore.spring.tests;

import java.io.File;
import java.io.IOException;
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
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/** An application with Spring Boot and one migration tool, as a user would write it, and its database. */
final class Shop {

    /** What the application migrates with. */
    enum Tool {
        FLYWAY,
        LIQUIBASE
    }

    /** How a start ended, and all that it wrote. */
    record Outcome(int exitCode, String output) {}

    private static final String FLYWAY_APPLICATION = """
            package shop;

            import org.flywaydb.core.api.callback.BaseCallback;
            import org.flywaydb.core.api.callback.Callback;
            import org.flywaydb.core.api.callback.Context;
            import org.flywaydb.core.api.callback.Event;
            import org.springframework.boot.SpringApplication;
            import org.springframework.boot.autoconfigure.SpringBootApplication;
            import %s.FlywayMigrationStrategy;
            import org.springframework.context.annotation.Bean;
            import org.springframework.context.annotation.Profile;

            @SpringBootApplication
            public class ShopApplication {

                public static void main(String[] arguments) {
                    SpringApplication.run(ShopApplication.class, arguments).close();
                }

                @Bean
                @Profile("reset")
                FlywayMigrationStrategy cleanFirst() {
                    return flyway -> {
                        flyway.clean();
                        flyway.migrate();
                    };
                }

                @Bean
                Callback audit() {
                    return new BaseCallback() {
                        @Override
                        public void handle(Event event, Context context) {
                            System.out.println("the application's own callback: " + event.getId());
                        }
                    };
                }
            }
            """;

    private static final String LIQUIBASE_APPLICATION = """
            package shop;

            import org.springframework.boot.SpringApplication;
            import org.springframework.boot.autoconfigure.SpringBootApplication;

            @SpringBootApplication
            public class ShopApplication {

                public static void main(String[] arguments) {
                    SpringApplication.run(ShopApplication.class, arguments).close();
                }
            }
            """;

    private static final String SCHEMA = """
            CREATE TABLE customer (id INTEGER PRIMARY KEY, name VARCHAR(50), mail VARCHAR(50) %s);
            CREATE TABLE log (id INTEGER PRIMARY KEY, line VARCHAR(50));
            INSERT INTO customer VALUES (1, 'seeded', 'seed@example.org'), (9, 'new seed', 'new@example.org');
            """;

    private final String version;
    private final Tool tool;
    private final Path folder;
    private final String url;

    /**
     * Made from another schema before, and filled.
     *
     * @param version of Spring Boot, as far as the first dot and number
     */
    Shop(String version, Tool tool, String url, Path folder) throws IOException, SQLException {
        this.version = version;
        this.tool = tool;
        this.folder = folder;
        this.url = url;
        execute(
                "CREATE TABLE customer (id INTEGER PRIMARY KEY, name VARCHAR(50))",
                "CREATE TABLE log (id INTEGER PRIMARY KEY, line VARCHAR(50))",
                "INSERT INTO customer VALUES (1, 'mine'), (3, 'mine too')",
                "INSERT INTO log VALUES (1, 'remember')");
        compile();
        schema("");
    }

    static Shop sqlite(String version, Tool tool, Path folder) throws IOException, SQLException {
        return new Shop(version, tool, "jdbc:sqlite:" + folder.resolve("shop.db"), folder);
    }

    /** What the migrations make, with this behind the new column. */
    void schema(String constraint) throws IOException {
        switch (tool) {
            case FLYWAY -> file("db/migration/V1__shop.sql", SCHEMA.formatted(constraint));
            case LIQUIBASE ->
                file(
                        "db/changelog.sql",
                        "--liquibase formatted sql\n--changeset me:shop\n" + SCHEMA.formatted(constraint));
        }
    }

    /** Starts and ends. */
    Outcome start(List<String> properties, String... profiles) throws IOException, InterruptedException {
        return start(Map.of(), properties, profiles);
    }

    Outcome start(Map<String, String> variables, List<String> properties, String... profiles)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(
                "spring.main.banner-mode=off",
                "spring.profiles.active=" + String.join(",", profiles),
                "spring.datasource.url=" + url,
                "spring.flyway.clean-disabled=false",
                "spring.liquibase.change-log=classpath:db/changelog.sql",
                "spring.liquibase.drop-first=" + List.of(profiles).contains("reset")));
        all.addAll(properties);
        file("application.properties", String.join("\n", all));
        Path log = folder.resolve("output.log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.home=" + folder.resolve("home"),
                        "-cp",
                        classes() + File.pathSeparator + classPath(),
                        "shop.ShopApplication")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("DBRESTORE_")
                        || name.startsWith("DB_RESTORE_")
                        || name.startsWith("SPRING_")
                        || name.equals("XDG_CONFIG_HOME"));
        builder.environment().putAll(variables);
        int exitCode = builder.start().waitFor();
        return new Outcome(exitCode, Files.readString(log));
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
                for (int column = 1; column <= columns; column++) {
                    values.add(rows.getString(column));
                }
                lines.add(String.join(" | ", values));
            }
        }
        return lines;
    }

    List<String> customers() throws SQLException {
        return query("SELECT id, name FROM customer ORDER BY id");
    }

    private Path classes() {
        return folder.resolve("classes");
    }

    private void file(String name, String text) throws IOException {
        Path file = classes().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void compile() throws IOException {
        file("shop/ShopApplication.java", source());
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-parameters",
                        "-cp",
                        classPath(),
                        classes().resolve("shop/ShopApplication.java").toString());
        if (result != 0) {
            throw new AssertionError("the application does not compile; see above");
        }
    }

    private String source() {
        return switch (tool) {
            case FLYWAY ->
                FLYWAY_APPLICATION.formatted(
                        version.startsWith("3")
                                ? "org.springframework.boot.autoconfigure.flyway"
                                : "org.springframework.boot.flyway.autoconfigure");
            case LIQUIBASE -> LIQUIBASE_APPLICATION;
        };
    }

    /** What Maven has found for this version of Spring Boot, without the other tool. */
    private String classPath() throws IOException {
        String other = switch (tool) {
            case FLYWAY -> "liquibase";
            case LIQUIBASE -> "flyway";
        };
        String all = Files.readString(Path.of("boot-" + version, "target", "class-path.txt"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry ->
                        !Path.of(entry).toString().replace('\\', '/').matches(".*/[^/]*" + other + "[^/]*\\.jar")
                                && !entry.contains("hook-" + other))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
