package io.dbrestore.dialect.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.DbRestore;
import io.dbrestore.dialect.postgres.PostgresDialect;
import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.spi.Dialect.Purpose;
import io.dbrestore.spi.Session;
import io.dbrestore.spi.SharedSnapshot;
import io.dbrestore.testserver.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
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

    private static final String SETTINGS = "SELECT name, setting FROM pg_settings"
            + " WHERE name NOT IN ('transaction_isolation', 'transaction_read_only') ORDER BY name";

    private static final List<String> ODD = List.of(
            "SET DateStyle = 'ISO, DMY'",
            "SET IntervalStyle = iso_8601",
            "SET TimeZone = 'America/Sao_Paulo'",
            "SET extra_float_digits = -10",
            "SET bytea_output = escape",
            "SET xmloption = document",
            "SET array_nulls = off",
            "SET transform_null_equals = on",
            "SET quote_all_identifiers = on",
            "SET statement_timeout = '50s'",
            "SET lock_timeout = '1ms'",
            "SET idle_in_transaction_session_timeout = '50s'",
            "SET synchronous_commit = off",
            "SET search_path = \"$user\", app");

    @TempDir
    Path folder;

    private final PostgresDialect dialect = new PostgresDialect();
    private OwnedDatabase database;

    @BeforeEach
    void create() throws SQLException {
        database = OwnedDatabase.create();
    }

    private void fill() throws SQLException {
        database.asOwner(
                "CREATE TABLE t (id integer PRIMARY KEY, real_one real, double_one double precision, money_one money,"
                        + " moment timestamptz, day date, span interval, bytes bytea, list integer[], markup xml)",
                "INSERT INTO t VALUES (1, 0.1, 0.1::float8 + 0.2, 12.34, '2024-02-03 04:05:06.7+01', '2024-02-03',"
                        + " '1 year 2 days 3:04:05', '\\x00ff5c', '{1,NULL}', '<a/><b/>')");
    }

    @Test
    @Tag("case-39")
    @Tag("case-53")
    void aDumpIsTheSameUnderAllSettings() throws Exception {
        fill();
        database.dump(folder.resolve("plain"));

        try (Connection connection = database.connect(database.owner());
                Database odd = Database.on(connection, OwnedDatabase.extensions())) {
            OwnedDatabase.run(connection, ODD.toArray(String[]::new));
            DbRestore.on(odd).dump(folder.resolve("odd"), DumpOptions.DEFAULT.withConnections(1));
        }

        Path table = folder.resolve("plain/app.t.json");
        Path file = Files.exists(table) ? table : folder.resolve("plain/t.json");
        assertThat(folder.resolve("odd").resolve(file.getFileName())).hasSameTextualContentAs(file);
    }

    @Test
    @Tag("case-39")
    void everySettingIsAfterwardsWhatItWas() throws Exception {
        fill();
        try (Connection connection = database.connect(database.owner());
                Database odd = Database.on(connection, OwnedDatabase.extensions())) {
            OwnedDatabase.run(connection, ODD.toArray(String[]::new));
            List<String> before = OwnedDatabase.query(connection, SETTINGS);

            DbRestore.on(odd).dump(folder.resolve("dump"), DumpOptions.DEFAULT);
            assertThat(OwnedDatabase.query(connection, SETTINGS)).isEqualTo(before);

            OwnedDatabase.run(connection, "UPDATE t SET day = NULL");
            DbRestore.on(odd).restore(folder.resolve("dump"), RestoreOptions.DEFAULT);
            assertThat(OwnedDatabase.query(connection, SETTINGS)).isEqualTo(before);
            assertThat(OwnedDatabase.query(connection, "SELECT day FROM t")).containsExactly("2024-02-03");

            OwnedDatabase.run(
                    connection, "DROP TABLE t", "CREATE TABLE t (id text NOT NULL UNIQUE, new text NOT NULL)");
            assertThatThrownBy(() -> DbRestore.on(odd).restore(folder.resolve("dump"), RestoreOptions.DEFAULT))
                    .isInstanceOf(DbRestoreException.class);
            assertThat(OwnedDatabase.query(connection, SETTINGS)).isEqualTo(before);
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    @Test
    @Tag("case-39")
    void aLentTransactionKeepsItsSettingsAndItsChanges() throws Exception {
        fill();
        database.dump(folder.resolve("dump"));
        database.asOwner("DELETE FROM t");
        try (Connection connection = database.connect(database.owner())) {
            connection.setAutoCommit(false);
            OwnedDatabase.run(connection, ODD.toArray(String[]::new));
            OwnedDatabase.run(connection, "INSERT INTO t (id) VALUES (2)");
            List<String> before = OwnedDatabase.query(connection, SETTINGS);

            OwnedDatabase.restore(connection, folder.resolve("dump"), RestoreOptions.DEFAULT);

            assertThat(OwnedDatabase.query(connection, SETTINGS)).isEqualTo(before);
            assertThat(OwnedDatabase.query(connection, "SELECT id FROM t ORDER BY 1"))
                    .containsExactly("1", "2");
            connection.rollback();
        }
        assertThat(database.query("SELECT count(*) FROM app.t")).containsExactly("0");
    }

    /** Whoever lends a transaction may commit it after a restore that failed. */
    @Test
    @Tag("case-37")
    void aRestoreThatFailsInALentTransactionLeavesNothingInIt() throws Exception {
        database.asOwner(
                "CREATE TABLE parent (id integer PRIMARY KEY)",
                "CREATE TABLE child (id integer PRIMARY KEY, parent integer)",
                "INSERT INTO child VALUES (1, 99)",
                "INSERT INTO parent VALUES (1)");
        database.dump(folder.resolve("dump"));
        database.asOwner(
                "DELETE FROM child",
                "DELETE FROM parent",
                "ALTER TABLE child ADD FOREIGN KEY (parent) REFERENCES parent ON DELETE CASCADE",
                "CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
                "CREATE TRIGGER audit BEFORE INSERT ON child FOR EACH ROW EXECUTE FUNCTION fire()");
        List<String> before = database.state();
        try (Connection connection = database.connect(database.owner())) {
            connection.setAutoCommit(false);
            OwnedDatabase.run(connection, "SET LOCAL TimeZone = 'Asia/Tokyo'");

            assertThatThrownBy(() -> OwnedDatabase.restore(connection, folder.resolve("dump"), RestoreOptions.DEFAULT))
                    .hasMessageContaining("child_parent_fkey");

            assertThat(OwnedDatabase.query(connection, "SHOW TimeZone")).containsExactly("Asia/Tokyo");
            connection.commit();
        }
        assertThat(database.state()).isEqualTo(before);
    }

    @Test
    void aLentTransactionThatHasFailedIsNamedAsSuch() throws Exception {
        fill();
        database.dump(folder.resolve("dump"));
        try (Connection connection = database.connect(database.owner());
                Database lent = Database.on(connection, OwnedDatabase.extensions())) {
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> OwnedDatabase.run(connection, "SELECT 1 / 0"))
                    .isInstanceOf(SQLException.class);

            assertThatThrownBy(() -> DbRestore.on(lent).restore(folder.resolve("dump"), RestoreOptions.DEFAULT))
                    .isInstanceOfSatisfying(
                            DbRestoreException.class, e -> assertThat(e.hint()).contains("Roll it back"));
        }
    }

    @Test
    @Tag("case-46")
    void aDumpIsReadOnlyAndSeesOneMomentOnAllItsConnections() throws Exception {
        database.asOwner(
                "CREATE TABLE debit (amount integer)",
                "CREATE TABLE credit (amount integer)",
                "INSERT INTO debit VALUES (0)",
                "INSERT INTO credit VALUES (0)");
        try (Database first = database.open(database.owner());
                Database second = database.open(database.owner())) {
            Session session = dialect.begin(first.handle(), Purpose.DUMP);
            SharedSnapshot snapshot = dialect.shareSnapshot(first.handle()).orElseThrow();
            database.asOwner("BEGIN; UPDATE debit SET amount = -5; UPDATE credit SET amount = 5; COMMIT");
            Session other = snapshot.begin(second.handle());

            for (Database each : List.of(first, second)) {
                Connection connection = each.handle().getConnection();
                assertThat(OwnedDatabase.query(connection, "SELECT d.amount, c.amount FROM app.debit d, app.credit c"))
                        .containsExactly("0 | 0");
                assertThat(OwnedDatabase.query(connection, "SHOW transaction_isolation"))
                        .containsExactly("repeatable read");
                assertThatThrownBy(() -> OwnedDatabase.run(connection, "DELETE FROM app.debit"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("25006"));
                connection.rollback();
            }
            other.close();
            session.close();
            assertThat(first.handle().getConnection().getAutoCommit()).isTrue();
        }
    }

    @Test
    @Tag("case-46")
    void aDumpUnderConcurrentWritersHoldsTheirInvariant() throws Exception {
        database.asOwner(
                "CREATE TABLE debit (id integer PRIMARY KEY, amount integer)",
                "CREATE TABLE credit (id integer PRIMARY KEY, amount integer)",
                "INSERT INTO debit SELECT i, 0 FROM generate_series(1, 2000) i",
                "INSERT INTO credit SELECT i, 0 FROM generate_series(1, 2000) i");
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch written = new CountDownLatch(20);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        Future<?> writer = executor.submit(() -> {
            try (Connection connection = database.connect(database.owner())) {
                while (!done.get()) {
                    OwnedDatabase.run(
                            connection,
                            "BEGIN; UPDATE debit SET amount = amount - 1 WHERE id % 100 = 3;"
                                    + " UPDATE credit SET amount = amount + 1 WHERE id % 100 = 3; COMMIT");
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
                OwnedDatabase target = OwnedDatabase.create();
                target.asOwner(
                        "CREATE TABLE debit (id integer PRIMARY KEY, amount integer)",
                        "CREATE TABLE credit (id integer PRIMARY KEY, amount integer)");
                target.restore(target.owner(), dump, RestoreOptions.DEFAULT.withIntoOther(true));
                assertThat(target.query("SELECT sum(d.amount) + sum(c.amount), sum(c.amount) > 0, count(*)"
                                + " FROM app.debit d JOIN app.credit c USING (id)"))
                        .containsExactly("0 | t | 2000");
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
        database.asOwner("DELETE FROM t");
        try (Database first = database.open(database.owner());
                Connection second = database.connect(database.owner())) {
            Session session = dialect.begin(first.handle(), Purpose.RESTORE);

            assertThatThrownBy(() -> OwnedDatabase.restore(second, folder.resolve("dump"), RestoreOptions.DEFAULT))
                    .hasMessageContaining("another db-restore is restoring into this database")
                    .hasMessageContaining("The database is as it was");
            assertThat(second.getAutoCommit()).isTrue();
            database.dump(folder.resolve("meanwhile"));

            first.handle().getConnection().rollback();
            session.close();
            OwnedDatabase.restore(second, folder.resolve("dump"), RestoreOptions.DEFAULT);
        }
        assertThat(database.query("SELECT count(*) FROM app.t")).containsExactly("1");
        assertThat(database.query("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                .containsExactly("0");
    }

    @Test
    @Tag("case-46")
    void aWriterWaitsUntilTheRestoreIsDone() throws Exception {
        fill();
        try (Database restoring = database.open(database.owner());
                Connection writer = database.connect(database.owner())) {
            Session session = dialect.begin(restoring.handle(), Purpose.RESTORE);
            var table = dialect.catalog(restoring.handle()).tables().get(0);
            dialect.holdBack(restoring.handle(), List.of(table), () -> {});

            OwnedDatabase.run(writer, "SET lock_timeout = '10ms'");
            assertThatThrownBy(() -> OwnedDatabase.run(writer, "UPDATE t SET id = 5"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55P03"));
            assertThat(OwnedDatabase.query(writer, "SELECT id FROM t")).containsExactly("1");

            restoring.handle().getConnection().commit();
            session.close();
            OwnedDatabase.run(writer, "UPDATE t SET id = 5");
        }
    }

    @Test
    @Tag("case-45")
    void aRoleThatReadsByDefaultIsRestoredInto() throws Exception {
        fill();
        database.dump(folder.resolve("dump"));
        database.asOwner("DELETE FROM t");
        database.asSuperuser("ALTER ROLE " + database.owner() + " SET default_transaction_read_only = on");

        database.restore(folder.resolve("dump"));

        assertThat(database.query("SELECT count(*) FROM app.t")).containsExactly("1");
    }

    @Test
    @Tag("case-45")
    @Tag("slow")
    void aStandbyIsDumpedAndRefusesARestore() throws Exception {
        try (PostgresServer server = PostgresServer.start(PostgresServer.DEFAULT_MAJOR)) {
            database = OwnedDatabase.create(server);
            fill();
            database.dump(folder.resolve("before"));
            database.asSuperuser("CHECKPOINT", "COPY (SELECT 1) TO PROGRAM 'touch standby.signal'");
            server.crash();
            server.restart();

            database.dump(folder.resolve("dump"));
            assertThatThrownBy(() -> database.restore(folder.resolve("dump")))
                    .isInstanceOfSatisfying(
                            DbRestoreException.class,
                            e -> assertThat(e.hint()).contains("Restore into the primary server"))
                    .hasMessageContaining("this server is a standby, which takes no writes");
        }
    }

    @Test
    @Tag("case-55")
    void operatorsOfAnExtensionAreFoundWhateverTheSearchPath() throws IOException, SQLException {
        database.asSuperuser("CREATE SCHEMA extensions", "CREATE EXTENSION citext SCHEMA extensions");
        database.asOwner("CREATE TABLE t (id integer PRIMARY KEY, a integer)");
        try (Database restoring = database.open(database.owner())) {
            Session session = dialect.begin(restoring.handle(), Purpose.RESTORE);
            assertThat(OwnedDatabase.query(restoring.handle().getConnection(), "SHOW search_path"))
                    .containsExactly("app, extensions");
            restoring.handle().getConnection().rollback();
            session.close();
        }
    }
}
