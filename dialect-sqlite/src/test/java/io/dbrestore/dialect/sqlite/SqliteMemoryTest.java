package io.dbrestore.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables far greater than the memory there is. SQLite itself compares what came back with what was there. */
@Tag("slow")
@Tag("case-59")
class SqliteMemoryTest {

    private static final int ROWS = 5_000_000;

    @TempDir
    Path folder;

    @Test
    void fiveMillionRowsGoThroughAHeapOf64Megabytes() throws Exception {
        String table = "CREATE TABLE reading (id INTEGER PRIMARY KEY, station TEXT, degrees REAL, taken_at INTEGER)";
        Path source = database("source.db", table, """
                INSERT INTO reading
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
                SELECT i, iif(i %% 7, 'station ' || i * 7919 %% 100003, NULL), i / 7.0, 1700000000000 + i FROM n
                """.formatted(ROWS));
        Path target = database("target.db", table);
        Path dump = folder.resolve("dump");

        assertThat(TransferChild.run("64m", "dump", source, dump)).isEmpty();
        assertThat(TransferChild.run("64m", "restore", target, dump)).isEmpty();
        assertThat(same(source, target, "reading", "station", "degrees", "taken_at"))
                .isEqualTo(ROWS);

        change(target, "UPDATE reading SET degrees = 0 WHERE id % 1000 = 0", "DELETE FROM reading WHERE id % 1000 = 1");
        assertThat(TransferChild.run("64m", "restore", target, dump)).isEmpty();
        assertThat(same(source, target, "reading", "station", "degrees", "taken_at"))
                .isEqualTo(ROWS);
    }

    @Test
    @Tag("case-58")
    void aValueOf64MegabytesAndMoreComesBack() throws Exception {
        String table = "CREATE TABLE document (id INTEGER PRIMARY KEY, body TEXT, raw BLOB)";
        int size = 65 << 20;
        Path source = database(
                "source.db",
                table,
                "INSERT INTO document VALUES (1, replace(hex(zeroblob(" + size / 4 + ")), '00', 'aé\"'), NULL)",
                "INSERT INTO document VALUES (2, 'short', randomblob(" + size + "))");
        Path target = database("target.db", table);
        Path dump = folder.resolve("dump");

        assertThat(TransferChild.run("1g", "dump", source, dump)).isEmpty();
        assertThat(TransferChild.run("1g", "restore", target, dump)).isEmpty();

        assertThat(same(source, target, "document", "body", "raw")).isEqualTo(2);
    }

    private Path database(String name, String... statements) throws SQLException {
        Path file = folder.resolve(name);
        change(file, statements);
        return file;
    }

    private static void change(Path file, String... statements) throws SQLException {
        try (TestFile database = new TestFile(file, "PRAGMA synchronous = OFF")) {
            database.run(statements);
        }
    }

    /** How many rows are the same in both files, if there are as many in one as in the other. */
    private static long same(Path source, Path target, String table, String... columns) throws SQLException {
        StringBuilder equal = new StringBuilder("t.id = s.id");
        for (String column : columns) {
            equal.append(" AND typeof(t.%1$s) = typeof(s.%1$s) AND t.%1$s IS s.%1$s".formatted(column));
        }
        try (TestFile database = new TestFile(source, "ATTACH '" + target + "' AS target")) {
            assertThat(database.query("SELECT count(*) FROM target." + table))
                    .isEqualTo(database.query("SELECT count(*) FROM main." + table));
            return Long.parseLong(database.query(
                            "SELECT count(*) FROM main." + table + " s CROSS JOIN target." + table + " t ON " + equal)
                    .get(0));
        }
    }
}
