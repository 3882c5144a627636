package io.dbrestore.dialect.mysql.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.DbRestore;
import io.dbrestore.dialect.mysql.MySqlDialect;
import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.Strategy;
import io.dbrestore.engine.TableSelection;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.spi.Dialect.Purpose;
import io.dbrestore.spi.Session;
import io.dbrestore.spi.SharedSnapshot;
import io.dbrestore.testserver.MySqlServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions of db-restore: what they pin and put back, what they see, and whom they exclude. */
class SessionTest {

    /** All but what counts or tells the time. */
    private static final String SETTINGS = "SELECT * FROM "
            + (MySqlServer.IS_MYSQL ? "performance_schema.session_variables" : "information_schema.SESSION_VARIABLES")
            + " WHERE LOWER(VARIABLE_NAME) NOT IN"
            + " ('timestamp', 'last_insert_id', 'identity', 'insert_id', 'rand_seed1', 'rand_seed2', 'warning_count',"
            + " 'error_count', 'last_gtid', 'pseudo_thread_id', 'in_transaction', 'statement_id', 'innodb_lsn')"
            + " AND LOWER(VARIABLE_NAME) NOT LIKE 'gtid%' ORDER BY 1 LIMIT 5000";

    private static final List<String> ODD = List.of(
            "SET SESSION sql_mode = 'ANSI_QUOTES,NO_ZERO_DATE,PIPES_AS_CONCAT'",
            "SET SESSION time_zone = '-03:30'",
            "SET SESSION sql_auto_is_null = 1",
            "SET SESSION sql_safe_updates = 1",
            "SET SESSION sql_select_limit = 1",
            "SET SESSION foreign_key_checks = 0",
            "SET SESSION completion_type = 1",
            "SET SESSION wait_timeout = 100",
            "SET SESSION net_read_timeout = 17",
            "SET SESSION innodb_lock_wait_timeout = 7",
            "SET SESSION default_tmp_storage_engine = MyISAM",
            "SET SESSION collation_connection = utf8mb4_unicode_ci");

    @TempDir
    Path folder;

    private final MySqlDialect dialect = new MySqlDialect();
    private SessionDatabase database;

    @BeforeEach
    void create() throws SQLException {
        database = SessionDatabase.create();
    }

    private void fill() throws SQLException {
        database.run(
                "CREATE TABLE t (id integer PRIMARY KEY, moment timestamp NULL, day date, text varchar(20))",
                "INSERT INTO t VALUES (1, '2024-02-03 04:05:06', '2024-02-03', 'a\\\\b'), (2, NULL, NULL, '')");
    }

    private List<String> count(String table) throws SQLException {
        return database.query("SELECT COUNT(*) FROM " + table);
    }

    @Test
    @Tag("case-39")
    @Tag("case-71")
    void aDumpIsTheSameUnderAllSettings() throws Exception {
        fill();
        database.dump(folder.resolve("plain"));

        try (Connection connection = database.connect();
                Database odd = Database.on(connection, SessionDatabase.extensions())) {
            SessionDatabase.run(connection, ODD.toArray(String[]::new));
            DbRestore.on(odd).dump(folder.resolve("odd"), DumpOptions.DEFAULT);
        }

        assertThat(folder.resolve("odd/t.json")).hasSameTextualContentAs(folder.resolve("plain/t.json"));
    }

