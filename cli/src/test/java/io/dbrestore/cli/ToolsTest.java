package io.dbrestore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.cli.TestProgram.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code reset --with} and {@code migrate --with} the real Flyway and the real Liquibase, in a project that uses them. */
class ToolsTest {

    private static final String BEFORE = "CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(50));";
    private static final String AFTER = """
            CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(50), role VARCHAR(50) DEFAULT 'member');
            INSERT INTO users VALUES (9, 'seeded', 'staff');
            """;
    private static final String CHANGELOG = "--liquibase formatted sql\n--changeset me:1\n";
    private static final List<String> BACK = List.of("1 ada member", "2 grace member", "9 seeded staff");

    @TempDir
    private Path root;

    private SqliteFile database = new SqliteFile(Path.of(""));

    @BeforeEach
    void makeTheDatabase() {
        database = SqliteFile.create(root.resolve("work/dev.db"), BEFORE + """

                INSERT INTO users VALUES (1, 'ada'), (2, 'grace');
                """);
    }

    private static Stream<Arguments> configurations() {
        String spring = "spring:\n  datasource:\n    url: jdbc:sqlite:${DB:dev.db}\n";
        String flyway = "src/main/resources/db/migration/V1__users.sql";
        String changelog = "src/main/resources/db/changelog/db.changelog-master.sql";
        String liquibase = "changeLogFile=db/changelog/db.changelog-master.sql\n";
        return Stream.of(
                Arguments.of("flyway", "flyway.toml", "[environments.default]\nurl = \"jdbc:sqlite:dev.db\"", flyway),
                Arguments.of(
                        "flyway",
                        "flyway.conf",
                        "flyway.url=jdbc:sqlite:dev.db\nflyway.locations=filesystem:sql",
                        "sql/V1__users.sql"),
                Arguments.of("flyway", "src/main/resources/application.yml", spring, flyway),
                Arguments.of("liquibase", "liquibase.properties", liquibase + "url=jdbc:sqlite:dev.db", changelog),
                Arguments.of(
                        "liquibase",
                        "src/main/resources/application.yaml",
                        spring + "  liquibase:\n    change-log: classpath:/db/changelog/db.changelog-master.sql",
                        changelog));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void nothingButTheProjectIsNeeded(String tool, String file, String text, String migration) throws IOException {
        write(file, text);
        write(migration, (tool.equals("liquibase") ? CHANGELOG : "") + AFTER);

        Result result = program().run("reset", "--yes", "--with", tool);

        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(result.errors())
                .contains(tool + " as configured in " + file + ": ", "Using the url of " + file)
                .contains("db-restore restore --url 'jdbc:sqlite:dev.db'")
                .doesNotContainIgnoringCase("liquibase community");
        assertThat(result.output()).doesNotContain("Liquibase", "Flyway", "changeset");
        assertThat(users()).containsExactlyElementsOf(BACK);
        assertThat(root.resolve("home/.config/db-restore/resets"))
                .as("nothing is dumped a second time by the tool's own hook")
                .doesNotExist();
        try (Stream<Path> dumps = Files.list(root.resolve("work/.db-restore/dumps"))) {
            assertThat(dumps).hasSize(1);
        }

        database.execute("UPDATE users SET name = 'lovelace' WHERE id = 1");
        Result migrated = program().run("migrate", "--yes", "--with", tool);
        assertThat(migrated.exitCode()).as(migrated.errors()).isZero();
        assertThat(users()).contains("1 lovelace member");
    }

    @Test
    void standardOutputHasTheDocumentAndNothingElse() throws IOException {
        write("liquibase.properties", "url=jdbc:sqlite:dev.db\nchangelogFile=changelog.sql");
        write("changelog.sql", CHANGELOG + AFTER);

        Result result = program().run("reset", "--yes", "--json", "--with", "liquibase");

        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(result.output()).startsWith("{\"dump\":").hasLineCount(1);
    }

    @Test
    void twoDatabasesAreRefusedBeforeAnythingHappens() throws IOException {
        SqliteFile other = SqliteFile.create(root.resolve("work/other.db"), BEFORE + "\n");
        write("flyway.conf", "flyway.url=jdbc:sqlite:other.db\nflyway.password=s3cret");
        write("src/main/resources/db/migration/V1__users.sql", AFTER);

        for (Result result : List.of(
                program().run("reset", "--yes", "--url", "sqlite:dev.db", "--with", "flyway"),
                program().with("DATABASE_URL", "sqlite:dev.db").run("reset", "--yes", "--with", "flyway"))) {
            assertThat(result.exitCode()).as(result.errors()).isEqualTo(2);
            assertThat(result.errors())
                    .contains("these are two databases", "sqlite:dev.db", "flyway.conf says jdbc:sqlite:other.db")
                    .doesNotContain("s3cret");
        }
        assertThat(root.resolve("work/.db-restore")).doesNotExist();
        assertThat(database.query("SELECT name FROM users")).containsExactly("ada", "grace");
        assertThat(other.tables()).containsExactly("users");

        Result same = program()
                .run("reset", "--yes", "--url", "sqlite:./dev.db", "--with", "flyway", "--option", "url=sqlite:dev.db");
        assertThat(same.exitCode()).as(same.errors()).isZero();
        assertThat(users()).containsExactlyElementsOf(BACK);
        assertThat(other.query("SELECT count(*) FROM users")).containsExactly("0");
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void whatWouldLeaveNothingIsRefusedWithAllRowsIntact(
            String tool, Map<String, String> files, int exitCode, String message) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            write(file.getKey(), file.getValue());
        }

        Result result = program().run("reset", "--yes", "--with", tool);

        assertThat(result.exitCode()).as(result.errors()).isEqualTo(exitCode);
        assertThat(result.errors()).contains(message).doesNotContain("s3cret");
        assertThat(database.query("SELECT name FROM users")).containsExactly("ada", "grace");
        assertThat(database.tables()).containsExactly("users");
    }

