package io.dbrestore.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.RestoreReport.TableResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A music shop's database through dump, reset and restore. */
class SqliteCycleTest {

    private static final String[] SCHEMA = {
        "CREATE TABLE artist (id INTEGER PRIMARY KEY AUTOINCREMENT, name NVARCHAR(120) UNIQUE)",
        "CREATE TABLE album (id INTEGER PRIMARY KEY, title TEXT NOT NULL, artist_id INT NOT NULL REFERENCES artist ON DELETE CASCADE)",
        """
        CREATE TABLE track (id INTEGER PRIMARY KEY, name TEXT, album_id REFERENCES album (id) ON UPDATE SET NULL,
          price NUMERIC(10,2), cover BLOB, upper_name TEXT AS (upper(name)), stamp DATETIME DEFAULT CURRENT_TIMESTAMP)""",
        "CREATE TABLE employee (id INTEGER PRIMARY KEY, boss REFERENCES employee, name TEXT)",
        "CREATE TABLE playlist_track (playlist INT, track INT REFERENCES track, PRIMARY KEY (playlist, track)) WITHOUT ROWID",
        "CREATE TABLE setting (name TEXT PRIMARY KEY, value ANY) STRICT",
        "CREATE TABLE audit (what TEXT)",
        "CREATE VIRTUAL TABLE track_text USING fts5(name, content='track', content_rowid='id')",
        "CREATE VIRTUAL TABLE note USING fts5(title, body)",
        "CREATE VIRTUAL TABLE place USING rtree(id, x0, x1, y0, y1)",
        """
        CREATE TRIGGER track_ai AFTER INSERT ON track BEGIN
          INSERT INTO track_text (rowid, name) VALUES (new.id, new.name);
          INSERT INTO audit VALUES ('track ' || new.id);
        END""",
        "create   trigger  if not exists \"odd 'name\" before update of title on ALBUM begin insert into audit values ('album'); end"
    };

    private static final String[] ROWS = {
        "INSERT INTO artist VALUES (1, 'AC/DC'), (7, 'Björk'), (40, 'gone'), (41, NULL)",
        "DELETE FROM artist WHERE id = 40",
        "INSERT INTO album VALUES (1, 'High Voltage', 1), (2, 'Début', 7)",
        "INSERT INTO track (id, name, album_id, price, cover) VALUES (1, 'T.N.T.', 1, 0.99, x'00ff'), (2, 'Aeroplane', 2, 1, NULL),"
                + " (3, '007', NULL, 'free', zeroblob(5000))",
        "INSERT INTO employee VALUES (1, 3, 'Ann'), (2, 1, 'Ben'), (3, 2, 'Cleo')",
        "INSERT INTO playlist_track VALUES (1, 1), (1, 2), (2, 3)",
        "INSERT INTO setting VALUES ('a', '007'), ('b', 7), ('c', 7.0), ('d', x'07'), ('e', NULL)",
        "INSERT INTO note (rowid, title, body) VALUES (5, 'Milk', 'two litres'), (9, 'Bread', '007')",
        "INSERT INTO place VALUES (1, 0.1, 0.2, -5, 5.5), (2, 1, 2, 3, 4)",
        "INSERT INTO audit VALUES ('by hand')"
    };

    private static final List<String> TABLES =
            List.of("artist", "album", "track", "employee", "playlist_track", "setting", "audit", "note", "place");

    @TempDir
    Path folder;

    private Path file;
    private Path dump;
    private List<String> before;

    @BeforeEach
    void fill() throws SQLException {
        file = folder.resolve("shop.db");
        dump = folder.resolve("dump");
        try (TestFile shop = new TestFile(file, SCHEMA)) {
            shop.run(ROWS);
            before = image(shop);
        }
    }

    /** Every value with its storage class and bytes, and where the counters stand. */
    private static List<String> image(TestFile shop) throws SQLException {
        List<String> image = new ArrayList<>();
        for (String table : TABLES) {
            List<String> columns = shop.query("SELECT name FROM pragma_table_xinfo('" + table + "') WHERE hidden <> 1");
            StringBuilder select = new StringBuilder("'" + table + "'");
            columns.forEach(column -> select.append(" || '|' || typeof(")
                    .append(column)
                    .append(") || quote(")
                    .append(column)
                    .append(")"));
            image.addAll(shop.query("SELECT " + select + " FROM " + table + " ORDER BY 1"));
        }
        image.addAll(shop.query("SELECT 'counter|' || name || '|' || seq FROM sqlite_sequence"));
        image.addAll(shop.query("SELECT 'note|' || rowid FROM note"));
        return image;
    }