    @Test
    @Tag("case-39")
    @Tag("case-71")
    void everySettingIsAfterwardsWhatItWas() throws Exception {
        fill();
        try (Connection connection = database.connect();
                Database odd = Database.on(connection, SessionDatabase.extensions())) {
            SessionDatabase.run(connection, ODD.toArray(String[]::new));
            List<String> before = SessionDatabase.query(connection, SETTINGS);
            assertThat(before)
                    .hasSizeGreaterThan(300)
                    .anyMatch("sql_select_limit | 1"::equalsIgnoreCase)
                    .anyMatch("completion_type | CHAIN"::equalsIgnoreCase);

            DbRestore.on(odd).dump(folder.resolve("dump"), DumpOptions.DEFAULT);
            assertThat(SessionDatabase.query(connection, SETTINGS))
                    .as("after a dump")
                    .isEqualTo(before);

            database.run("UPDATE t SET day = NULL");
            DbRestore.on(odd).restore(folder.resolve("dump"), RestoreOptions.DEFAULT);
            assertThat(SessionDatabase.query(connection, SETTINGS))
                    .as("after a restore")
                    .isEqualTo(before);
            assertThat(database.query("SELECT day FROM t WHERE id = 1")).containsExactly("2024-02-03");

            database.run("DROP TABLE t", "CREATE TABLE t (id integer PRIMARY KEY, new integer NOT NULL)");
            assertThatThrownBy(() -> DbRestore.on(odd).restore(folder.resolve("dump"), RestoreOptions.DEFAULT))
                    .isInstanceOf(DbRestoreException.class);
            assertThat(SessionDatabase.query(connection, SETTINGS))
                    .as("after a failure")
                    .isEqualTo(before);
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    /** The driver asks for the mode once; told otherwise, it would leave backslashes single. */
    @Test
    @Tag("case-71")
    void backslashesSurviveAServerThatTakesThemForText() throws Exception {
        fill();
        database.dump(folder.resolve("dump"));
        database.run("DELETE FROM t");
        String url = database.url() + "&sessionVariables=sql_mode='NO_BACKSLASH_ESCAPES'";

        try (Connection connection = MySqlServer.connect(url)) {
            SessionDatabase.restore(connection, folder.resolve("dump"), RestoreOptions.DEFAULT);
            try (var statement = connection.prepareStatement("SELECT HEX(?)")) {
                statement.setString(1, "\\");
                try (var row = statement.executeQuery()) {
                    row.next();
                    assertThat(row.getString(1)).isEqualTo("5C");
                }
            }
        }

        assertThat(database.query("SELECT HEX(text) FROM t WHERE id = 1")).containsExactly("615C62");
    }

    @Test
    @Tag("case-51")
    void aConnectionThatDoesNotSpeakUtf8IsRefused() throws Exception {
        fill();
        try (Connection connection = MySqlServer.connect(database.url() + "&characterEncoding=ISO-8859-1");
                Database latin = Database.on(connection, SessionDatabase.extensions())) {
            List<String> before = SessionDatabase.query(connection, SETTINGS);

            assertThatThrownBy(() -> DbRestore.on(latin).dump(folder.resolve("dump"), DumpOptions.DEFAULT))
                    .hasMessageContaining("Add characterEncoding=UTF-8 to the connection's URL");

            assertThat(SessionDatabase.query(connection, SETTINGS)).isEqualTo(before);
        }
    }

    @Test
    @Tag("case-39")
    void aLentTransactionKeepsItsSettingsItsChangesAndNoTablesOfOurs() throws Exception {
        fill();
        database.dump(folder.resolve("dump"));
        database.run("DELETE FROM t WHERE id = 2", "UPDATE t SET text = 'seeded'");
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            SessionDatabase.run(connection, ODD.toArray(String[]::new));
            SessionDatabase.run(connection, "INSERT INTO t (id) VALUES (3)");
            List<String> before = SessionDatabase.query(connection, SETTINGS);

            SessionDatabase.restore(connection, folder.resolve("dump"), RestoreOptions.DEFAULT);

            assertThat(SessionDatabase.query(connection, SETTINGS)).isEqualTo(before);
            assertThat(SessionDatabase.query(connection, "SELECT COUNT(*) FROM t"))
                    .containsExactly("3");
            assertNoStaging(connection);
            connection.rollback();
        }
        assertThat(count("t")).containsExactly("1");
    }

    @Test
    @Tag("case-39")
    void aRestoreThatFailsInALentTransactionLeavesNoTablesOfOurs() throws Exception {
        fill();
        database.dump(folder.resolve("dump"));
        database.run("UPDATE t SET text = 'seeded'", "ALTER TABLE t ADD CONSTRAINT never CHECK (text <> '')");
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            List<String> before = SessionDatabase.query(connection, SETTINGS);

            assertThatThrownBy(
                            () -> SessionDatabase.restore(connection, folder.resolve("dump"), RestoreOptions.DEFAULT))
                    .hasMessageContaining("row 2 of t in the dump breaks a rule of the database");

            assertThat(SessionDatabase.query(connection, SETTINGS)).isEqualTo(before);
            assertNoStaging(connection);
            connection.rollback();
        }
    }

