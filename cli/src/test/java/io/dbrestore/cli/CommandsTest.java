package io.dbrestore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.cli.TestProgram.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command as it is typed, against a real database. */
class CommandsTest {

    @TempDir
    private Path root;

    private SqliteFile database = new SqliteFile(Path.of(""));

    @BeforeEach
    void makeTheDatabase() {
        database = SqliteFile.create(root.resolve("work/data/dev.db"), """
                CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
                INSERT INTO users VALUES (1, 'ada'), (2, 'grace');
                CREATE TABLE _prisma_migrations (id TEXT);
                INSERT INTO _prisma_migrations VALUES ('x');
                """);
    }

    @Test
    void aSessionLooksAsItIsDescribed() {
        Result setup = program().run("setup", "shop", "--path", "./data/dev.db");
        Result dump = program().run("dump", "shop");
        Result restore = program().run("restore", "shop");

        assertThat(setup.output()).isEqualTo(lines("", "Testing connection... Connected.", "Profile \"shop\" saved."));
        assertThat(dump.output())
                .isEqualTo(lines(
                        "┌───────┬──────┐",
                        "│ Table │ Rows │",
                        "├───────┼──────┤",
                        "│ users │    2 │",
                        "├───────┼──────┤",
                        "│ Total │    2 │",
                        "└───────┴──────┘",
                        "Dump saved to ~/.config/db-restore/dumps/shop (1 file)"));
        assertThat(restore.output()).endsWith(lines("Restore complete (2 rows across 1 table)"));
        assertThat(List.of(setup.exitCode(), dump.exitCode(), restore.exitCode()))
                .containsOnly(0);
    }

    @Test
    @Tag("case-84")
    void aProfileHoldsThePathAsItWasTypedAndMeansTheSameFileFromEverywhere() throws IOException {
        program().run("setup", "shop", "--path", "./data/dev.db");

        Path profile = program().configuration().resolve("profiles/shop.json");
        assertThat(Files.readString(profile))
                .isEqualTo(lines(
                        "{",
                        "  \"name\": \"shop\",",
                        "  \"provider\": \"sqlite\",",
                        "  \"path\": \"./data/dev.db\",",
                        "  \"base\": \"" + program().workingDirectory() + "\"",
                        "}"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(profile)))
                .isEqualTo("rw-------");
        assertThat(new TestProgram(root).from(root).run("dump", "shop").exitCode())
                .isZero();
    }

    @Test
    void aProfileOfAServerIsAskedForQuestionByQuestion() throws IOException {
        TestProgram program = program().answering("postgres", "", "1", "shop dev", "me", "s3cret");

        Result result = program.run("setup", "shop");

        assertThat(program.terminal().questions())
                .containsExactly(
                        "? Provider (postgres): ",
                        "? Host (localhost): ",
                        "? Port (5432): ",
                        "? Database: ",
                        "? User (" + System.getProperty("user.name") + "): ",
                        "? Password: ");
        assertThat(program.terminal().secretQuestions()).containsExactly("? Password: ");
        assertThat(result.exitCode()).as("no such server").isEqualTo(3);
        assertThat(result.output() + result.errors()).doesNotContain("s3cret");
        assertThat(program.configuration().resolve("profiles")).doesNotExist();
    }

    @Test
    void anExistingProfileIsReplacedOnlyIfSomebodySaysSo() throws IOException {
        program().run("setup", "shop", "--path", "data/dev.db");
        Path profile = program().configuration().resolve("profiles/shop.json");
        String before = Files.readString(profile);

        assertThat(program().run("setup", "shop", "--path", "./data/dev.db").exitCode())
                .isEqualTo(7);
        assertThat(program()
                        .answering("n")
                        .run("setup", "shop", "--path", "./data/dev.db")
                        .exitCode())
                .isEqualTo(7);
        assertThat(Files.readString(profile)).isEqualTo(before);
        assertThat(program()
                        .answering("yes")
                        .run("setup", "shop", "--path", "./data/dev.db")
                        .exitCode())
                .isZero();
        assertThat(program()
                        .run("setup", "shop", "--path", "data/dev.db", "--yes")
                        .exitCode())
                .isZero();
        assertThat(Files.readString(profile)).isEqualTo(before);
    }