    /** The file, in few enough characters for a message. */
    private String bytes() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private void reset(String... seeds) throws Exception {
        Files.delete(file);
        try (TestFile fresh = new TestFile(file, SCHEMA)) {
            fresh.run(seeds);
        }
    }

    @Tag("case-21")
    @Tag("case-35")
    @Tag("case-42")
    @Tag("case-80")
    @Tag("case-81")
    @Tag("case-82")
    @Test
    void everythingComesBackAfterAReset() throws Exception {
        Cycle.dump(file, dump);
        reset();

        RestoreReport report = Cycle.restore(file, dump);

        assertThat(report.warnings()).isEmpty();
        try (TestFile shop = new TestFile(file)) {
            assertThat(image(shop)).isEqualTo(before);
            assertThat(shop.query("SELECT rowid FROM track_text WHERE track_text MATCH 'aeroplane'"))
                    .containsExactly("2");
            assertThat(shop.query("SELECT rowid FROM note WHERE note MATCH 'litres'"))
                    .containsExactly("5");
            assertThat(shop.query("SELECT id FROM place WHERE x0 > 0.5")).containsExactly("2");
            assertThat(shop.query("PRAGMA integrity_check")).containsExactly("ok");
            assertThat(shop.query("PRAGMA foreign_key_check")).isEmpty();
        }
    }

    @Tag("case-1")
    @Tag("case-21")
    @Test
    void restoringIntoTheSourceWritesNotOneByte() throws Exception {
        Cycle.dump(file, dump);
        String bytes = bytes();

        RestoreReport report = Cycle.restore(file, dump);

        assertThat(report.tables())
                .allSatisfy(table -> assertThat(table.unchanged()).isEqualTo(table.rows()));
        assertThat(bytes()).isEqualTo(bytes);
    }

    @Tag("case-21")
    @Test
    void restoringASecondTimeWritesNotOneByte() throws Exception {
        Cycle.dump(file, dump);
        reset("INSERT INTO artist VALUES (1, 'seeded'), (99, 'new')", "INSERT INTO setting VALUES ('b', '7')");
        Cycle.restore(file, dump);
        String bytes = bytes();

        Cycle.restore(file, dump);

        assertThat(bytes()).isEqualTo(bytes);
    }

    @Tag("case-37")
    @Tag("case-42")
    @Test
    void triggersComeBackWordForWordAndInTheirOrder() throws Exception {
        Cycle.dump(file, dump);
        reset(
                "INSERT INTO album VALUES (1, 'seeded', 1)",
                "INSERT INTO artist VALUES (1, 'AC/DC')",
                "DELETE FROM audit");
        List<String> triggers;
        try (TestFile shop = new TestFile(file)) {
            triggers = shop.query("SELECT * FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid");
        }

        Cycle.restore(file, dump);

        try (TestFile shop = new TestFile(file)) {
            assertThat(shop.query("SELECT * FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid"))
                    .hasSize(2)
                    .isEqualTo(triggers);
            assertThat(shop.query("SELECT * FROM audit ORDER BY 1"))
                    .containsExactly("by hand", "track 1", "track 2", "track 3");
            shop.run("UPDATE album SET title = 'x' WHERE id = 1");
            assertThat(shop.query("SELECT count(*) FROM audit")).containsExactly("5");
        }
    }

    @Tag("case-37")
    @Tag("case-39")
    @Tag("case-83")
    @Test
    void afterAFailureEverySettingAndByteIsAsItWas() throws Exception {
        Cycle.dump(file, dump);
        reset(
                "CREATE TRIGGER no BEFORE INSERT ON employee BEGIN SELECT 1; END",
                "DROP TABLE setting",
                "CREATE TABLE setting (name TEXT PRIMARY KEY, value INTEGER) STRICT");
        String bytes = bytes();
        try (Handle handle = TestFile.asUser(file)) {
            TestFile.run(handle, "PRAGMA foreign_keys = ON");
            TestFile.run(handle, "PRAGMA recursive_triggers = OFF");

            assertThatThrownBy(() -> Cycle.restore(handle, dump, io.dbrestore.engine.RestoreOptions.DEFAULT))
                    .isInstanceOf(DbRestoreException.class)
                    .hasMessageContaining("setting");

            assertThat(TestFile.query(handle, "PRAGMA foreign_keys")).containsExactly("1");
            assertThat(TestFile.query(handle, "PRAGMA defer_foreign_keys")).containsExactly("0");
            assertThat(TestFile.query(handle, "PRAGMA recursive_triggers")).containsExactly("0");
            assertThat(handle.getConnection().getAutoCommit()).isTrue();
            assertThat(TestFile.query(handle, "SELECT count(*) FROM temp.sqlite_schema"))
                    .containsExactly("0");
        }
        assertThat(bytes()).isEqualTo(bytes);
    }