    private static void assertNoStaging(Connection connection) {
        for (int i = 1; i <= 15; i++) {
            for (String name : List.of("staging", "before", "converted", "moving", "there")) {
                String table = "dbrestore_" + name + "_" + i;
                assertThatThrownBy(() -> SessionDatabase.query(connection, "SELECT 1 FROM " + table))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getErrorCode()).as(table).isEqualTo(1146));
            }
        }
    }

    @Test
    @Tag("case-46")
    void aDumpIsReadOnlyAndSeesOneMomentOnAllItsConnections() throws Exception {
        database.run(
                "CREATE TABLE debit (amount integer)",
                "CREATE TABLE credit (amount integer)",
                "INSERT INTO debit VALUES (0)",
                "INSERT INTO credit VALUES (0)");
        try (Database first = database.open();
                Database second = database.open()) {
            Session session = dialect.begin(first.handle(), Purpose.DUMP);
            Session other;
            try (SharedSnapshot snapshot = dialect.shareSnapshot(first.handle()).orElseThrow()) {
                other = snapshot.begin(second.handle());
            }
            database.run("UPDATE debit SET amount = -5", "UPDATE credit SET amount = 5");

            for (Database each : List.of(first, second)) {
                Connection connection = each.handle().getConnection();
                assertThat(SessionDatabase.query(connection, "SELECT d.amount, c.amount FROM debit d, credit c"))
                        .containsExactly("0 | 0");
                assertThatThrownBy(() -> SessionDatabase.run(connection, "DELETE FROM debit"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getErrorCode()).isEqualTo(1792));
                connection.rollback();
            }
            other.close();
            session.close();
            assertThat(first.handle().getConnection().getAutoCommit()).isTrue();
        }
    }

    @Test
    @Tag("case-45")
    void aUserWhoMayNotKeepOthersStillDumpsOverOneConnection() throws Exception {
        fill();
        String user = "u_" + database.name();
        database.run(
                "CREATE USER " + user + " IDENTIFIED BY 'secret'",
                "GRANT SELECT, CREATE TEMPORARY TABLES, INSERT, UPDATE, DELETE ON " + database.name() + ".* TO "
                        + user);
        try (Connection connection = MySqlServer.connect(MySqlServer.as(user, "secret", database.url()));
                Database poor = Database.on(connection, SessionDatabase.extensions())) {
            Session session = dialect.begin(poor.handle(), Purpose.DUMP);

            assertThat(dialect.shareSnapshot(poor.handle())).isEmpty();

            database.run("DELETE FROM t");
            assertThat(SessionDatabase.query(connection, "SELECT COUNT(*) FROM t"))
                    .containsExactly("2");
            connection.rollback();
            session.close();
            DbRestore.on(poor).dump(folder.resolve("dump"), DumpOptions.DEFAULT);
            DbRestore.on(poor).restore(folder.resolve("dump"), RestoreOptions.DEFAULT);
        } finally {
            database.run("DROP USER " + user);
        }
    }

    /** Whoever reads for long keeps all writers waiting behind somebody who wants them to stand still. */
    @Test
    @Tag("case-46")
    void aStatementThatDoesNotEndIsNotWaitedForLong() throws Exception {
        fill();
        try (Connection busy = database.connect();
                Database first = database.open()) {
            SessionDatabase.run(busy, "LOCK TABLES t WRITE");
            Session session = dialect.begin(first.handle(), Purpose.DUMP);

            assertThat(dialect.shareSnapshot(first.handle())).isEmpty();

            SessionDatabase.run(busy, "UNLOCK TABLES", "INSERT INTO t (id) VALUES (3)");
            first.handle().getConnection().rollback();
            session.close();
        }
    }

    @Test
    @Tag("case-46")
    void aDumpUnderConcurrentWritersHoldsTheirInvariant() throws Exception {
        String[] tables = {
            "CREATE TABLE debit (id integer PRIMARY KEY, amount integer)",
            "CREATE TABLE credit (id integer PRIMARY KEY, amount integer)"
        };
        database.run(tables);
        database.run(
                "INSERT INTO debit SELECT seq.i, 0 FROM (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1"
                        + " FROM n WHERE i < 900) SELECT i FROM n) seq",
                "INSERT INTO credit SELECT * FROM debit");
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch written = new CountDownLatch(20);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        Future<?> writer = executor.submit(() -> {
            try (Connection connection = database.connect()) {
                while (!done.get()) {
                    SessionDatabase.run(
                            connection,
                            "START TRANSACTION",
                            "UPDATE debit SET amount = amount - 1 WHERE id % 100 = 3",
                            "UPDATE credit SET amount = amount + 1 WHERE id % 100 = 3",
                            "COMMIT");
                    written.countDown();
                }
            }
            return null;
        });
        try {
            written.await();
            for (int i = 0; i < 3; i++) {
                Path dump = folder.resolve("dump" + i);
                database.dump(dump);
                SessionDatabase target = SessionDatabase.create();
                target.run(tables);
                target.restore(dump, RestoreOptions.DEFAULT.withIntoOther(true));
                assertThat(target.query("SELECT SUM(d.amount) + SUM(c.amount), SUM(c.amount) > 0, COUNT(*)"
                                + " FROM debit d JOIN credit c USING (id)"))
                        .containsExactly("0 | 1 | 900");
            }
        } finally {
            done.set(true);
            executor.shutdown();
        }
        writer.get();
    }

    @Test
    @Tag("case-46")
    void twoRestoresExcludeEachOther() throws Exception {
        fill();
        database.dump(folder.resolve("dump"));
        database.run("DELETE FROM t");
        try (Database first = database.open();
                Connection second = database.connect()) {
            Session session = dialect.begin(first.handle(), Purpose.RESTORE);

            assertThatThrownBy(() -> SessionDatabase.restore(second, folder.resolve("dump"), RestoreOptions.DEFAULT))
                    .isInstanceOfSatisfying(
                            DbRestoreException.class, e -> assertThat(e.hint()).contains("IS_USED_LOCK"))
                    .hasMessageContaining("another db-restore is restoring into this database")
                    .hasMessageContaining("The database is as it was");
            assertThat(second.getAutoCommit()).isTrue();
            database.dump(folder.resolve("meanwhile"));

            first.handle().getConnection().rollback();
            session.close();
            SessionDatabase.restore(second, folder.resolve("dump"), RestoreOptions.DEFAULT);
        }
        assertThat(count("t")).containsExactly("2");
        assertThat(database.query("SELECT IS_FREE_LOCK(CONCAT('dbr ', SHA2(LOWER(DATABASE()), 224)))"))
                .containsExactly("1");
    }

    @Test
    @Tag("case-46")
    void whatARestoreHasReadStaysUntilItIsDone() throws Exception {
        fill();
        try (Database restoring = database.open();
                Connection writer = database.connect()) {
            Session session = dialect.begin(restoring.handle(), Purpose.RESTORE);
            Connection connection = restoring.handle().getConnection();
            assertThat(SessionDatabase.query(connection, "SELECT id FROM t")).containsExactly("1", "2");

            SessionDatabase.run(writer, "SET SESSION innodb_lock_wait_timeout = 1");
            for (String write : List.of("UPDATE t SET text = 'mine' WHERE id = 1", "INSERT INTO t (id) VALUES (3)")) {
                assertThatThrownBy(() -> SessionDatabase.run(writer, write))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getErrorCode()).isEqualTo(1205));
            }
            assertThat(SessionDatabase.query(writer, "SELECT id FROM t")).containsExactly("1", "2");

            connection.commit();
            session.close();
            SessionDatabase.run(writer, "UPDATE t SET text = 'mine' WHERE id = 1");
        }
    }

    /** All keys are NOT NULL, so that no order of rows would do. */
    @Test
    @Tag("case-34")
    @Tag("case-35")
    @Tag("case-41")
    @Tag("case-73")
    @Tag("case-77")
    void circlesAndTreesAreRestoredInAnyOrderAndNoActionFires() throws Exception {
        String[] schema = {
            "CREATE TABLE a (id integer PRIMARY KEY, b integer NOT NULL)",
            "CREATE TABLE b (id integer PRIMARY KEY, a integer NOT NULL, FOREIGN KEY (a) REFERENCES a (id)"
                    + " ON DELETE CASCADE ON UPDATE CASCADE)",
            "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b (id) ON DELETE CASCADE",
            "CREATE TABLE tree (id integer PRIMARY KEY, parent integer NOT NULL, touched timestamp NOT NULL"
                    + " DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, FOREIGN KEY (parent) REFERENCES tree (id))"
        };
        database.run(schema);
        database.run("SET SESSION foreign_key_checks = 0");
        try (Connection connection = database.connect()) {
            SessionDatabase.run(
                    connection,
                    "SET SESSION foreign_key_checks = 0",
                    "INSERT INTO a VALUES (1, 2), (2, 1)",
                    "INSERT INTO b VALUES (1, 1), (2, 2)",
                    "INSERT INTO tree VALUES (1, 3, '2001-02-03 04:05:06'), (2, 3, '2001-02-03 04:05:06'),"
                            + " (3, 3, '2001-02-03 04:05:06')");
        }
        List<String> before = database.state();
        database.dump(folder.resolve("dump"));
        try (Connection connection = database.connect()) {
            SessionDatabase.run(
                    connection,
                    "SET SESSION foreign_key_checks = 0",
                    "DELETE FROM b WHERE id = 2",
                    "UPDATE a SET b = 1",
                    "UPDATE tree SET parent = 1",
                    "DELETE FROM tree WHERE id = 3");
        }

        database.restore(folder.resolve("dump"));

        assertThat(database.state()).isEqualTo(before);
        assertThatThrownBy(() -> database.run("INSERT INTO b VALUES (9, 9)"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1452));
    }

    @Test
    @Tag("case-41")
    @Tag("case-73")
    void aReplaceThatWouldLeaveAChildWithoutItsParentIsRefused() throws Exception {
        database.run(
                "CREATE TABLE parent (id integer PRIMARY KEY)",
                "CREATE TABLE child (id integer PRIMARY KEY, parent integer,"
                        + " CONSTRAINT its_parent FOREIGN KEY (parent) REFERENCES parent (id) ON DELETE CASCADE)",
                "INSERT INTO parent VALUES (1)");
        database.dump(folder.resolve("dump"));
        database.run("INSERT INTO parent VALUES (2)", "INSERT INTO child VALUES (5, 2)");
        RestoreOptions replace = RestoreOptions.DEFAULT
                .withStrategy(Strategy.REPLACE)
                .withTables(new TableSelection(List.of("parent"), List.of(), List.of()));

        assertThatThrownBy(() -> database.restore(folder.resolve("dump"), replace))
                .hasMessageContaining("its_parent")
                .hasMessageContaining("1 rows would refer to a row that does not exist");

        assertThat(database.query("SELECT * FROM child")).containsExactly("5 | 2");
        assertThat(count("parent")).containsExactly("2");
    }

    @Test
    @Tag("case-46")
    void aTableThatIsAlteredDuringADumpEndsItWithAdvice() throws Exception {
        fill();
        try (Database reading = database.open()) {
            Session session = dialect.begin(reading.handle(), Purpose.DUMP);
            database.run("ALTER TABLE t ADD COLUMN late integer, ALGORITHM = COPY");

            assertThatThrownBy(() -> SessionDatabase.query(reading.handle().getConnection(), "SELECT id FROM t"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(dialect.advice(e)).contains("schema was changed"));

            reading.handle().getConnection().rollback();
            session.close();
        }
    }
}
