package io.dbrestore.dialect.mysql;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of every type on their way into a dump and back; the judge of sameness is the server. */
final class MySqlValuesTest {

    @TempDir
    Path folder;

    @Tag("case-47")
    @Tag("case-48")
    @Tag("case-49")
    @Tag("case-50")
    @Tag("case-52")
    @Tag("case-54")
    @Tag("case-55")
    @Tag("case-56")
    @Tag("case-57")
    @Tag("case-76")
    @Test
    void everyValueOfEveryTypeStandsInTheDumpAndComesBack() throws Exception {
        try (ValuesDatabase database = ValuesDatabase.create()) {
            List<List<String>> images = new ArrayList<>();
            for (int i = 0; i < TypeValues.ALL.size(); i++) {
                create(database, "t" + i, TypeValues.ALL.get(i));
                images.add(image(database, "t" + i, TypeValues.ALL.get(i)));
            }
            Path dump = folder.resolve("dump");

            database.dump(dump);
            for (int i = 0; i < TypeValues.ALL.size(); i++) {
                database.run("TRUNCATE t" + i);
            }
            database.restore(dump);

            SoftAssertions softly = new SoftAssertions();
            for (int i = 0; i < TypeValues.ALL.size(); i++) {
                TypeValues type = TypeValues.ALL.get(i);
                softly.assertThat(rows(dump.resolve("t" + i + ".json")))
                        .as(type.type())
                        .isEqualTo(expected(type));
                softly.assertThat(image(database, "t" + i, type))
                        .as(type.type())
                        .isEqualTo(images.get(i));
            }
            softly.assertAll();
        }
    }

    private static void create(ValuesDatabase database, String name, TypeValues type) {
        execute(database, "CREATE TABLE " + name + " (n integer PRIMARY KEY, v " + type.type() + ")");
        for (int i = 0; i < type.values().size(); i++) {
            String literal = type.values().get(i).literal();
            execute(database, "INSERT INTO " + name + " VALUES (" + i + ", " + literal + ")");
        }
        execute(database, "INSERT INTO " + name + " VALUES (" + type.values().size() + ", NULL)");
    }

    private static void execute(ValuesDatabase database, String sql) {
        try {
            database.run(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private static List<String> image(ValuesDatabase database, String table, TypeValues type) throws SQLException {
        return database.query("SELECT n, " + ValuesDatabase.image(type.type(), "v") + " FROM " + table + " ORDER BY n");
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
}
