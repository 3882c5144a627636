package io.dbrestore.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.format.Dump;
import io.dbrestore.engine.restore.Restorer;
import io.dbrestore.spi.Address;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.Dialect.Purpose;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.Session;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import io.dbrestore.tck.RecordedRow;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file while others use it, and files that are not well. */
class SqliteSessionTest {

    private final SqliteDialect dialect = new SqliteDialect();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void fill() throws SQLException {
        file = folder.resolve("dev.db");
        new TestFile(
                        file,
                        "CREATE TABLE account (id INTEGER PRIMARY KEY, amount INT)",
                        "CREATE TABLE booking (id INTEGER PRIMARY KEY, amount INT)",
                        "INSERT INTO account VALUES (1, 100)",
                        "INSERT INTO booking VALUES (1, 100)")
                .close();
    }

    private Table table(Handle handle, String name) throws SQLException {
        return dialect.catalog(handle).table(new TableName("", name)).orElseThrow();
    }

    private long sum(Handle handle, String name) throws SQLException {
        long sum = 0;
        try (RowSource rows = dialect.read(handle, table(handle, name), Codecs.none())) {
            while (rows.next()) {
                RecordedRow row = new RecordedRow();
                rows.copyTo(row);
                sum += Long.parseLong((String) row.values().get(1).value());
            }
        }
        return sum;
    }

    @Tag("case-46")
    @Tag("case-84")
    @Test
    void aDumpSeesOneMomentWhileAnotherConnectionWrites() throws SQLException {
        try (TestFile writer = new TestFile(file, "PRAGMA journal_mode = WAL");
                Handle handle = TestFile.asUser(file)) {
            Session session = dialect.begin(handle, Purpose.DUMP);
            writer.run("BEGIN", "INSERT INTO account VALUES (2, 50)", "INSERT INTO booking VALUES (2, 50)", "COMMIT");
            assertThat(sum(handle, "account")).isEqualTo(100);
            writer.run("BEGIN", "INSERT INTO account VALUES (3, 7)", "INSERT INTO booking VALUES (3, 7)", "COMMIT");
            assertThat(sum(handle, "booking")).isEqualTo(100);
            handle.getConnection().rollback();
            session.close();

            assertThat(sum(handle, "account")).isEqualTo(157).isEqualTo(sum(handle, "booking"));
        }
    }

    @Test
    void aDumpCannotWriteAndLeavesTheConnectionAsItWas() throws SQLException {
        try (Handle handle = TestFile.asUser(file)) {
            Session session = dialect.begin(handle, Purpose.DUMP);
            assertThatThrownBy(() -> TestFile.run(handle, "DELETE FROM account"));
            handle.getConnection().rollback();
            session.close();

            assertThat(TestFile.query(handle, "PRAGMA query_only")).containsExactly("0");
            assertThat(handle.getConnection().getAutoCommit()).isTrue();
            TestFile.run(handle, "DELETE FROM account");
        }
    }

    @Tag("case-46")
    @Tag("case-84")
    @Test
    void aRestoreIntoALockedFileNamesItAndChangesNothing() throws SQLException {
        Address address =
                dialect.address("sqlite:dev.db?busy_timeout=1", folder).orElseThrow();
        try (TestFile writer = new TestFile(file, "BEGIN IMMEDIATE");
                Handle handle = Jdbi.open(DriverManager.getConnection(address.jdbcUrl(), address.properties()))) {
            TestFile.run(handle, "PRAGMA foreign_keys = ON");

            assertThatThrownBy(() -> dialect.begin(handle, Purpose.RESTORE))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("is locked by another connection");

            assertThat(handle.getConnection().getAutoCommit()).isTrue();
            assertThat(TestFile.query(handle, "PRAGMA foreign_keys")).containsExactly("1");
            writer.run("COMMIT");
            Session session = dialect.begin(handle, Purpose.RESTORE);
            handle.getConnection().rollback();
            session.close();
        }
    }

    @Tag("case-46")
    @Test
    void twoRestoresExcludeEachOther() throws SQLException {
        Address address =
                dialect.address("sqlite:dev.db?busy_timeout=1", folder).orElseThrow();
        try (Handle one = TestFile.asUser(file);
                Handle other = Jdbi.open(DriverManager.getConnection(address.jdbcUrl(), address.properties()))) {
            Session session = dialect.begin(one, Purpose.RESTORE);

            assertThatThrownBy(() -> dialect.begin(other, Purpose.RESTORE)).hasMessageContaining("locked");

            one.getConnection().commit();
            session.close();
        }
    }

    @Test
    void aCommitIsNotFollowedByAnotherWriteLock() throws SQLException {
        try (Handle handle = TestFile.asUser(file)) {
            Session session = dialect.begin(handle, Purpose.RESTORE);
            handle.getConnection().commit();
            new TestFile(file, "UPDATE account SET amount = 1").close();
            session.close();
        }
    }

    @Tag("case-84")
    @ParameterizedTest
    @EnumSource(Purpose.class)
    void settingsArePutBackWhateverTheyWere(Purpose purpose) throws SQLException {
        for (String foreignKeys : List.of("0", "1")) {
            try (Handle handle = TestFile.asUser(file)) {
                TestFile.run(handle, "PRAGMA foreign_keys = " + foreignKeys);
                TestFile.run(handle, "PRAGMA query_only = " + foreignKeys);
                if (purpose == Purpose.RESTORE) {
                    TestFile.run(handle, "PRAGMA query_only = 0");
                }
                List<String> before = settings(handle);
                Session session = dialect.begin(handle, purpose);
                handle.getConnection().rollback();
                session.close();

                assertThat(settings(handle)).isEqualTo(before);
            }
        }
    }

