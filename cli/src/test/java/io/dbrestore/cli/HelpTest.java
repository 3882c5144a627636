package io.dbrestore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * The help that lies in the jar, against what picocli would say. After a change of commands or options, run this with
 * {@code -Dhelp.write=true} to write it anew.
 */
class HelpTest {

    @TempDir
    private Path root;

    @Test
    void theHelpInTheJarIsWhatPicocliWouldPrint() throws IOException {
        CommandLine program = CommandLineMain.commandLine(new TestProgram(root).surroundings(System.out, System.err));

        check(HelpText.ofProgram(), program);
        for (var command : program.getSubcommands().entrySet()) {
            check(HelpText.of(command.getKey()), command.getValue());
        }
    }

    @Test
    void everyCommandHasItsHelpInTheJar() {
        CommandLine program = CommandLineMain.commandLine(new TestProgram(root).surroundings(System.out, System.err));

        assertThat(HelpText.COMMANDS)
                .containsExactlyInAnyOrderElementsOf(program.getSubcommands().keySet());
    }

    @Test
    void onlyBareRequestsForHelpAreAnsweredBeforehand() {
        assertThat(HelpText.resource("--help")).isEqualTo("help/db-restore.txt");
        assertThat(HelpText.resource("dump", "-h")).isEqualTo("help/dump.txt");
        assertThat(HelpText.resource("dump", "--json")).isNull();
        assertThat(HelpText.resource("nonsense", "--help")).isNull();
    }

    private static void check(String resource, CommandLine command) throws IOException {
        String expected = command.getUsageMessage(Ansi.OFF).replace(System.lineSeparator(), "\n");
        if (Boolean.getBoolean("help.write")) {
            Files.writeString(Path.of("src/main/resources/io/dbrestore/cli").resolve(resource), expected);
            return;
        }
        try (InputStream stored = HelpText.class.getResourceAsStream(resource)) {
            assertThat(stored).as(resource).isNotNull();
            assertThat(new String(stored.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(expected);
        }
    }
}
