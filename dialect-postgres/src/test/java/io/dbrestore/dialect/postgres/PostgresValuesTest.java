package io.dbrestore.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.tck.RecordedRow;
import io.dbrestore.testserver.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of every type on their way into a dump and back; the judge of sameness is the server. */
class PostgresValuesTest {

    @TempDir
    Path folder;

    @Tag("case-47")
    @Tag("case-48")
    @Tag("case-49")
    @Tag("case-50")
    @Tag("case-52")
    @Tag("case-53")
    @Tag("case-55")
    @Tag("case-56")
    @ParameterizedTest
    @ValueSource(strings = {"14", "17", "18"})
    void everyValueOfEveryTypeStandsInTheDumpAndComesBack(String major) throws Exception {
        try (ValuesDatabase database =
                new ValuesDatabase(PostgresServer.shared(major).newDatabase())) {
            TypeValues.TYPES.forEach(sql -> execute(database, sql));
            List<String> tables = new ArrayList<>();
            for (int i = 0; i < TypeValues.ALL.size(); i++) {
                tables.add(create(database, "t" + i, TypeValues.ALL.get(i)));
            }
            tables.add(createOneOfAll(database));
            for (String table : tables) {
                database.remember(table);
            }
            Path dump = folder.resolve("dump");

            database.dump(dump);
            database.run("TRUNCATE " + String.join(", ", tables));
            database.restore(dump);

            SoftAssertions softly = new SoftAssertions();
            for (int i = 0; i < TypeValues.ALL.size(); i++) {
                TypeValues type = TypeValues.ALL.get(i);
                softly.assertThat(rows(dump.resolve("t" + i + ".json")))
                        .as(type.type())
                        .isEqualTo(expected(type));
                softly.assertThat(database.different("t" + i)).as(type.type()).isEmpty();
            }
            softly.assertThat(database.different("everything")).isEmpty();
            softly.assertAll();
        }
    }

    /** A table in which a type that is loaded as its text makes COPY take all others so, too. */
    private static String createOneOfAll(ValuesDatabase database) throws SQLException {
        StringBuilder columns = new StringBuilder("n integer PRIMARY KEY");
        for (int i = 0; i < TypeValues.ALL.size(); i++) {
            columns.append(", v")
                    .append(i)
                    .append(' ')
                    .append(TypeValues.ALL.get(i).type());
        }
        database.run("CREATE TABLE everything (" + columns + ")");
        for (int row = 0; row < 10; row++) {
            StringBuilder values = new StringBuilder().append(row);
            for (TypeValues type : TypeValues.ALL) {
                boolean exists = row < type.values().size();
                values.append(", ").append(exists ? type.values().get(row).literal() : "NULL");
            }
            execute(database, "INSERT INTO everything VALUES (" + values + ")");
        }
        return "everything";
    }

    private static void execute(ValuesDatabase database, String sql) {
        try {
            database.run(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private static String create(ValuesDatabase database, String name, TypeValues type) {
        execute(database, "CREATE TABLE " + name + " (n integer PRIMARY KEY, v " + type.type() + ")");
        for (int i = 0; i < type.values().size(); i++) {
            execute(
                    database,
                    "INSERT INTO " + name + " VALUES (" + i + ", "
                            + type.values().get(i).literal() + ")");
        }
        execute(database, "INSERT INTO " + name + " VALUES (" + type.values().size() + ", NULL)");
        return name;
    }

    /** The values in the lines of a table file. */
    private static List<String> rows(Path file) throws Exception {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("{\"n\": "))
                .map(line -> line.substring(line.indexOf("\"v\": ") + 5, line.lastIndexOf('}')))
                .toList();
    }

    private static List<String> expected(TypeValues type) {
        List<String> lines = new ArrayList<>();
        type.values().forEach(value -> lines.add(value.json()));
        lines.add("null");
        return lines;
    }

    @Tag("case-55")
    @ParameterizedTest
    @ValueSource(strings = {"public", "kinds, public", "pg_catalog, kinds"})
    void namesOfTablesAndTypesComeBackAsNamesWhateverTheSearchPath(String searchPath) throws Exception {
        try (ValuesDatabase database = ValuesDatabase.create(
                "CREATE SCHEMA kinds",
                "CREATE TABLE kinds.\"Odd table\" (a integer)",
                "CREATE TABLE public.t (n integer PRIMARY KEY, v regclass)",
                "INSERT INTO t VALUES (1, 'kinds.\"Odd table\"'), (2, 'pg_class')",
                "SET search_path = " + searchPath)) {
            List<RecordedRow> rows = database.read(database.table("t"));
            assertThat(database.query("SHOW search_path")).containsExactly(searchPath);

            database.run(
                    "DROP TABLE kinds.\"Odd table\"",
                    "CREATE TABLE kinds.\"Odd table\" (a integer)",
                    "TRUNCATE public.t");
            database.load(database.table("t"), rows);

            assertThat(database.query("SELECT v = (SELECT oid FROM pg_class WHERE relname IN ('Odd table', 'pg_class')"
                            + " ORDER BY relname = 'pg_class' LIMIT 1 OFFSET n - 1) FROM public.t ORDER BY n"))
                    .containsExactly("t", "t");
        }
    }
}