    private static List<String> settings(Handle handle) throws SQLException {
        return TestFile.query(
                handle,
                "SELECT * FROM pragma_foreign_keys, pragma_query_only, pragma_defer_foreign_keys, pragma_busy_timeout,"
                        + " pragma_recursive_triggers, pragma_journal_mode, pragma_synchronous, pragma_locking_mode");
    }

    @Tag("case-84")
    @Test
    void aFileThatMayOnlyBeReadIsDumped() throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));

        assertThat(Cycle.dump(file, folder.resolve("dump")).totalRows()).isEqualTo(2);
    }

    @Tag("case-84")
    @Test
    void aFileInAFolderThatMayOnlyBeReadIsDumped() throws Exception {
        Path locked = Files.createDirectory(folder.resolve("locked"));
        Files.move(file, locked.resolve("dev.db"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeFalse(Files.isWritable(locked), "this user may write everywhere");
        try {
            assertThat(Cycle.dump(locked.resolve("dev.db"), folder.resolve("dump"))
                            .totalRows())
                    .isEqualTo(2);
        } finally {
            Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Tag("case-84")
    @Test
    void damageIsNamedWithTheFile() throws Exception {
        new TestFile(
                        file,
                        "CREATE TABLE big (a)",
                        "INSERT INTO big SELECT randomblob(3000) FROM account, booking, (VALUES"
                                + " (1), (2), (3), (4), (5), (6), (7), (8), (9))")
                .close();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[4096]).putInt(0, 0x7f7f7f7f), channel.size() - 2 * 4096);
        }

        assertThatThrownBy(() -> Cycle.dump(file, folder.resolve("dump")))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("is damaged")
                .hasMessageContaining("integrity_check");
        assertThat(folder.resolve("dump")).doesNotExist();
    }

    @Test
    void aLentConnectionInMemoryAndInItsOwnTransactionIsServed() throws Exception {
        Cycle.dump(file, folder.resolve("dump"));
        try (Connection lent = DriverManager.getConnection("jdbc:sqlite::memory:");
                Handle handle = Jdbi.open(lent)) {
            TestFile.run(handle, "PRAGMA foreign_keys = ON");
            TestFile.run(
                    handle,
                    "CREATE TABLE account (id INTEGER PRIMARY KEY REFERENCES booking ON DELETE CASCADE, amount INT)");
            TestFile.run(handle, "CREATE TABLE booking (id INTEGER PRIMARY KEY, amount INT)");
            TestFile.run(handle, "CREATE TEMP TABLE account (hides TEXT)");
            TestFile.run(
                    handle,
                    "CREATE TEMP TRIGGER loud AFTER INSERT ON main.account BEGIN SELECT RAISE(ABORT, 'fired'); END");
            lent.setAutoCommit(false);
            new Restorer(dialect, Codecs.none(), List.of(), io.dbrestore.engine.Progress.NONE)
                    .restore(
                            handle,
                            Dump.open(folder.resolve("dump"), io.dbrestore.engine.Progress.NONE),
                            RestoreOptions.DEFAULT.withIntoOther(true));
            lent.commit();
            lent.setAutoCommit(true);

            assertThat(TestFile.query(handle, "SELECT * FROM main.account")).containsExactly("1|100");
            assertThat(TestFile.query(handle, "SELECT * FROM temp.account")).isEmpty();
            assertThat(TestFile.query(handle, "SELECT name, sql FROM temp.sqlite_schema WHERE type = 'trigger'"))
                    .hasSize(1)
                    .allSatisfy(line -> assertThat(line).contains("fired"));
            assertThatThrownBy(() -> TestFile.run(handle, "INSERT INTO main.account VALUES (2, 2)"))
                    .hasMessageContaining("fired");
        }
    }

    @Test
    void whatBreaksAConstraintIsToldFromOtherErrors() throws SQLException {
        try (TestFile opened = new TestFile(file, "CREATE TABLE strict (a INT UNIQUE CHECK (a < 9)) STRICT")) {
            assertThat(violates(opened, "INSERT INTO account VALUES (1, 1)")).isTrue();
            assertThat(violates(opened, "INSERT INTO account VALUES ('x', 1)")).isTrue();
            assertThat(violates(opened, "INSERT INTO strict VALUES ('x')")).isTrue();
            assertThat(violates(opened, "INSERT INTO strict VALUES (10)")).isTrue();
            assertThat(violates(opened, "INSERT INTO nothing VALUES (10)")).isFalse();
            RecordedRow row = new RecordedRow();
            row.writeInteger(1);
            row.writeInteger(5);
            assertThatThrownBy(() -> opened.load(opened.table("account"), List.of(row, row)))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(dialect.violatesConstraint(e)).isTrue());
        }
    }

    private boolean violates(TestFile opened, String sql) {
        try {
            opened.run(sql);
            throw new AssertionError("no error: " + sql);
        } catch (SQLException e) {
            return dialect.violatesConstraint(e);
        }
    }
}