    @Test
    @Tag("case-87")
    void thePasswordOfAUrlIsNotSaved() throws IOException {
        new ProfileStore(program().configuration().resolve("profiles"))
                .write(new Profile(
                        "shop",
                        "postgres",
                        new Profile.Url(
                                DatabaseUrl.withoutPassword("postgres://me:s3cret@localhost/shop"),
                                program().workingDirectory(),
                                true)));

        assertThat(Files.readString(program().configuration().resolve("profiles/shop.json")))
                .contains("postgres://me@localhost/shop")
                .doesNotContain("s3cret");
    }

    @Test
    void theDirectoryOfTheConfigurationIsChosenByOptionThenByEnvironment() {
        assertThat(program()
                        .with("DB_RESTORE_HOME", "a")
                        .run("setup", "shop", "--path", "data/dev.db", "--config-dir", "b"))
                .extracting(Result::exitCode)
                .isEqualTo(0);
        assertThat(root.resolve("work/b/profiles/shop.json")).exists();

        program().with("XDG_CONFIG_HOME", root.resolve("xdg").toString()).run("setup", "shop", "--path", "data/dev.db");
        assertThat(root.resolve("xdg/db-restore/profiles/shop.json")).exists();
    }

    @Test
    @Tag("case-86")
    void aNameThatIsNoFileNameIsNoProfile() {
        for (String name : List.of("../up", "a/b", ".hidden", "nul", "sqlite:x")) {
            Result result = program().run("setup", name, "--path", "data/dev.db");

            assertThat(result.exitCode()).as(name).isEqualTo(2);
        }
    }

    @Test
    void profilesAreListedAndRemovedAndTheirDumpsStay() {
        program().run("setup", "shop", "--path", "data/dev.db");
        program().run("dump", "shop");

        assertThat(program().run("profiles").output()).contains("│ shop    │ sqlite   │ dev.db   │");
        assertThat(program().run("profiles", "--json").output())
                .isEqualTo(lines(
                        "{\"profiles\":[{\"name\":\"shop\",\"provider\":\"sqlite\",\"path\":\"data/dev.db\",\"base\":\""
                                + program().workingDirectory() + "\"}]}"));
        assertThat(program().run("remove", "shop").output())
                .isEqualTo(lines("Profile \"shop\" removed.", "Its rows are kept in ~/.config/db-restore/dumps/shop"));
        assertThat(program().configuration().resolve("dumps/shop/_metadata.json"))
                .exists();
        assertThat(program().run("remove", "shop").exitCode()).isEqualTo(2);
    }

    @Test
    @Tag("case-86")
    void anExistingDumpIsArchivedInScripts() throws IOException {
        program().run("setup", "shop", "--path", "data/dev.db");
        program().run("dump", "shop");
        database.execute("DELETE FROM users;");

        Result second = program().run("dump", "shop");

        assertThat(second.exitCode()).as(second.errors()).isZero();
        Path archive;
        try (Stream<Path> archives = Files.list(program().configuration().resolve("archives/shop"))) {
            archive = archives.findFirst().orElseThrow();
        }
        assertThat(archive.getFileName().toString())
                .matches("dev.*_\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d\\.tar\\.gz");
        Result restore = program().run("restore", "shop", "--in", archive.toString());
        assertThat(restore.exitCode()).as(restore.errors()).isZero();
        assertThat(database.query("SELECT name FROM users ORDER BY id")).containsExactly("ada", "grace");
    }

