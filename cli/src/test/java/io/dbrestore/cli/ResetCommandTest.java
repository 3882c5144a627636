package io.dbrestore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.cli.TestProgram.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code reset} around commands that are processes of their own. */
class ResetCommandTest {

    /** The schema as it is after the reset: without nickname, with role, and with a seeded row that is new and one that is not. */
    private static final String NEW_SCHEMA = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, role TEXT NOT NULL"
            + " DEFAULT 'member'); INSERT INTO users VALUES (1, 'seed', 'admin'), (9, 'seeded', 'staff');";

    private static final List<String> CARRIED_OVER = List.of("1 ada admin", "2 grace member", "9 seeded staff");

    @TempDir
    private Path root;

    private SqliteFile database = new SqliteFile(Path.of(""));

    @BeforeEach
    void makeTheDatabase() {
        database = SqliteFile.create(root.resolve("work/data/dev.db"), """
                CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, nickname TEXT);
                INSERT INTO users VALUES (1, 'ada', 'a'), (2, 'grace', NULL);
                """);
        assertThat(program().run("setup", "shop", "--path", "data/dev.db").exitCode())
                .isZero();
    }

    @Test
    void rowsComeBackIntoTheSchemaThatTheCommandMade() {
        Result result = reset("sql:DROP TABLE users;" + NEW_SCHEMA);

        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(users()).isEqualTo(CARRIED_OVER);
        assertThat(result.output())
                .contains("Dump saved to ~/.config/db-restore/dumps/shop (1 file)")
                .endsWith("Restore complete (2 rows across 1 table)\n");
        assertThat(result.errors()).contains("warning: Column users.nickname is gone");
    }

    @Test
    void rowsComeBackIntoAFileThatTheCommandDeletedAndMadeAgain() {
        Result result = reset("delete:" + database.path(), "sql:" + NEW_SCHEMA);

        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(users()).isEqualTo(CARRIED_OVER);
    }

    @Test
    void theCommandHasTheFolderTheEnvironmentAndTheStreams() {
        TestProgram program = program().with("SHOP", "open");

        Result result = program.run(command(
                List.of("reset", "shop", "--yes"), "folder", "environment:SHOP", "complain:oh", "--yes", "--help"));

        assertThat(program.childOutput()).isEqualTo(program.workingDirectory() + "\nSHOP=open\n");
        assertThat(program.childErrors()).startsWith("oh\n").contains("IllegalArgumentException: --yes");
        assertThat(result.exitCode()).isEqualTo(8);
    }

    @Test
    @Tag("case-90")
    void nothingIsRestoredAfterAFailingCommandAndTheWayBackIsPrinted() {
        Result result = reset("sql:DROP TABLE users;" + NEW_SCHEMA, "exit:3");

        assertThat(result.exitCode()).isEqualTo(8);
        assertThat(result.errors())
                .contains(" ended with exit code 3. Nothing was restored. The dump is unharmed in"
                        + " ~/.config/db-restore/dumps/shop\nhint: To put the rows back: db-restore restore shop\n");
        assertThat(users()).containsExactly("1 seed admin", "9 seeded staff");
        assertThat(program().run("restore", "shop").exitCode()).isZero();
        assertThat(users()).isEqualTo(CARRIED_OVER);
    }

    @Test
    void aFailingCommandsRowsComeBackIfThatIsAskedFor() {
        Result result = program()
                .run(command(
                        List.of("reset", "shop", "--yes", "--restore-on-failure"),
                        "sql:DROP TABLE users;" + NEW_SCHEMA,
                        "exit:3"));

        assertThat(result.exitCode()).isEqualTo(8);
        assertThat(result.errors())
                .contains(" ended with exit code 3. The rows of the dump were restored all the same");
        assertThat(users()).isEqualTo(CARRIED_OVER);
    }

    @Test
    void aCommandThatIsKilledHasFailed() {
        Result result = reset("sql:DROP TABLE users", "kill");

        assertThat(result.exitCode()).isEqualTo(8);
        assertThat(result.errors())
                .contains("ended with exit code 137, which is what signal 9 leaves", "db-restore restore shop");
    }