    @Tag("case-83")
    @Test
    void settingsAreAlsoPutBackAfterASuccess() throws Exception {
        Cycle.dump(file, dump);
        reset();
        try (Handle handle = TestFile.asUser(file)) {
            TestFile.run(handle, "PRAGMA foreign_keys = ON");

            Cycle.restore(handle, dump, io.dbrestore.engine.RestoreOptions.DEFAULT);

            assertThat(TestFile.query(handle, "PRAGMA foreign_keys")).containsExactly("1");
            assertThat(TestFile.query(handle, "SELECT count(*) FROM temp.sqlite_schema"))
                    .containsExactly("0");
            assertThat(handle.getConnection().getAutoCommit()).isTrue();
        }
    }

    @Tag("case-41")
    @Test
    void actionsOfForeignKeysDoNotFire() throws Exception {
        Cycle.dump(file, dump);
        try (TestFile shop = new TestFile(file)) {
            shop.run("UPDATE artist SET name = 'renamed' WHERE id = 1", "DELETE FROM track WHERE id = 2");
        }

        Cycle.restore(file, dump);

        try (TestFile shop = new TestFile(file)) {
            assertThat(shop.query("SELECT id, artist_id FROM album ORDER BY id"))
                    .containsExactly("1|1", "2|7");
            assertThat(shop.query("SELECT id, album_id FROM track ORDER BY id"))
                    .containsExactly("1|1", "2|2", "3|null");
        }
    }

    @Tag("case-30")
    @Tag("case-83")
    @Test
    void aReferenceThatWouldDangleIsNamed() throws Exception {
        Cycle.dump(file, dump);
        reset(
                "DROP TABLE playlist_track",
                "CREATE TABLE playlist_track (playlist INT, track INT REFERENCES \"ARTIST\" (ID), PRIMARY KEY (playlist, track))");
        String bytes = bytes();

        assertThatThrownBy(() -> Cycle.restore(file, dump))
                .isInstanceOf(DbRestoreException.class)
                .hasMessageContaining("playlist_track (track) to artist")
                .hasMessageContaining("playlist = 1, track = 2");

        assertThat(bytes()).isEqualTo(bytes);
    }

    @Tag("case-40")
    @Tag("case-83")
    @Test
    void orphansOfTheSourceComeBackWithAWarning() throws Exception {
        try (TestFile shop = new TestFile(file)) {
            shop.run(
                    "INSERT INTO playlist_track VALUES (9, 9)",
                    "CREATE TABLE lost (a REFERENCES nowhere)",
                    "INSERT INTO lost VALUES (1)");
        }
        Cycle.dump(file, dump);
        reset("CREATE TABLE lost (a REFERENCES nowhere)");

        RestoreReport report = Cycle.restore(file, dump);

        assertThat(report.warnings())
                .hasSize(2)
                .anySatisfy(warning -> assertThat(warning).contains("playlist_track"));
        try (TestFile shop = new TestFile(file)) {
            assertThat(shop.query("SELECT a FROM lost")).containsExactly("1");
        }
    }

    @Tag("case-80")
    @Test
    void nullsInAKeyDoNotDoubleAtTheNextRestore() throws Exception {
        try (TestFile shop = new TestFile(file)) {
            shop.run(
                    "CREATE TABLE odd (k TEXT PRIMARY KEY, v)",
                    "INSERT INTO odd VALUES (NULL, 1), (NULL, 1), (NULL, 2), ('a', 3)");
        }
        Cycle.dump(file, dump);
        try (TestFile shop = new TestFile(file)) {
            shop.run("DELETE FROM odd WHERE v = 1 OR k = 'a'");
        }

        Cycle.restore(file, dump);
        Cycle.restore(file, dump);

        try (TestFile shop = new TestFile(file)) {
            assertThat(shop.query("SELECT k, v FROM odd ORDER BY v, k"))
                    .containsExactly("null|1", "null|1", "null|2", "a|3");
        }
    }

    @Tag("case-80")
    @Test
    void countersNeverGoBackAndComeBackToAnEmptyTable() throws Exception {
        try (TestFile shop = new TestFile(file)) {
            shop.run(
                    "CREATE TABLE empty (id INTEGER PRIMARY KEY AUTOINCREMENT)",
                    "INSERT INTO empty VALUES (500)",
                    "DELETE FROM empty");
        }
        Cycle.dump(file, dump);
        reset(
                "CREATE TABLE empty (id INTEGER PRIMARY KEY AUTOINCREMENT)",
                "INSERT INTO artist VALUES (1000, 'later')",
                "DELETE FROM artist");

        Cycle.restore(file, dump);

        try (TestFile shop = new TestFile(file)) {
            assertThat(shop.query("SELECT name, seq FROM sqlite_sequence ORDER BY name"))
                    .containsExactly("artist|1000", "empty|500");
        }
    }

