package io.dbrestore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.cli.TestProgram.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code reset --with} and {@code migrate --with} a hook of somebody else's, which is a jar in the folder of plugins. */
class HookCallTest {

    private static final String SQL =
            "sql=DROP TABLE users; CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, role"
                    + " TEXT DEFAULT 'member'); INSERT INTO users VALUES (9, 'seeded', 'staff')";

    @TempDir
    private Path root;

    private SqliteFile database = new SqliteFile(Path.of(""));

    @BeforeEach
    void makeTheDatabaseAndThePlugin() throws IOException {
        database = SqliteFile.create(root.resolve("work/data/dev.db"), """
                CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
                INSERT INTO users VALUES (1, 'ada'), (2, 'grace');
                """);
        assertThat(program().run("setup", "shop", "--path", "data/dev.db").exitCode())
                .isZero();
        pack(program().configuration().resolve("plugins/script.jar"));
    }

    @Test
    void rowsComeBackIntoTheSchemaThatTheToolMade() {
        Result result = program().run("reset", "shop", "--yes", "--with", "script", "--option", SQL);

        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(result.errors()).contains("Running script's reset.");
        assertThat(database.query("SELECT id || ' ' || name || ' ' || role FROM users ORDER BY id"))
                .containsExactly("1 ada member", "2 grace member", "9 seeded staff");
    }

    @Test
    void itsOwnConfigurationNamesTheDatabaseAndIsAsMuchWorthAsAnyTools() throws IOException {
        Path file = program().workingDirectory().resolve("script.url");
        Files.writeString(file, "sqlite:data/dev.db");

        Result result = program().run("reset", "--yes", "--with", "script", "--option", SQL);
        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(result.errors()).contains("script as configured in script.url", "Using the url of script.url");
        assertThat(database.query("SELECT count(*) FROM users")).containsExactly("3");

        Files.writeString(file, "sqlite:other.db");
        Result other = program().run("reset", "shop", "--yes", "--with", "script", "--option", SQL);
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.errors()).contains("these are two databases");
    }

    @Test
    void aToolThatFailsEndsWithTheWayBack() {
        Result result = program()
                .run(
                        "reset",
                        "shop",
                        "--yes",
                        "--with",
                        "script",
                        "--option",
                        "sql=DROP TABLE users",
                        "--option",
                        "fail=no way to postgres://me:s3cret@localhost/shop");

        assertThat(result.exitCode()).isEqualTo(8);
        assertThat(result.errors())
                .contains(
                        "script's reset failed: no way to postgres://me@localhost/shop. Nothing was restored.",
                        "To put the rows back: db-restore restore shop")
                .doesNotContain("s3cret");
        assertThat(database.tables()).isEmpty();
    }

    @Test
    void aToolThatCannotMigrateSaysSo() {
        Result result = program().run("migrate", "shop", "--with", "script");

        assertThat(result.exitCode()).isEqualTo(8);
        assertThat(result.errors()).contains("script's migrate failed: script can only reset; nothing was done");
    }

    @Test
    void anUnknownNameListsThoseThatThereAre() {
        Result result = program().run("reset", "shop", "--yes", "--with", "flywheel");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors())
                .contains("there is no hook called flywheel; there is: ", "script", "db-restore plugins");
        assertThat(program().configuration().resolve("dumps")).doesNotExist();
    }

    @Test
    void eitherAToolOrACommand() {
        for (List<String> wrong : List.of(
                List.of("reset", "shop", "--with", "script", "--", "true"),
                List.of("reset", "shop", "--option", "a=b", "--", "true"))) {
            assertThat(program().run(wrong.toArray(String[]::new)).exitCode())
                    .as(String.join(" ", wrong))
                    .isEqualTo(2);
        }
    }

    private static void pack(Path jar) throws IOException {
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Plugin-Id", "script");
        manifest.getMainAttributes().putValue("Plugin-Version", "1.0.0");
        String className = ScriptHook.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream packed = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream code = ScriptHook.class.getResourceAsStream("/" + className)) {
            packed.putNextEntry(new JarEntry("META-INF/extensions.idx"));
            packed.write(ScriptHook.class.getName().getBytes(StandardCharsets.UTF_8));
            packed.putNextEntry(new JarEntry(className));
            assertThat(code).isNotNull();
            code.transferTo(packed);
            packed.closeEntry();
        }
    }

    private TestProgram program() {
        return new TestProgram(root);
    }
}