    private static Stream<Arguments> mistakes() {
        String conf = "flyway.url=jdbc:sqlite:dev.db\nflyway.password=s3cret\n";
        String properties = "url=jdbc:sqlite:dev.db\npassword=s3cret\n";
        return Stream.of(
                Arguments.of(
                        "flyway", Map.of("flyway.conf", conf), 8, "there are no migrations in classpath:db/migration"),
                Arguments.of(
                        "flyway",
                        Map.of("flyway.conf", conf + "flyway.cleanDisabled=true", "sql/V1__a.sql", AFTER),
                        7,
                        "flyway.conf says cleanDisabled=true"),
                Arguments.of(
                        "flyway",
                        Map.of("flyway.toml", "[environments.default]\nurl = \"s3cret"),
                        2,
                        "the configuration of flyway cannot be used: "),
                Arguments.of("liquibase", Map.of("liquibase.properties", properties), 8, "no changelog is configured"),
                Arguments.of(
                        "liquibase",
                        Map.of("liquibase.properties", properties + "changelogFile=nowhere.xml"),
                        8,
                        "nowhere.xml"),
                Arguments.of(
                        "liquibase",
                        Map.of(
                                "liquibase.properties",
                                properties + "changelogFile=a.yaml",
                                "a.yaml",
                                "databaseChange: ["),
                        8,
                        "a.yaml"),
                Arguments.of("liquibase", Map.of(), 2, "and no configuration of liquibase has a URL"));
    }

    @Test
    void aMigrationThatFailsEndsWithTheWayBackAndItWorks() throws IOException {
        write("flyway.conf", "flyway.url=jdbc:sqlite:dev.db\nflyway.locations=filesystem:sql");
        write("sql/V1__users.sql", AFTER);
        write("sql/V2__broken.sql", "CREATE TABLE users (id INTEGER);");

        Result failed = program().run("reset", "--yes", "--with", "flyway");
        assertThat(failed.exitCode()).isEqualTo(8);
        assertThat(failed.errors())
                .contains(
                        "flyway's reset failed: ",
                        "To put the rows back: db-restore restore --url 'jdbc:sqlite:dev.db'");

        Result restored = program().run("restore", "--yes", "--url", "jdbc:sqlite:dev.db");
        assertThat(restored.exitCode()).as(restored.errors()).isZero();
        assertThat(database.query("SELECT id || ' ' || name FROM users ORDER BY id"))
                .contains("1 ada", "2 grace");
    }

    @Test
    void theToolsAndTheirVersionsAreListed() {
        assertThat(program().run("plugins").output()).contains("flyway 13.12.0", "liquibase 4.33.0");
        assertThat(program().run("plugins", "--json").output()).contains("\"toolVersion\":\"13.12.0\"");
    }

    private List<String> users() {
        return database.query("SELECT id || ' ' || name || ' ' || role FROM users ORDER BY id");
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve("work").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private TestProgram program() {
        return new TestProgram(root);
    }
}
