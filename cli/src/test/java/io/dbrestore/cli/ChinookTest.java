package io.dbrestore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.cli.TestProgram.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way over a real database: dump, reset into a schema that has changed, restore. */
class ChinookTest {

    private static final Pattern CREATE_TABLE = Pattern.compile("(?s)CREATE TABLE .*?\\R\\);");

    @TempDir
    private Path root;

    private String script = "";
    private SqliteFile database = new SqliteFile(Path.of(""));
    private TestProgram program = new TestProgram(Path.of(""));

    @BeforeEach
    void dumpTheDatabase() throws IOException {
        program = new TestProgram(root);
        try (InputStream zipped = ChinookTest.class.getResourceAsStream("chinook/chinook.sql.gz");
                InputStream sql = new GZIPInputStream(zipped)) {
            script = new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        }
        database = SqliteFile.create(program.workingDirectory().resolve("chinook.db"), script);
        assertThat(program.run("setup", "chinook", "--path", "chinook.db").exitCode())
                .isZero();
        Result dump = program.run("dump", "chinook");
        assertThat(dump.exitCode()).as(dump.errors()).isZero();
        assertThat(dump.output()).contains("│ Track         │  3,503 │").contains("│ Total         │ 15,607 │");
    }

    @Test
    @Tag("case-1")
    @Tag("case-21")
    void restoringIntoTheSourceWritesNothing() {
        byte[] before = database.bytes();

        Result restore = program.run("restore", "chinook");

        assertThat(restore.exitCode()).as(restore.errors()).isZero();
        assertThat(restore.output()).contains("Restore complete (15,607 rows across 11 tables)");
        assertThat(database.bytes()).isEqualTo(before);
    }

    @Test
    @Tag("case-2")
    @Tag("case-3")
    @Tag("case-19")
    @Tag("case-20")
    @Tag("case-21")
    @Tag("case-25")
    @Tag("case-31")
    @Tag("case-34")
    void afterAResetIntoAChangedSchemaEveryRowIsBack() throws IOException {
        Map<String, List<String>> before = rows(database, database.tables());
        Files.delete(database.path());
        SqliteFile.create(database.path(), changedSchema());
        database.execute("""
                INSERT INTO Genre VALUES (1, 'Rock, newly seeded'), (1000, 'Newly seeded');
                INSERT INTO MediaType VALUES (1, 'MPEG audio file');
                """);

        Result restore = program.run("restore", "chinook");

        assertThat(restore.exitCode()).as(restore.errors()).isZero();
        assertThat(restore.errors()).contains("PlaylistTrack", "Customer.Fax", "Track.Rating");
        Map<String, List<String>> after = rows(database, database.tables());
        before.computeIfPresent("Genre", (table, rows) -> withNewSeed(rows));
        before.remove("PlaylistTrack");
        assertThat(after).isEqualTo(before);
        assertThat(database.query("SELECT DISTINCT Rating FROM Track")).containsExactly("3");
        assertThat(database.query("PRAGMA foreign_key_check")).isEmpty();

        byte[] restored = database.bytes();
        Result again = program.run("restore", "chinook");
        assertThat(again.exitCode()).isZero();
        assertThat(database.bytes()).isEqualTo(restored);
    }

    @Test
    @Tag("case-86")
    void aDamagedDumpIsNamedBeforeTheDatabaseIsTouched() throws IOException {
        byte[] before = database.bytes();
        Path file = program.configuration().resolve("dumps/chinook/Track.json");
        String text = Files.readString(file);
        Files.writeString(file, text.replaceFirst("AC/DC", "AC-DC"));

        Result restore = program.run("restore", "chinook", "--json");

        assertThat(restore.exitCode()).isEqualTo(6);
        assertThat(restore.output())
                .startsWith("{\"error\":{\"code\":\"damaged-dump\"")
                .contains("Track.json");
        assertThat(database.bytes()).isEqualTo(before);
    }

    @Test
    @Tag("case-86")
    void aDumpThatIsCutOffIsNamedBeforeTheDatabaseIsTouched() throws IOException {
        byte[] before = database.bytes();
        Path file = program.configuration().resolve("dumps/chinook/Track.json");
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() / 2));

        assertThat(program.run("restore", "chinook").exitCode()).isEqualTo(6);
        assertThat(database.bytes()).isEqualTo(before);
    }

    /** One column has another name, one is new and takes no NULL, one table is gone. */
    private String changedSchema() {
        return CREATE_TABLE
                .matcher(script)
                .results()
                .map(MatchResult::group)
                .filter(table -> !table.startsWith("CREATE TABLE [PlaylistTrack]"))
                .map(table -> table.replace("[Fax] ", "[FaxNumber] ")
                        .replace(
                                "[Composer] NVARCHAR(220),",
                                "[Composer] NVARCHAR(220), [Rating] INTEGER NOT NULL DEFAULT 3,"))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> withNewSeed(List<String> rows) {
        return Stream.concat(rows.stream(), Stream.of("integer:1000|text:'Newly seeded'"))
                .sorted()
                .toList();
    }

    /** What each table holds in the columns that it has before and after. */
    private static Map<String, List<String>> rows(SqliteFile database, List<String> tables) {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : tables) {
            List<String> columns = database.columns(table).stream()
                    .filter(column -> !List.of("Fax", "FaxNumber", "Rating").contains(column))
                    .toList();
            rows.put(table, database.rows(table, columns));
        }
        return rows;
    }
}