    @Test
    void aCommandThatIsNotThereHasChangedNothing() {
        Result result = program().run("reset", "shop", "--yes", "--", "no such command", "-x");

        assertThat(result.exitCode()).isEqualTo(8);
        assertThat(result.errors())
                .contains("error: cannot run \"no such command ...\"", "The database is as it was", "sh -c");
    }

    @Test
    @Tag("case-90")
    void theCommandNeverRunsIfTheDumpFails() throws IOException {
        Files.createDirectories(root.resolve("work/full"));
        Files.writeString(root.resolve("work/full/something"), "else");

        Result result = program()
                .run(command(
                        List.of("reset", "shop", "--yes", "--out", "full"), "sql:DROP TABLE users;", "print:it ran"));

        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(database.tables()).containsExactly("users");
        assertThat(program().childOutput()).isEmpty();
    }

    @Test
    @Tag("case-90")
    void aRestoreThatFailsSaysHowToGoOn() {
        Result result = program()
                .run(
                        command(
                                List.of("reset", "shop", "--yes", "--out", "my rows", "--keyless", "merge"),
                                "sql:DROP TABLE users; CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, role TEXT NOT NULL)"));

        Path dump = root.resolve("work/my rows");
        assertThat(result.exitCode()).as("drift").isEqualTo(4);
        assertThat(result.errors())
                .contains("users.role", "The dump is in " + dump)
                .endsWith("\nTo put the rows back: db-restore restore shop --in '" + dump + "' --keyless merge\n");
        assertThat(database.query("SELECT count(*) FROM users")).containsExactly("0");
        database.execute("ALTER TABLE users RENAME COLUMN role TO nickname;");
        database.execute("DROP TABLE users;\nCREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);");
        assertThat(program()
                        .run("restore", "shop", "--in", dump.toString(), "--keyless", "merge")
                        .exitCode())
                .isZero();
        assertThat(database.query("SELECT name FROM users")).containsExactly("ada", "grace");
    }