    @Test
    void atATerminalIsAskedWhatBecomesOfAnExistingDump() {
        program().run("setup", "shop", "--path", "data/dev.db");
        program().run("dump", "shop");
        TestProgram asked = program().answering("what?", "can");

        Result cancelled = asked.run("dump", "shop");

        assertThat(asked.terminal().questions())
                .containsOnly("? Archive it, discard it, or cancel? [archive/discard/cancel]: ")
                .hasSize(2);
        assertThat(cancelled.exitCode()).isEqualTo(7);
        assertThat(program().answering("d").run("dump", "shop").exitCode()).isZero();
        assertThat(program().configuration().resolve("archives")).doesNotExist();
        assertThat(program()
                        .answering()
                        .with("SKIP_BACKUP_PROMPT", "true")
                        .run("dump", "shop")
                        .exitCode())
                .isZero();
        assertThat(program().configuration().resolve("archives/shop")).exists();
    }

    @Test
    void theLatestArchiveStandsInForADumpThatIsGone() throws IOException {
        program().run("setup", "shop", "--path", "data/dev.db");
        program().run("dump", "shop");
        program().run("dump", "shop");
        Path dump = program().configuration().resolve("dumps/shop");
        Files.move(dump, root.resolve("elsewhere"));

        assertThat(program().run("restore", "shop").exitCode()).isEqualTo(2);
        assertThat(program().run("restore", "shop", "--latest").exitCode()).isZero();
    }

    @Test
    void withoutAProfileTheProjectSaysWhichDatabase() throws IOException {
        Files.writeString(root.resolve("work/.env"), "DATABASE_URL=\"file:./data/dev.db\"\n");

        Result dump = program().run("dump");

        assertThat(dump.exitCode()).as(dump.errors()).isZero();
        assertThat(dump.errors()).contains("Using DATABASE_URL of .env");
        assertThat(root.resolve("work/.db-restore/dumps/dev.db/users.json")).exists();
        assertThat(root.resolve("work/.db-restore/.gitignore")).hasContent("*");
        assertThat(program().run("restore").exitCode()).isZero();
    }

