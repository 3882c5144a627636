package io.dbrestore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.cli.TestProgram.Result;
import io.dbrestore.testserver.MySqlServer;
import io.dbrestore.testserver.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code reset --with} the real tools on PostgreSQL and MariaDB. */
@Tag("slow")
class ToolsOnServersTest {

    private static final String BEFORE = "CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(50))";
    private static final String AFTER =
            "CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(50), role VARCHAR(50) DEFAULT 'member');";

    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource({"flyway, postgres", "flyway, mariadb", "liquibase, postgres", "liquibase, mariadb"})
    void rowsComeBack(String tool, String kind) throws Exception {
        String url = newDatabase(kind);
        execute(url, BEFORE, "INSERT INTO users VALUES (1, 'ada')");
        write("application.properties", "spring.datasource.url=" + url + "\n");
        write("src/main/resources/db/migration/V1__users.sql", AFTER);
        write("changelog.sql", "--liquibase formatted sql\n--changeset me:1\n" + AFTER);

        Result result = new TestProgram(root)
                .run(
                        "reset",
                        "--yes",
                        "--with",
                        tool,
                        tool.equals("flyway") ? "--option=table=history" : "--option=changelogFile=changelog.sql");

        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(query(url, "SELECT concat(id, name, role) FROM users")).containsExactly("1adamember");
    }

    @ParameterizedTest
    @CsvSource({"flyway, schemas", "liquibase, schemas", "liquibase, defaultSchemaName"})
    void onlyTheDatabaseThatWasDumpedIsReset(String tool, String option) throws Exception {
        String url = newDatabase("mariadb");
        String other = MySqlServer.nameOf(newDatabase("mariadb"));
        execute(url, "CREATE TABLE " + other + ".kept (id INTEGER)", "INSERT INTO " + other + ".kept VALUES (1)");
        write("src/main/resources/db/migration/V1__users.sql", AFTER);
        write("changelog.sql", "--liquibase formatted sql\n--changeset me:1\n" + AFTER);

        Result result = new TestProgram(root)
                .run(
                        "reset",
                        "--yes",
                        "--url",
                        url,
                        "--with",
                        tool,
                        "--option",
                        option + "=" + other,
                        "--option",
                        tool.equals("flyway") ? "table=history" : "changelogFile=changelog.sql");

        assertThat(result.exitCode()).as(result.errors()).isEqualTo(8);
        assertThat(result.errors()).contains(other, "reset them one by one");
        assertThat(query(url, "SELECT id FROM " + other + ".kept")).containsExactly("1");
    }

    @Test
    void aDatabaseIsTheSameHoweverItIsSpelled() throws Exception {
        String url = newDatabase("postgres");
        execute(url, BEFORE, "INSERT INTO users VALUES (1, 'ada')");
        write("flyway.conf", "flyway.url=" + url.replace("localhost", "127.0.0.1"));
        write("src/main/resources/db/migration/V1__users.sql", AFTER);
        String spelled = url.replaceFirst("^jdbc:", "").replace("127.0.0.1", "localhost");

        Result same = new TestProgram(root).run("reset", "--yes", "--url", spelled, "--with", "flyway");
        assertThat(same.exitCode()).as(same.errors()).isZero();

        Result other =
                new TestProgram(root).run("reset", "--yes", "--url", newDatabase("postgres"), "--with", "flyway");
        assertThat(other.exitCode()).as(other.errors()).isEqualTo(2);
        assertThat(other.errors()).contains("these are two databases");
    }

    private static String newDatabase(String kind) throws SQLException {
        return kind.equals("postgres")
                ? PostgresServer.shared().newDatabase()
                : MySqlServer.shared().newDatabase();
    }

    private static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> query(String url, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve("work").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
