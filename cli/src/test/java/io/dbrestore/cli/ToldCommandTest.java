package io.dbrestore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.cli.TestProgram.Result;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.engine.reset.ResetGuard;
import io.dbrestore.testserver.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that the hooks of migration tools tell, where rows of a schema wait for tables. */
@Tag("slow")
class ToldCommandTest {

    private static final String AUDIT = "CREATE TABLE audit.entry (id int PRIMARY KEY, what text)";

    private final List<String> told = new ArrayList<>();

    @TempDir
    private Path root;

    @Test
    void itRestoresTheRowsAndEndsTheWaiting() throws Exception {
        Files.createDirectories(root.resolve("work"));
        String url = PostgresServer.shared().newDatabase();
        execute(url, "CREATE TABLE users AS SELECT 1 AS id; CREATE SCHEMA audit; " + AUDIT);
        execute(url, "INSERT INTO audit.entry VALUES (1, 'mine')");
        guarded(url, guard -> {
            guard.beforeReset(DumpOptions.DEFAULT);
            execute(url, "DROP TABLE users; DROP TABLE audit.entry");
            guard.afterReset();
        });
        migrate(url, "CREATE TABLE users (id int)");
        assertThat(told).singleElement().asString().contains("1 row of schema audit");
        String command = told.get(0).replaceFirst("(?s).*: db-restore ", "");

        execute(url, AUDIT + "; INSERT INTO users VALUES (2)");
        Result restore = new TestProgram(root).run(words(command));

        assertThat(restore.exitCode()).as(restore.errors()).isZero();
        assertThat(query(url, "SELECT what FROM audit.entry")).containsExactly("mine");
        assertThat(query(url, "SELECT id FROM users ORDER BY id")).containsExactly("1", "2");
        told.clear();
        execute(url, "DELETE FROM users WHERE id = 1");
        migrate(url, "DROP TABLE IF EXISTS nothing");
        migrate(url, "DELETE FROM audit.entry");
        assertThat(told).isEmpty();
        assertThat(query(url, "SELECT what FROM audit.entry")).isEmpty();
        assertThat(query(url, "SELECT id FROM users")).containsExactly("2");
    }

    /** As a shell takes it apart. */
    private static String[] words(String command) {
        return Arrays.stream(command.split(" "))
                .map(word -> word.replaceAll("^'|'$", ""))
                .toArray(String[]::new);
    }

    /** What a tool does in one of its commands. */
    @FunctionalInterface
    private interface Command {
        void run(ResetGuard guard) throws SQLException;
    }

    private void migrate(String url, String migration) throws SQLException {
        guarded(url, guard -> {
            guard.beforeMigrate();
            execute(url, migration);
            guard.afterMigrate(RestoreOptions.DEFAULT);
        });
    }

    private void guarded(String url, Command command) throws SQLException {
        try (Extensions extensions = Extensions.onClasspath();
                Database database = Database.connect(url, root, new Properties(), extensions)) {
            command.run(new ResetGuard(database, extensions, root.resolve("resets"), told::add));
        }
    }

    private static void execute(String url, String script) throws SQLException {
        try (Connection connection = PostgresServer.connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute(script);
        }
    }

    private static List<String> query(String url, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = PostgresServer.connect(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
