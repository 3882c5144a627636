package io.dbrestore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
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

    private final List<String> warnings = new ArrayList<>();

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
        passwordFile("home/.pgpass", """
                # comment
                localhost:5433:*:*:another port
                localhost:*:shop:you:another user
                \\*:5432:shop:me:a star is no wildcard here
                *:5432:shop:me:with\\:colon\\\\ and : more
                \\:\\:1:5432:shop:me:of an address
                /srv/pg:5432:shop:me:of a socket
                elsewhere:5432:x:ada:of ada
                *:*:*:*:last
                """);
        TestProgram program = new TestProgram(root);

        assertThat(find(program, POSTGRES, false, false)).contains("with:colon\\ and : more");
        assertThat(find(program, "postgres:///shop?user=me", false, false)).contains("with:colon\\ and : more");
        assertThat(find(program, "postgres://elsewhere/x", false, false)).contains("last");
        assertThat(find(program, "jdbc:postgresql://elsewhere/x?user=ada", false, false))
                .contains("of ada");
        assertThat(find(program.with("PGHOST", "elsewhere").with("PGUSER", "ada"), "postgres:///x", false, false))
                .contains("of ada");
    }

    @Test
    void thePasswordFileKnowsAddressesAndSockets() throws IOException {
        passwordFile("home/.pgpass", """
                \\:\\:1:5432:shop:me:of an address
                /srv/pg:5432:shop:me:of a socket
                localhost:5432:shop:me:of the usual socket
                """);
        TestProgram program = new TestProgram(root);

        assertThat(find(program, "postgres://me@[::1]/shop", false, false)).contains("of an address");
        assertThat(find(program, "postgres://me@%2Fsrv%2Fpg/shop", false, false))
                .contains("of a socket");
        assertThat(find(program, "postgres://me@/shop?host=/var/run/postgresql", false, false))
                .contains("of the usual socket");
        assertThat(find(program, "postgres://me@%2Fsrv%2Fother/shop", false, false))
                .isEmpty();
    }

    @Test
    void anotherPasswordFileAndOnesWithOddBytesAreRead() throws IOException {
        passwordFile("work/mine", "");
        Files.write(root.resolve("work/mine"), "# \u00e9\n*:*:*:*:pass".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(find(new TestProgram(root).with("PGPASSFILE", "mine"), POSTGRES, false, false))
                .contains("pass");
    }

    @Test
    void aPasswordFileThatOthersMayReadIsNotUsed() throws IOException {
        passwordFile("home/.pgpass", "*:*:*:*:s3cret\n");
        Files.setPosixFilePermissions(root.resolve("home/.pgpass"), PosixFilePermissions.fromString("rw-r-----"));

        assertThat(find(new TestProgram(root), POSTGRES, false, false)).contains("");
        assertThat(warnings)
                .containsExactly(
                        "The passwords in ~/.pgpass are not used, since others may read them. Run: chmod 600 ~/.pgpass");
        assertThat(find(new TestProgram(root).answering("typed"), POSTGRES, false, true))
                .contains("typed");
    }

    private void passwordFile(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(path, text);
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

    private Optional<String> find(TestProgram program, String url, boolean fromInput, boolean ask) {
        Surroundings surroundings = program.surroundings(System.out, System.err);
        return new Passwords(surroundings, new Questions(surroundings.terminal(), false), warnings::add)
                .find(url, fromInput, ask);
    }
}