    @Test
    void aDatabaseThatTheCommandDidNotMakeAgainIsAFailureWithAWayBack() {
        Result result = reset("delete:" + database.path());

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.errors()).contains("The dump is in", "To put the rows back: db-restore restore shop");
        assertThat(database.path()).doesNotExist();
    }

    @Test
    void nothingHappensUnlessItIsConfirmed() {
        String[] command = command(List.of("reset", "shop"), "sql:DROP TABLE users;");

        Result unattended = program().run(command);
        Result declined = program().answering("no").run(command);

        assertThat(unattended.exitCode()).isEqualTo(7);
        assertThat(unattended.errors())
                .contains(database.path() + ": \"", " will run and may delete every row", "add --yes");
        assertThat(declined.exitCode()).isEqualTo(7);
        assertThat(program().configuration().resolve("dumps")).doesNotExist();
        assertThat(database.tables()).containsExactly("users");
        assertThat(program().answering("yes").run(command).exitCode()).isEqualTo(0);
        assertThat(database.tables()).isEmpty();
    }

    @Test
    void theHabitOfSkippingPromptsIsKept() {
        Result result = program()
                .with("SKIP_BACKUP_PROMPT", "true")
                .with("BACKUP_DIR", root.resolve("backups").toString())
                .run(command(List.of("reset", "shop"), "sql:DROP TABLE users;" + NEW_SCHEMA));

        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(root.resolve("backups/dumps/shop/_metadata.json")).exists();
        assertThat(users()).isEqualTo(CARRIED_OVER);
    }

    @Test
    void whatLooksLikeProductionIsNotResetByYesAlone() throws IOException {
        Files.move(database.path(), root.resolve("work/data/production.db"));

        Result result =
                program().run(command(List.of("reset", "--url", "sqlite:data/production.db", "--yes"), "print:it ran"));

        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.errors()).contains("--i-know-this-is-not-development");
        assertThat(program().childOutput()).isEmpty();
    }

    @Test
    void anOlderDumpIsArchived() {
        program().run("dump", "shop");

        Result result = reset("sql:DROP TABLE users;" + NEW_SCHEMA);

        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(result.output()).contains("The former dump is archived in ~/.config/db-restore/archives/shop/");
    }

    @Test
    void theOnlyCopyOfTheRowsIsNotDiscardedByTheNextReset() throws IOException {
        String[] failing = command(
                List.of("reset", "shop", "--yes", "--on-existing", "discard"), "sql:DELETE FROM users", "exit:1");
        program().run(failing);

        Result second = program().run(failing);

        assertThat(second.errors()).contains("is archived, not discarded: a reset has begun after it");
        Path archives = program().configuration().resolve("archives/shop");
        try (Stream<Path> archived = Files.list(archives)) {
            Path first = archived.findFirst().orElseThrow();
            assertThat(program()
                            .run("restore", "shop", "--in", first.toString())
                            .exitCode())
                    .isZero();
        }
        assertThat(database.query("SELECT name FROM users")).containsExactly("ada", "grace");
    }

    @Test
    void onceTheRowsAreRestoredTheirDumpMayBeDiscarded() {
        program().run(command(List.of("reset", "shop", "--yes"), "sql:DELETE FROM users", "exit:1"));
        program().run("restore", "shop");

        program().run("dump", "shop", "--on-existing", "discard");
        reset("sql:DELETE FROM users");
        program().run("dump", "shop", "--on-existing", "discard");

        assertThat(program().configuration().resolve("archives/shop").toFile().list())
                .as("that of the dump before the second reset, which was not told to discard it")
                .hasSize(1);
    }

    @Test
    void jsonIsAloneOnStandardOutput() {
        TestProgram program = program();

        Result result = program.run(command(
                List.of("reset", "shop", "--yes", "--json"), "print:hello", "sql:DROP TABLE users;" + NEW_SCHEMA));

        assertThat(result.output().lines()).hasSize(1);
        assertThat(result.output())
                .startsWith("{\"dump\":{\"tables\":[{\"table\":\"users\",\"rows\":2}]")
                .contains("},\"restore\":{\"tables\":[{\"table\":\"users\",\"rows\":2,");
        assertThat(result.errors()).contains("hello\n");
        assertThat(program.childOutput()).isEmpty();
    }

    @Test
    void whoeverAsksForNoCommandIsToldWhereItGoes() {
        for (String[] command : List.<String[]>of(
                new String[] {"reset", "shop", "--yes"}, new String[] {"reset", "shop", "--yes", "--"})) {
            Result result = program().run(command);

            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.errors()).contains("there is no command to run", "-- npx prisma migrate reset");
        }
        assertThat(program().run("dump", "--", "shop").exitCode()).isZero();
    }

    @Test
    void anInterruptionLosesNothing() throws Exception {
        TestProgram program = program();
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            door.setSoTimeout((int) TimeUnit.MINUTES.toMillis(1));
            CompletableFuture<Result> running = CompletableFuture.supplyAsync(() -> program.run(command(
                    List.of("reset", "shop", "--yes"),
                    "sql:DROP TABLE users;" + NEW_SCHEMA,
                    "meet:" + door.getLocalPort())));
            try (Socket visitor = door.accept()) {
                assertThat(visitor.isConnected()).isTrue();
                program.interruption().request(0, TimeUnit.SECONDS);
            }
            Result result = running.get(1, TimeUnit.MINUTES);

            assertThat(result.exitCode()).isEqualTo(130);
            assertThat(result.errors())
                    .contains("nothing was restored. The dump is unharmed in", "db-restore restore shop");
        }
        assertThat(users()).containsExactly("1 seed admin", "9 seeded staff");
        assertThat(program().run("restore", "shop").exitCode()).isZero();
        assertThat(users()).isEqualTo(CARRIED_OVER);
    }

    private Result reset(String... steps) {
        return program().run(command(List.of("reset", "shop", "--yes"), steps));
    }

    private String[] command(List<String> own, String... steps) {
        Stream<String> words = Stream.of(
                UserScript.words(Stream.concat(Stream.of("database:jdbc:sqlite:" + database.path()), Stream.of(steps))
                        .toArray(String[]::new)));
        return Stream.of(own.stream(), Stream.of("--"), words)
                .flatMap(each -> each)
                .toArray(String[]::new);
    }

    private List<String> users() {
        return database.query("SELECT id || ' ' || name || ' ' || role FROM users ORDER BY id");
    }

    private TestProgram program() {
        return new TestProgram(root);
    }
}