    @Tag("case-27")
    @Tag("case-78")
    @Test
    void textThatAChangedTypeWouldTurnIntoANumberIsRefusedByName() throws Exception {
        try (TestFile shop = new TestFile(file)) {
            shop.run(
                    "CREATE TABLE code (id INTEGER PRIMARY KEY, typed TEXT, bare)",
                    "INSERT INTO code VALUES (1, '42', '42')");
        }
        Cycle.dump(file, dump);
        reset("CREATE TABLE code (id INTEGER PRIMARY KEY, typed INTEGER, bare INTEGER)");
        Cycle.restore(file, dump);
        try (TestFile shop = new TestFile(file)) {
            assertThat(shop.query("SELECT typeof(typed), typeof(bare) FROM code"))
                    .containsExactly("integer|integer");
            shop.run(
                    "DROP TABLE code",
                    "CREATE TABLE code (id INTEGER PRIMARY KEY, typed TEXT, bare)",
                    "INSERT INTO code VALUES (1, '42', '007')");
        }

        Cycle.dump(file, dump);
        reset("CREATE TABLE code (id INTEGER PRIMARY KEY, typed INTEGER, bare INTEGER)");

        assertThatThrownBy(() -> Cycle.restore(file, dump))
                .hasMessageContaining("code")
                .hasMessageContaining("column bare")
                .hasMessageContaining("row 1");
    }

    @Tag("case-49")
    @Test
    void minusZeroReplacesZeroAndStays() throws Exception {
        try (TestFile shop = new TestFile(file)) {
            shop.run("CREATE TABLE zero (id INTEGER PRIMARY KEY, v)", "INSERT INTO zero VALUES (1, 0.0), (2, 5)");
            try (PreparedStatement insert = shop.connection.prepareStatement("UPDATE zero SET v = ? WHERE id = 1")) {
                insert.setDouble(1, -0.0);
                insert.executeUpdate();
            }
        }
        Cycle.dump(file, dump);
        try (TestFile shop = new TestFile(file)) {
            shop.run("UPDATE zero SET v = 0.0 WHERE id = 1");
            assertThat(shop.query("SELECT atan2(v, -1) < 0 FROM zero WHERE id = 1"))
                    .containsExactly("0");
        }

        Cycle.restore(file, dump);

        try (TestFile shop = new TestFile(file)) {
            assertThat(shop.query("SELECT atan2(v, -1) < 0 FROM zero WHERE id = 1"))
                    .containsExactly("1");
        }
    }

    @Tag("case-82")
    @Test
    void rowsOfAFullTextTableAreUpdatedAndCounted() throws Exception {
        Cycle.dump(file, dump);
        try (TestFile shop = new TestFile(file)) {
            shop.run(
                    "UPDATE note SET body = 'other' WHERE rowid = 9",
                    "INSERT INTO note (rowid, title) VALUES (11, 'mine')");
        }

        RestoreReport report = Cycle.restore(file, dump);

        assertThat(report.tables())
                .filteredOn(table -> table.table().name().equals("note"))
                .extracting(table -> List.of(table.inserted(), table.updated(), table.unchanged()))
                .containsExactly(List.of(0L, 1L, 1L));
        try (TestFile shop = new TestFile(file)) {
            assertThat(shop.query("SELECT rowid, body FROM note ORDER BY rowid"))
                    .containsExactly("5|two litres", "9|007", "11|null");
        }
    }

    @Tag("case-59")
    @Test
    void aTableOfTwoThousandColumnsIsMerged() throws Exception {
        StringBuilder create = new StringBuilder("CREATE TABLE wide (id INTEGER PRIMARY KEY");
        StringBuilder insert = new StringBuilder("INSERT INTO wide VALUES (1");
        for (int i = 1; i < 2_000; i++) {
            create.append(", c").append(i);
            insert.append(", ").append(i);
        }
        try (TestFile shop = new TestFile(file)) {
            shop.run(create + ")", insert + ")");
        }
        Cycle.dump(file, dump);
        try (TestFile shop = new TestFile(file)) {
            shop.run("UPDATE wide SET c1999 = 'changed'");
        }

        RestoreReport report = Cycle.restore(file, dump);

        assertThat(report.tables())
                .filteredOn(table -> table.table().name().equals("wide"))
                .extracting(TableResult::updated)
                .containsExactly(1L);
        try (TestFile shop = new TestFile(file)) {
            assertThat(shop.query("SELECT c1999 FROM wide")).containsExactly("1999");
        }
    }
}
