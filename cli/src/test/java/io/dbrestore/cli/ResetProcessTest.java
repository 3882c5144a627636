package io.dbrestore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code reset} as a process of its own, whose command has its real streams and which somebody ends. */
class ResetProcessTest {

    @TempDir
    private Path root;

    private SqliteFile database = new SqliteFile(Path.of(""));

    @BeforeEach
    void makeTheDatabase() {
        database = SqliteFile.create(root.resolve("dev.db"), """
                CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
                INSERT INTO users VALUES (1, 'ada'), (2, 'grace');
                """);
    }

    @Test
    void theCommandHasWhatStandardInputHoldsBehindThePassword() throws Exception {
        Process process = start(List.of("--password-stdin"), "copy");
        try (var input = process.getOutputStream()) {
            input.write("s3cret\nfor the command\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(errors()).isZero();
        assertThat(output()).contains("\nfor the command\n").doesNotContain("s3cret");
        assertThat(output().indexOf("for the command")).isGreaterThan(output().indexOf("Dump saved to"));
    }

    @Test
    void theWayBackIsPrintedWhenSomebodyEndsTheProgram() throws Exception {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            door.setSoTimeout((int) TimeUnit.MINUTES.toMillis(1));
            Process process = start(List.of(), "sql:DELETE FROM users", "meet:" + door.getLocalPort());
            process.getOutputStream().close();
            try (Socket visitor = door.accept()) {
                assertThat(visitor.isConnected()).isTrue();
                process.destroy();
            }

            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(errors())
                .contains("nothing was restored. The dump is unharmed in", "To put the rows back: db-restore restore");
        assertThat(root.resolve(".db-restore/dumps/dev.db/users.json")).exists();
        assertThat(database.query("SELECT count(*) FROM users")).containsExactly("0");
    }

    @Test
    @Tag("slow")
    @Tag("case-86")
    void aDiskThatIsFullStopsTheResetAndNothingOfTheDumpIsLeft() throws Exception {
        database.execute("INSERT INTO users (name) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                + " WHERE i < 60000) SELECT hex(zeroblob(30)) FROM n;");
        // Room for the library of SQLite, which its driver unpacks.
        List<String> shell = List.of("sh", "-c", "ulimit -f 5000; exec \"$@\"", "sh");

        Process process = start(shell, List.of(), "print:the command has run", "sql:DELETE FROM users");
        process.getOutputStream().close();

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(errors()).isEqualTo(1);
        assertThat(errors())
                .contains("cannot write the dump to ", "File too large", "hint: see to it that there is room");
        assertThat(output()).doesNotContain("the command has run");
        assertThat(database.query("SELECT count(*) FROM users")).containsExactly("60002");
        try (Stream<Path> files = Files.walk(root.resolve(".db-restore"))) {
            assertThat(files.filter(Files::isRegularFile)).as("left").allMatch(file -> file.endsWith(".gitignore"));
        }
    }

    private Process start(List<String> options, String... steps) throws IOException {
        return start(List.of(), options, steps);
    }

    /** @param shell what starts it, if anything does but this process */
    private Process start(List<String> shell, List<String> options, String... steps) throws IOException {
        Stream<String> program = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.dbrestore.cli.Main",
                "reset",
                "--yes",
                "--url",
                "sqlite:dev.db");
        Stream<String> command = Stream.concat(
                Stream.of("--"),
                Stream.of(UserScript.words(
                        Stream.concat(Stream.of("database:jdbc:sqlite:" + database.path()), Stream.of(steps))
                                .toArray(String[]::new))));
        ProcessBuilder builder = new ProcessBuilder(Stream.of(shell.stream(), program, options.stream(), command)
                        .flatMap(words -> words)
                        .toList())
                .directory(root.toFile())
                .redirectOutput(root.resolve("output").toFile())
                .redirectError(root.resolve("errors").toFile());
        builder.environment()
                .keySet()
                .removeIf(name ->
                        name.startsWith("DB_RESTORE") || name.startsWith("DATABASE") || name.startsWith("BACKUP"));
        builder.environment().put("HOME", root.toString());
        builder.environment().remove("XDG_CONFIG_HOME");
        return builder.start();
    }

    private String output() throws IOException {
        return Files.readString(root.resolve("output"));
    }

    private String errors() throws IOException {
        return Files.readString(root.resolve("errors"));
    }
}
