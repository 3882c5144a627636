package io.dbrestore.hook.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.hook.liquibase.Shop.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when, in one version of Liquibase and on the quickest database. */
@Tag("case-91")
class SqliteTest {

    private static Path model;

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeAll
    static void fill(@TempDir Path models) throws Exception {
        Shop.sqlite(models, "4.33.0").liquibase("update before.sql");
        model = models.resolve("shop.db");
    }

    @BeforeEach
    void copy() throws Exception {
        Files.copy(model, folder.resolve("shop.db"));
        shop = Shop.sqlite(folder, "4.33.0").fill();
    }

    @Test
    void rowsSurviveDropAllAndUpdate() throws Exception {
        String output = shop.liquibase("dropAll", "update after.sql");

        assertThat(shop.persons()).isEqualTo(Shop.MINE_AND_NEW);
        assertThat(shop.query("SELECT * FROM note")).containsExactly("1 | remember");
        assertThat(shop.history()).containsExactly("person-2", "note-2", "seeds-2");
        assertThat(output)
                .contains("4 rows of 2 tables dumped to " + shop.dumps())
                .contains("2 rows inserted, 1 updated, 1 left as they were");
    }

    @Test
    void rowsAreRestoredOnceAndInAnotherProcess() throws Exception {
        shop.liquibase("dropAll");
        shop.liquibase("update after.sql");
        shop.execute("UPDATE person SET name = 'newer' WHERE id = 2");
        shop.liquibase("update after.sql");

        assertThat(shop.persons()).contains("2 | newer");
    }

    @Test
    void aSecondDropAllKeepsTheFullDump() throws Exception {
        shop.liquibase("dropAll", "dropAll", "update before.sql");

        assertThat(shop.persons()).isEqualTo(Shop.MINE);
    }

    @Test
    void aDumpThatCannotBeMadeStopsDropAll() throws Exception {
        Files.createFile(shop.dumps());

        Run run = shop.run(List.of(), "dropAll");

        assertThat(run.status()).isNotZero();
        assertThat(run.output()).contains("db-restore: cannot keep account of the reset in " + shop.dumps());
        assertThat(shop.persons()).isEqualTo(Shop.MINE);
    }

    @Test
    void aRestoreThatFailsFailsTheUpdateAndIsTriedAgain() throws Exception {
        Run run = shop.run(List.of(), "dropAll", "update unfit.sql");

        assertThat(run.status()).isNotZero();
        assertThat(run.output()).contains("person", "mail", "db-restore restore --in '" + shop.dumps());
        assertThat(shop.persons()).containsExactly("1 | seeded");

        shop.liquibase("dropAll", "update before.sql");
        assertThat(shop.persons()).isEqualTo(Shop.MINE);
    }

    @Test
    void aConnectionThatBreaksBeforeTheRestoreFailsTheUpdateAndTheNextOneRestores() throws Exception {
        Run run = shop.run(List.of(), "dropAll", "breaking update before.sql");

        assertThat(run.status()).isNotZero();
        assertThat(run.output()).contains("db-restore: ", "the line is dead");
        assertThat(shop.persons()).containsExactly("1 | seeded", "9 | seeded too");

        shop.liquibase("update before.sql");
        assertThat(shop.persons()).isEqualTo(Shop.MINE);
    }

    @Test
    void aRestoreThatFailsIsOnlyToldIfTheUserWantsIt() throws Exception {
        Run run = shop.run(List.of("-Dliquibase.dbrestore.onFailure=warn"), "dropAll", "update unfit.sql");

        assertThat(run.status()).isZero();
        assertThat(run.output()).contains("mail", "db-restore restore --in '" + shop.dumps());
        assertThat(shop.history()).containsExactly("unfit");
    }

    @Test
    void nothingIsDoneWhereItIsNotEnabled() throws Exception {
        Run run = shop.run(List.of("-Dliquibase.dbrestore.enabled=false"), "dropAll", "update before.sql");

        assertThat(run.status()).isZero();
        assertThat(shop.persons()).containsExactly("1 | seeded", "9 | seeded too");
        assertThat(shop.dumps()).doesNotExist();
    }

    @Test
    void dropFirstKeepsRowsToo() throws Exception {
        shop.liquibase("dropFirst after.sql");

        assertThat(shop.persons()).isEqualTo(Shop.MINE_AND_NEW);
    }

    @Test
    void rowsComeBackAfterTheLastStepOfUpdateTestingRollback() throws Exception {
        String output = shop.liquibase("dropAll", "updateTestingRollback after.sql");

        assertThat(shop.persons()).isEqualTo(Shop.MINE_AND_NEW);
        assertThat(output).containsOnlyOnce("Restored: ");
    }

    @Test
    void historyTablesOfOtherNamesAreLeftOut() throws Exception {
        shop.liquibase("dropAll"); // lets go of the tables of the usual names
        shop.liquibase("renamed update before.sql");
        shop.execute("UPDATE person SET name = 'newer' WHERE id = 2");
        String output = shop.liquibase("renamed dropAll", "renamed update after.sql");

        assertThat(shop.persons()).contains("2 | newer", "10 | new seed");
        assertThat(output).contains("4 rows of 2 tables dumped");
        assertThat(shop.query("SELECT id FROM our_history")).containsExactly("person-2", "note-2", "seeds-2");
    }

    @Test
    void rowsWaitForTheLastChangesetIfOnlySomeAreRun() throws Exception {
        String output = shop.liquibase("dropAll", "updateCount after.sql 1", "updateCount after.sql 2");

        assertThat(output)
                .containsSubsequence("are not restored yet, as there are migrations left", "db-restore: Restored: ");
        assertThat(shop.persons()).isEqualTo(Shop.MINE_AND_NEW);
    }

    @Test
    void aDumpIsMadeBeforeARollbackIfTheUserWantsIt() throws Exception {
        List<String> setting = List.of("-Dliquibase.dbrestore.dumpBefore=update,rollback-count");
        Run back = shop.run(setting, "update before.sql", "rollbackCount before.sql 1");
        Run forth = shop.run(setting, "update before.sql");

        assertThat(back.output()).containsOnlyOnce("where it stays"); // as the update has nothing to do
        assertThat(forth.output()).containsOnlyOnce("where it stays");
        assertThat(shop.persons()).containsExactly("1 | seeded", "2 | mine too", "9 | seeded too");
    }

    @Test
    void aDumpBeforeWhatThereIsNotIsRefused() throws Exception {
        Run run = shop.run(List.of("-Dliquibase.dbrestore.dumpBefore=rolback"), "rollbackCount before.sql 1");

        assertThat(run.status()).isNotZero();
        assertThat(run.output()).contains("rolback", "rollbackcount");
        assertThat(shop.persons()).isEqualTo(Shop.MINE);
    }
}
