package io.dbrestore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own: which classes a command loads, and that it ends with its exit code. */
class StartUpTest {

    @TempDir
    private Path root;

    @Test
    void theVersionAndTheHelpAreAnsweredWithoutAParser() throws Exception {
        assertThat(run("--version").output()).contains("db-restore ").doesNotContain(" picocli.");
        assertThat(run("--help").output()).contains("Usage: db-restore").doesNotContain(" picocli.");
        assertThat(run("dump", "--help").output()).contains("--on-existing").doesNotContain(" picocli.");
    }

    @Test
    void listingProfilesLoadsNeitherPluginsNorDatabases() throws Exception {
        Ended listed = run("profiles");

        assertThat(listed.exitCode()).isZero();
        assertThat(listed.output())
                .contains(" picocli.CommandLine ")
                .doesNotContain(" org.pf4j.", " org.jdbi.", " org.sqlite.");
    }

    @Test
    @Tag("case-92")
    void theExitCodeIsTheProcesss() throws Exception {
        assertThat(run("dump", "nobody").exitCode()).isEqualTo(2);
        assertThat(run("dump", "--url", "sqlite:none.db").exitCode()).isEqualTo(3);
    }

    /** What a process printed, with a line for each class that it loaded. */
    private record Ended(int exitCode, String output) {}

    private Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:off",
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                "io.dbrestore.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("DB_RESTORE") || name.startsWith("DATABASE"));
        builder.environment().put("HOME", root.toString());
        builder.environment().remove("XDG_CONFIG_HOME");
        Process process = builder.start();
        process.getOutputStream().close();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), text);
        }
    }
}
