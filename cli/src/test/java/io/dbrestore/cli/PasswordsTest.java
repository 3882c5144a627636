package io.dbrestore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("case-87")
class PasswordsTest {

    private static final String POSTGRES = "postgres://me@localhost:5432/shop";
    private static final String MYSQL = "mysql://me@localhost/shop";

    @TempDir
    private Path root;

    @Test
    void standardInputWinsOverEverything() {
        TestProgram program =
                new TestProgram(root).with("DB_RESTORE_PASSWORD", "other").typing("s3cret é\nrest\n");

        assertThat(find(program, POSTGRES, true, true)).contains("s3cret é");
    }

    @Test
    void anEmptyStandardInputIsAnError() {
        assertThatThrownBy(() -> find(new TestProgram(root), POSTGRES, true, false))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void theUrlsOwnPasswordIsLeftToTheUrl() {
        TestProgram program = new TestProgram(root).with("DB_RESTORE_PASSWORD", "other");

        assertThat(find(program, "postgres://me:mine@localhost/shop", false, true))
                .isEmpty();
    }

    @Test
    void ourOwnVariableWinsOverTheDatabases() {
        TestProgram program = new TestProgram(root)
                .with("DB_RESTORE_PASSWORD", "ours")
                .with("PGPASSWORD", "theirs")
                .with("MYSQL_PWD", "theirs");

        assertThat(find(program, POSTGRES, false, false)).contains("ours");
        assertThat(find(program, MYSQL, false, false)).contains("ours");
    }

    @Test
    void eachDatabaseHasItsOwnVariable() {
        TestProgram program =
                new TestProgram(root).with("PGPASSWORD", "elephant").with("MYSQL_PWD", "dolphin");

        assertThat(find(program, POSTGRES, false, false)).contains("elephant");
        assertThat(find(program, MYSQL, false, false)).contains("dolphin");
        assertThat(find(program, "sqlite:dev.db", false, false)).isEmpty();
    }

    @Test
    void thePasswordFileIsReadAsLibpqReadsIt() throws IOException {
        Files.createDirectories(root.resolve("home"));
        Files.writeString(root.resolve("home/.pgpass"), """
                # comment
                localhost:5433:*:*:another port
                localhost:*:shop:you:another user
                *:5432:shop:me:with\\:colon\\\\
                *:*:*:*:last
                """);
        TestProgram program = new TestProgram(root);

        assertThat(find(program, POSTGRES, false, false)).contains("with:colon\\");
        assertThat(find(program, "postgres://elsewhere/x", false, false)).contains("last");
    }

    @Test
    void whoeverSitsAtTheTerminalIsAskedAtLastAndUnseen() {
        TestProgram program = new TestProgram(root).answering("typed");

        assertThat(find(program, POSTGRES, false, true)).contains("typed");
        assertThat(program.terminal().secretQuestions()).hasSize(1);
    }

    @Test
    void withoutATerminalNobodyWaitsForAPassword() {
        assertThat(find(new TestProgram(root), POSTGRES, false, true)).isEmpty();
    }

    private static Optional<String> find(TestProgram program, String url, boolean fromInput, boolean ask) {
        Surroundings surroundings = program.surroundings(System.out, System.err);
        return new Passwords(surroundings, new Questions(surroundings.terminal(), false)).find(url, fromInput, ask);
    }
}
