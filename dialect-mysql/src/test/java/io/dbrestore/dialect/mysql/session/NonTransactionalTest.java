package io.dbrestore.dialect.mysql.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.testserver.MySqlServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that cannot be rolled back: they are named before anything is written, and written only if the user says so. */
@Tag("case-74")
class NonTransactionalTest {

    private static final RestoreOptions ALLOWED = RestoreOptions.DEFAULT.withAllowNonAtomic(true);

    @TempDir
    Path folder;

    private SessionDatabase database;

    @BeforeEach
    void create() throws SQLException {
        database = SessionDatabase.create();
    }

    private boolean isBanned() throws SQLException {
        return !database.query("SHOW VARIABLES WHERE Variable_name = 'enforce_gtid_consistency' AND Value = 'ON'")
                .isEmpty();
    }

    private void assumeNotBanned() throws SQLException {
        assumeFalse(isBanned(), "this server lets no transaction write into such tables");
    }

    private void dumpAndReset(String engine) throws SQLException {
        database.run(
                "CREATE TABLE log (id integer PRIMARY KEY, text varchar(20)) ENGINE = " + engine,
                "CREATE TABLE safe (id integer PRIMARY KEY, text varchar(20))",
                "INSERT INTO log VALUES (1, 'one'), (2, 'two')",
                "INSERT INTO safe VALUES (1, 'one')");
        database.dump(folder.resolve("dump"));
        database.run("DELETE FROM log", "DELETE FROM safe", "INSERT INTO log VALUES (3, 'seeded')");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MyISAM", "MEMORY", "Aria"})
    void areNamedAndRefusedBeforeAnythingIsWritten(String engine) throws SQLException {
        assumeTrue(!engine.equals("Aria") || !MySqlServer.IS_MYSQL, "MySQL has no Aria");
        dumpAndReset(engine);
        List<String> before = database.state();
        boolean banned = isBanned();

        assertThatThrownBy(() -> database.restore(folder.resolve("dump")))
                .isInstanceOfSatisfying(DbRestoreException.class, e -> {
                    assertThat(e.failure()).isEqualTo(Failure.REFUSED);
                    assertThat(e.hint()).contains("--exclude log");
                    assertThat(e.hint().contains("--allow-non-atomic")).isNotEqualTo(banned);
                })
                .hasMessageContaining("these tables cannot be rolled back: log (" + engine + ")")
                .hasMessageContaining("Nothing was restored");

        assertThat(database.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MyISAM", "MEMORY"})
    void areRestoredIfTheUserSaysSo(String engine) throws SQLException {
        assumeNotBanned();
        dumpAndReset(engine);

        RestoreReport report = database.restore(folder.resolve("dump"), ALLOWED);

        assertThat(database.query("SELECT * FROM log ORDER BY id")).containsExactly("1 | one", "2 | two", "3 | seeded");
        assertThat(database.query("SELECT * FROM safe")).containsExactly("1 | one");
        assertThat(report.warnings())
                .containsExactly(
                        "Had the restore failed, these tables would not have been rolled back: log (" + engine + ").");
    }

    @Test
    void areRefusedEvenSoWhereTheServerBansThem() throws SQLException {
        assumeTrue(isBanned(), "this server lets transactions write into such tables");
        dumpAndReset("MyISAM");
        List<String> before = database.state();

        assertThatThrownBy(() -> database.restore(folder.resolve("dump"), ALLOWED))
                .hasMessageContaining("log (MyISAM)")
                .hasMessageContaining("enforce_gtid_consistency is ON")
                .hasMessageContaining("Nothing was restored");

        assertThat(database.state()).isEqualTo(before);
    }

    @Test
    void areNoMatterIfThereIsNothingToWrite() throws SQLException {
        assumeNotBanned();
        dumpAndReset("MyISAM");
        database.restore(folder.resolve("dump"), ALLOWED);

        assertThat(database.restore(folder.resolve("dump")).warnings()).isEmpty();
    }

    @Test
    void areLeftOutOfADryRun() throws SQLException {
        dumpAndReset("MyISAM");
        List<String> before = database.state();

        RestoreReport report = database.restore(folder.resolve("dump"), ALLOWED.withDryRun(true));

        assertThat(report.tables()).extracting(table -> table.table().name()).containsExactly("safe");
        assertThat(report.warnings()).anyMatch(warning -> warning.contains("log (MyISAM)"));
        assertThat(database.state()).isEqualTo(before);
    }

    @Test
    void areNamedAfterAFailureIfTheyWereBegunWith() throws SQLException {
        assumeNotBanned();
        dumpAndReset("MyISAM");
        database.run(
                "CREATE TABLE zoo (id integer PRIMARY KEY) ENGINE = MyISAM",
                "ALTER TABLE log ADD CONSTRAINT short CHECK (text <> 'two')");

        assertThatThrownBy(() -> database.restore(folder.resolve("dump"), ALLOWED))
                .isInstanceOfSatisfying(
                        DbRestoreException.class,
                        e -> assertThat(e.hint()).contains("run the same restore again, which completes it"))
                .hasMessageContaining("a row of log in the dump breaks a rule")
                .hasMessageContaining("But what was written into log until then is still there");

        assertThat(database.query("SELECT * FROM safe")).isEmpty();
    }

    @Test
    @Tag("case-42")
    void whichTriggersMayWriteIntoAreRefusedToo() throws SQLException {
        assumeNotBanned();
        dumpAndReset("InnoDB");
        database.run(
                "CREATE TABLE journal (text varchar(20)) ENGINE = MyISAM",
                "CREATE TRIGGER write_down AFTER INSERT ON safe FOR EACH ROW INSERT INTO journal VALUES (NEW.text)");

        for (RestoreOptions options : List.of(RestoreOptions.DEFAULT, RestoreOptions.DEFAULT.withDryRun(true))) {
            assertThatThrownBy(() -> database.restore(folder.resolve("dump"), options))
                    .hasMessageContaining("journal (MyISAM)");
        }
        assertThat(database.query("SELECT * FROM journal")).isEmpty();

        database.restore(folder.resolve("dump"), ALLOWED);

        assertThat(database.query("SELECT * FROM journal")).containsExactly("one");
    }
}