    @Test
    void withoutAnythingItSaysWhatToDo() {
        Result result = program().run("dump");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors()).startsWith("error: which database?").contains("hint: ");
    }

    @Test
    void aDumpInTheProjectIsKeptFromGitAndCanBeReplaced() {
        assertThat(program()
                        .run("dump", "--url", "sqlite:data/dev.db", "--out", "rows")
                        .exitCode())
                .isZero();
        assertThat(root.resolve("work/rows/.gitignore")).hasContent("*");

        assertThat(program().run("dump", "--url", "sqlite:data/dev.db", "--out", "rows", "--on-existing", "discard"))
                .extracting(Result::exitCode)
                .isEqualTo(0);
        assertThat(root.resolve("work/rows/.gitignore")).hasContent("*");
    }

    @Test
    void backupsGoWhereTheEnvironmentSaysTheyGo() {
        program().run("setup", "shop", "--path", "data/dev.db");

        program().with("BACKUP_DIR", root.resolve("backups").toString()).run("dump", "shop");

        assertThat(root.resolve("backups/dumps/shop/_metadata.json")).exists();
    }

    @Test
    @Tag("case-33")
    void tablesAreChosenByPatternsAndAMigrationToolsAreLeftOut() {
        database.execute("CREATE TABLE audit_log (id INTEGER PRIMARY KEY);\n");

        Result result = program()
                .run("dump", "--url", "sqlite:data/dev.db", "--json", "--exclude", "audit*", "--include", "_prisma*");

        assertThat(result.output())
                .startsWith(
                        "{\"tables\":[{\"table\":\"_prisma_migrations\",\"rows\":1},{\"table\":\"users\",\"rows\":2}]"
                                + ",\"totalRows\":3,\"path\":\"");
    }

    @Test
    @Tag("case-92")
    void jsonIsAloneOnStandardOutput() {
        program().run("setup", "shop", "--path", "data/dev.db");

        for (String[] command : List.<String[]>of(
                new String[] {"dump", "shop"},
                new String[] {"restore", "shop"},
                new String[] {"restore", "shop", "--dry-run"},
                new String[] {"profiles"},
                new String[] {"plugins"},
                new String[] {"demo"},
                new String[] {"dump", "nobody"},
                new String[] {"dump", "--nonsense"},
                new String[] {"restore", "shop", "--in", "nowhere"},
                new String[] {"remove", "shop"})) {
            String[] withJson =
                    Stream.concat(Stream.of(command), Stream.of("--json")).toArray(String[]::new);

            String output = program().run(withJson).output();

            assertThat(output).as(String.join(" ", command)).startsWith("{").endsWith("}\n");
            assertThat(output.lines()).hasSize(1);
        }
    }

    @Test
    void aDryRunChangesNothing() {
        program().run("setup", "shop", "--path", "data/dev.db");
        program().run("dump", "shop");
        database.execute("DELETE FROM users WHERE id = 1;");

        Result rehearsal = program().run("restore", "shop", "--dry-run");

        assertThat(rehearsal.output()).contains("Dry run: this is what a restore would do");
        assertThat(rehearsal.output()).contains("│ users │    2 │ upsert   │        1 │");
        assertThat(database.query("SELECT name FROM users")).containsExactly("grace");
    }

    @Test
    void theStrategySaysWhichSideWins() {
        program().run("setup", "shop", "--path", "data/dev.db");
        program().run("dump", "shop");
        database.execute("UPDATE users SET name = 'changed' WHERE id = 1;");

        assertThat(program().run("restore", "shop", "--strategy", "skip").output())
                .contains("│ users │    2 │ skip     │        0 │       0 │         1 │       1 │");
        assertThat(database.query("SELECT name FROM users")).containsExactly("changed", "grace");
    }

    @Test
    void aWordThatAnOptionDoesNotKnowIsAnsweredWithThoseThatItKnowsAsTheyAreTyped() {
        Result strategy = program().run("restore", "shop", "--strategy", "nonsense");
        Result existing = program().run("dump", "shop", "--on-existing", "nonsense");

        assertThat(List.of(strategy.exitCode(), existing.exitCode())).containsOnly(2);
        assertThat(strategy.errors()).contains("expected one of upsert, skip, replace but was 'nonsense'");
        assertThat(existing.errors()).contains("expected one of ask, archive, discard, cancel but was");
    }

    @Test
    @Tag("case-89")
    void replacingIsGuarded() {
        program().run("setup", "shop", "--path", "data/dev.db");
        program().run("dump", "shop");
        database.execute("INSERT INTO users VALUES (3, 'seeded');");

        Result unattended = program().run("restore", "shop", "--strategy", "replace");
        Result declined = program().answering("no").run("restore", "shop", "--strategy", "replace");

        assertThat(unattended.exitCode()).isEqualTo(7);
        assertThat(unattended.errors()).contains("--yes").contains("1 row that the dump does not hold will be deleted");
        assertThat(declined.exitCode()).isEqualTo(7);
        assertThat(database.query("SELECT count(*) FROM users")).containsExactly("3");

        assertThat(program()
                        .answering("yes")
                        .run("restore", "shop", "--strategy", "replace")
                        .exitCode())
                .isZero();
        assertThat(database.query("SELECT count(*) FROM users")).containsExactly("2");
    }

    @Test
    @Tag("case-89")
    void whatLooksLikeProductionNeedsItsNameTypedAlsoWithYes() throws IOException {
        Files.move(database.path(), database.path().resolveSibling("prod.db"));
        SqliteFile production = new SqliteFile(database.path().resolveSibling("prod.db"));
        program().run("setup", "shop", "--path", "data/prod.db");
        program().run("dump", "shop");
        production.execute("INSERT INTO users VALUES (3, 'seeded');");

        String[] command = {"restore", "shop", "--strategy", "replace", "--yes"};
        Result unattended = program().run(command);

        assertThat(unattended.exitCode()).isEqualTo(7);
        assertThat(unattended.errors()).contains("--i-know-this-is-not-development");
        assertThat(program().answering("yes").run(command).exitCode()).isEqualTo(7);
        assertThat(production.query("SELECT count(*) FROM users")).containsExactly("3");
        assertThat(program().answering("prod.db").run(command).exitCode()).isZero();
        assertThat(production.query("SELECT count(*) FROM users")).containsExactly("2");
    }

    @Test
    @Tag("case-84")
    void aDatabaseThatIsNotThereIsNotMade() {
        Result result = program().run("dump", "--url", "sqlite:data/none.db");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.errors()).startsWith("error: ").doesNotContain("\tat ");
        assertThat(root.resolve("work/data/none.db")).doesNotExist();
    }

    @Test
    void anUnknownCommandGetsTheNearestSuggested() {
        Result result = program().run("restroe");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors())
                .startsWith(lines("error: there is no command \"restroe\"", "hint: Did you mean: restore?"));
    }

    @Test
    void quietPrintsNothing() {
        Result result = program().run("dump", "--url", "sqlite:data/dev.db", "-q");

        assertThat(result).isEqualTo(new Result(0, "", ""));
    }

    @Test
    @Tag("case-92")
    void onlyATerminalGetsColoursAndABar() {
        assertThat(program().run("dump", "nobody").errors()).doesNotContain("\u001B");
        assertThat(program().answering().run("dump", "nobody").errors()).contains("\u001B[31m");
        assertThat(program().answering().run("dump", "nobody", "--no-color").errors())
                .doesNotContain("\u001B");
        assertThat(program()
                        .answering()
                        .with("NO_COLOR", "1")
                        .run("dump", "nobody")
                        .errors())
                .doesNotContain("\u001B");
        assertThat(program().run("dump", "--url", "sqlite:data/dev.db").errors())
                .doesNotContain("\r");
    }

    @Test
    @Tag("case-93")
    void anOldTerminalGetsAscii() {
        Result result = program().printing(StandardCharsets.US_ASCII).run("dump", "--url", "sqlite:data/dev.db");

        assertThat(result.output()).contains("| users |    2 |");
    }

    @Test
    void theDemoShowsTheWholeWayAndLeavesNothingBehind() {
        Result result = program().run("demo");

        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(result.output())
                .contains("│   1 │ admin@example.com   │ The admin, renamed by hand │ admin  │")
                .contains("│ 100 │ support@example.com │ Support, newly seeded      │ staff  │");
        String folder = result.output().replaceFirst("(?s).*All of this was in (\\S+),.*", "$1");
        assertThat(Path.of(folder)).isAbsolute().doesNotExist();
    }

    @Test
    void anInterruptedRestoreRollsBackAndSaysSo() throws InterruptedException {
        program().run("setup", "shop", "--path", "data/dev.db");
        program().run("dump", "shop");
        database.execute("DELETE FROM users;");
        TestProgram interrupted = program();
        interrupted.interruption().request(0, TimeUnit.SECONDS);

        Result result = interrupted.run("restore", "shop");

        assertThat(result.exitCode()).isEqualTo(130);
        assertThat(result.errors()).contains("interrupted");
        assertThat(database.query("SELECT count(*) FROM users")).containsExactly("0");
    }

    @Test
    void completionKnowsCommandsOptionsAndProfiles() {
        for (String shell : List.of("bash", "zsh", "fish")) {
            Result result = program().run("completion", shell);

            assertThat(result.exitCode()).isZero();
            assertThat(result.output())
                    .contains("restore", "on-existing", "archive discard cancel", "profiles", "upsert skip replace");
        }
    }

    private TestProgram program() {
        return new TestProgram(root);
    }

    private static String lines(String... lines) {
        return String.join("\n", lines) + "\n";
    }
}
