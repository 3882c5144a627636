package io.dbrestore.dialect.sqlite;

import io.dbrestore.DbRestore;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.spi.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A database that was reset: its dump from before, and the file after, whose schema has changed and which has seed rows.
 * To restore the dump takes every road of the merge: rows that go straight in, rows that are staged, changed, converted,
 * given a default, parked because two of them swap a unique value, and rows without a key; in tables that refer to each
 * other in a circle, and with triggers that must not fire.
 */
final class ResetDatabase {

    /** A copy of the file goes under another name than the database that was dumped. */
    private static final RestoreOptions INTO_A_COPY = RestoreOptions.DEFAULT.withIntoOther(true);

    private final Path file;
    private final Path dump;

    private ResetDatabase(Path file, Path dump) {
        this.file = file;
        this.dump = dump;
    }

    /**
     * Makes both.
     *
     * @param rows how many rows the larger tables shall have
     */
    static ResetDatabase create(Path folder, int rows) throws SQLException {
        Path dump = folder.resolve("dump");
        Path original = folder.resolve("original.db");
        try (TestFile database = new TestFile(original)) {
            schema(database, "gone TEXT", "priority INTEGER", "title TEXT");
            fill(database, rows);
        }
        try (Connection connection = connect(original);
                Database database = Database.on(connection, extensions())) {
            DbRestore.on(database).with(extensions()).dump(dump, DumpOptions.DEFAULT);
        }
        Path reset = folder.resolve("reset.db");
        try (TestFile database = new TestFile(reset)) {
            schema(
                    database,
                    "active INTEGER NOT NULL DEFAULT 1",
                    "priority TEXT",
                    "title TEXT NOT NULL DEFAULT 'untitled'");
            seed(database, rows);
        }
        return new ResetDatabase(reset, dump);
    }

    /** Has the file, and every copy of it, written in a journal mode of SQLite's. */
    void use(String journalMode) throws SQLException {
        try (TestFile database = new TestFile(file)) {
            database.run("PRAGMA journal_mode = " + journalMode);
        }
    }

    private static void schema(TestFile database, String memberColumn, String priority, String title)
            throws SQLException {
        database.run(
                "CREATE TABLE team (id INTEGER PRIMARY KEY, name TEXT NOT NULL, lead INTEGER NOT NULL"
                        + " REFERENCES member DEFERRABLE INITIALLY DEFERRED)",
                "CREATE TABLE member (id INTEGER PRIMARY KEY, team INTEGER NOT NULL REFERENCES team ON DELETE CASCADE,"
                        + " email TEXT NOT NULL UNIQUE, boss INTEGER REFERENCES member, " + memberColumn + ")",
                "CREATE TABLE job (id INTEGER PRIMARY KEY AUTOINCREMENT, " + title + ", " + priority
                        + ", changed_at TEXT)",
                "CREATE TABLE note (body TEXT, weight REAL, raw BLOB)",
                "CREATE TABLE tag (word TEXT PRIMARY KEY, uses INTEGER) WITHOUT ROWID",
                "CREATE TABLE file (id INTEGER PRIMARY KEY, content BLOB)",
                "CREATE TABLE audit (id INTEGER PRIMARY KEY, what TEXT)",
                "CREATE TRIGGER  team_audit AFTER INSERT ON team BEGIN INSERT INTO audit (what) VALUES ('team'); END",
                "CREATE TRIGGER job_time AFTER UPDATE ON job BEGIN"
                        + " UPDATE job SET changed_at = 'fired' WHERE id = NEW.id; END",
                "CREATE TRIGGER member_audit AFTER DELETE ON member BEGIN SELECT RAISE(ABORT, 'fired'); END");
    }

    private static void fill(TestFile database, int rows) throws SQLException {
        database.run(
                "DROP TRIGGER team_audit",
                numbers(rows) + " INSERT INTO team SELECT i, 'team ' || i, i FROM n",
                numbers(rows) + " INSERT INTO member SELECT i, i, 'm' || i, nullif(i - 1, 0), 'gone' FROM n",
                numbers(rows) + " INSERT INTO job SELECT i, iif(i % 5 = 0, NULL, 'job ' || i), i * 7, 'then' FROM n",
                "UPDATE sqlite_sequence SET seq = 1000000",
                numbers(rows) + " INSERT INTO note SELECT 'note ' || (i / 2), i / 3.0, zeroblob(i % 7) FROM n",
                numbers(rows) + " INSERT INTO tag SELECT 'tag ' || i, i FROM n",
                numbers(rows) + " INSERT INTO file SELECT i, zeroblob(2000 + i) FROM n");
    }

