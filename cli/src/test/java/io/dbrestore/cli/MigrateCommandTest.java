package io.dbrestore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.cli.TestProgram.Result;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code migrate} around commands that are processes of their own. */
class MigrateCommandTest {

    private static final String LOWERING =
            "sql:UPDATE users SET name = lower(name); ALTER TABLE users ADD COLUMN role TEXT";

    @TempDir
    private Path root;

    private SqliteFile database = new SqliteFile(Path.of(""));

    @BeforeEach
    void makeTheDatabase() {
        database = SqliteFile.create(root.resolve("work/data/dev.db"), """
                CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
                INSERT INTO users VALUES (1, 'ADA'), (2, 'Grace');
                """);
        assertThat(program().run("setup", "shop", "--path", "data/dev.db").exitCode())
                .isZero();
    }

    @Test
    void whatTheMigrationHasDoneToTheRowsStaysUnlessSomebodyWantsThemBack() {
        for (TestProgram program :
                List.of(program(), program().answering("no"), program().answering(""))) {
            Result result = program.run(command(
                    List.of("migrate", "shop", "--on-existing", "discard"), "sql:UPDATE users SET name = lower(name)"));

            assertThat(result.exitCode()).as(result.errors()).isZero();
            assertThat(result.output()).endsWith("To restore the dump: db-restore restore shop\n");
            assertThat(names()).containsExactly("ada", "grace");
        }
    }

    @Test
    void yesOnTheCommandLineIsNoWishToRestore() {
        assertThat(program()
                        .answering()
                        .run(command(List.of("migrate", "shop", "--yes"), LOWERING))
                        .exitCode())
                .isZero();
        assertThat(names()).containsExactly("ada", "grace");
    }

    @Test
    void theRowsAreRestoredForWhoeverWantsIt() {
        TestProgram asked = program().answering("yes");

        Result result = asked.run(command(List.of("migrate", "shop"), LOWERING));

        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(asked.terminal().questions())
                .containsExactly("? Restore the rows of the dump over those that there are? [no/yes]: ");
        assertThat(names()).containsExactly("ADA", "Grace");
        assertThat(database.columns("users")).contains("role");
    }

    @Test
    void anOptionAnswersTheQuestion() {
        Result no = program()
                .answering()
                .run(command(List.of("migrate", "shop", "--restore", "no", "--json"), "sql:DELETE FROM users"));
        Result yes = program()
                .run(command(
                        List.of("migrate", "shop", "--restore", "yes", "--on-existing", "discard", "--json"),
                        "sql:INSERT INTO users VALUES (3, 'new')"));

        assertThat(no.output()).endsWith(",\"restore\":null}\n");
        assertThat(yes.output()).contains(",\"restore\":{\"tables\":[");
        assertThat(names()).containsExactly("new");
    }

    @Test
    void aFailingMigrationEndsWithTheWayBack() {
        Result result = program().run(command(List.of("migrate", "shop", "--restore", "yes"), LOWERING, "exit:1"));

        assertThat(result.exitCode()).isEqualTo(8);
        assertThat(result.errors())
                .contains(
                        "ended with exit code 1. Nothing was restored.",
                        "To put the rows back: db-restore restore shop");
        assertThat(names()).containsExactly("ada", "grace");
    }

    private String[] command(List<String> own, String... steps) {
        Stream<String> words = Stream.of(
                UserScript.words(Stream.concat(Stream.of("database:jdbc:sqlite:" + database.path()), Stream.of(steps))
                        .toArray(String[]::new)));
        return Stream.of(own.stream(), Stream.of("--"), words)
                .flatMap(each -> each)
                .toArray(String[]::new);
    }

    private List<String> names() {
        return database.query("SELECT name FROM users ORDER BY id");
    }

    private TestProgram program() {
        return new TestProgram(root);
    }
}