    /** Seed rows with other values than the dump's, so that the two first members swap their e-mail. */
    private static void seed(TestFile database, int rows) throws SQLException {
        database.run(
                "INSERT INTO team VALUES (1, 'seeded', 1), (1000001, 'only seeded', 1000001)",
                "DELETE FROM audit",
                "INSERT INTO member VALUES (1, 1, 'm2', NULL, 0), (2, 1, 'm1', NULL, 0), (1000001, 1000001, 'new', 1, 0)",
                "INSERT INTO job VALUES (1, 'seeded', 'high', 'seeded'), (1000007, 'only seeded', '1', 'seeded')",
                "INSERT INTO note VALUES ('seeded', 1.5, x'00')",
                "INSERT INTO tag VALUES ('tag 1', -1), ('seeded', 0)",
                numbers(rows / 2) + " INSERT INTO file SELECT i, randomblob(3000) FROM n");
    }

    private static String numbers(int count) {
        return "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + count + ")";
    }

    static Extensions extensions() {
        return Extensions.of(List.of(new SqliteDialect()), List.of(), List.of());
    }

    Path dump() {
        return dump;
    }

    /** A copy of the file as it is after the reset. */
    Path copy(Path folder, String name) throws IOException {
        Path copy = folder.resolve(name);
        delete(copy);
        return copy(file, copy);
    }

    /** Copies a database in whatever state it is: with all the files that SQLite would recover it from. */
    static Path copy(Path database, Path copy) throws IOException {
        delete(copy);
        Files.copy(database, copy);
        for (String suffix : List.of("-journal", "-wal")) {
            Path beside = Path.of(database + suffix);
            if (Files.exists(beside)) {
                Files.copy(beside, Path.of(copy + suffix));
            }
        }
        return copy;
    }

    /** Whether two databases are the same files. */
    static boolean isSame(Path one, Path other) throws IOException {
        for (String suffix : List.of("", "-journal", "-wal")) {
            Path first = Path.of(one + suffix);
            Path second = Path.of(other + suffix);
            if (Files.exists(first) != Files.exists(second)
                    || (Files.exists(first) && Files.mismatch(first, second) >= 0)) {
                return false;
            }
        }
        return true;
    }

    static void delete(Path database) throws IOException {
        for (String suffix : List.of("", "-journal", "-wal", "-shm")) {
            Files.deleteIfExists(Path.of(database + suffix));
        }
    }

    /** A connection as db-restore opens it, whose changes reach the file long before the commit. */
    static Connection connect(Path database) throws SQLException {
        Address address =
                new SqliteDialect().address("sqlite:" + database, Path.of("")).orElseThrow();
        Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.properties());
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA cache_size = 10");
            statement.execute("PRAGMA foreign_keys = ON");
        }
        return connection;
    }

    /** The same, but it does not wait for the disk; for where no process dies. */
    static Connection connectInHaste(Path database) throws SQLException {
        Connection connection = connect(database);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
        }
        return connection;
    }

    static RestoreReport restore(Connection connection, Path dump) {
        try (Database database = Database.on(connection, extensions())) {
            return DbRestore.on(database).with(extensions()).restore(dump, INTO_A_COPY);
        }
    }

    static RestoreReport restore(Path database, Path dump) throws SQLException {
        try (Connection connection = connectInHaste(database)) {
            return restore(connection, dump);
        }
    }

    /** Everything in a database as SQLite itself says it: its words for the schema, and each value with its type. */
    static List<String> stateOf(Path database) throws SQLException {
        List<String> state = new ArrayList<>();
        try (TestFile file = new TestFile(database)) {
            state.add("integrity: " + file.query("PRAGMA integrity_check"));
            for (String type : List.of("table", "index", "trigger")) {
                state.addAll(file.query("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE type = '" + type
                        + "' ORDER BY tbl_name, rowid"));
            }
            for (String table : file.query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")) {
                String columns = file.query("SELECT group_concat('quote(' || name || ') || typeof(' || name || ')',"
                                + " ' || '','' || ') FROM pragma_table_info('" + table + "')")
                        .get(0);
                file.query("SELECT " + columns + " FROM " + table + " ORDER BY 1").stream()
                        .map(row -> table + ": " + shortened(row))
                        .forEach(state::add);
            }
        }
        return state;
    }

    private static String shortened(String row) {
        return row.length() < 200
                ? row
                : row.substring(0, 60) + "... " + UUID.nameUUIDFromBytes(row.getBytes(StandardCharsets.UTF_8));
    }
}
