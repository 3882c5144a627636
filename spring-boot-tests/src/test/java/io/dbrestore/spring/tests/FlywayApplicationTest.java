package io.dbrestore.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.spring.tests.Shop.Outcome;
import io.dbrestore.spring.tests.Shop.Tool;
import io.dbrestore.testserver.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications that clean and migrate with Flyway when they start, and have the hook as their one further dependency. */
@Tag("case-91")
class FlywayApplicationTest {

    private static final List<String> KEPT = List.of("1 | mine", "3 | mine too", "9 | new seed");
    private static final List<String> SEEDS = List.of("1 | seeded", "9 | new seed");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"3.5", "4.1"})
    void rowsSurviveAReset(String version) throws Exception {
        survive(Shop.sqlite(version, Tool.FLYWAY, folder));
    }

    @Test
    @Tag("slow")
    void rowsSurviveWithTheOldestBootToo() throws Exception {
        survive(Shop.sqlite("3.3", Tool.FLYWAY, folder));
    }

    @Test
    @Tag("slow")
    void rowsSurviveOnAServerToo() throws Exception {
        survive(new Shop("4.1", Tool.FLYWAY, PostgresServer.shared().newDatabase(), folder));
    }

    private void survive(Shop shop) throws Exception {
        Path dumps = folder.resolve("dumps");

        Outcome start = succeeds(shop.start(List.of("db-restore.dir=" + dumps), "reset"));

        assertThat(shop.customers()).isEqualTo(KEPT);
        assertThat(shop.query("SELECT mail FROM customer ORDER BY id"))
                .containsExactly("seed@example.org", "null", "new@example.org");
        assertThat(shop.query("SELECT * FROM log")).containsExactly("1 | remember");
        assertThat(start.output())
                .contains("db-restore: dumped 3 rows of 2 tables to " + dumps)
                .contains("db-restore: restored 3 rows into 2 tables")
                .contains("the application's own callback: beforeClean")
                .contains("the application's own callback: afterMigrate");
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    @Tag("slow")
    void inProductionItIsOffUnlessThatIsSaidOutright() throws Exception {
        Shop shop = Shop.sqlite("3.5", Tool.FLYWAY, folder);

        succeeds(shop.start(Map.of("DBRESTORE_ENABLED", "true"), List.of(), "reset", "prod"));
        assertThat(shop.customers()).isEqualTo(KEPT);
        Outcome off = succeeds(shop.start(List.of(), "reset", "prod"));

        assertThat(shop.customers()).isEqualTo(SEEDS);
        assertThat(off.output())
                .containsOnlyOnce("db-restore is off")
                .contains("db-restore is off, as the profile prod is active")
                .contains("set db-restore.enabled=true")
                .doesNotContain("db-restore: ");
    }

    @Test
    @Tag("slow")
    void aDumpThatCannotBeMadeEndsTheStartWithAllRowsInPlace() throws Exception {
        Shop shop = Shop.sqlite("4.1", Tool.FLYWAY, folder);
        Path file = Files.createFile(folder.resolve("in-the-way"));

        Outcome start = shop.start(List.of("db-restore.dir=" + file), "reset");

        assertThat(start.exitCode()).as(start.output()).isNotZero();
        assertThat(start.output()).contains("APPLICATION FAILED TO START", "db-restore: ", file.toString());
        assertThat(shop.customers()).containsExactly("1 | mine", "3 | mine too");
    }

    @Test
    @Tag("slow")
    void settingsOfTheApplicationAreTaken() throws Exception {
        Shop shop = Shop.sqlite("3.5", Tool.FLYWAY, folder);
        Path dumps = folder.resolve("dumps");

        Outcome start = succeeds(shop.start(
                List.of(
                        "db-restore.dir=" + dumps,
                        "db-restore.profile=mine",
                        "db-restore.strategy=skip",
                        "db-restore.exclude=log",
                        "db-restore.dump-before=migrate"),
                "reset"));

        assertThat(shop.customers()).containsExactly("1 | seeded", "3 | mine too", "9 | new seed");
        assertThat(shop.query("SELECT * FROM log")).isEmpty();
        assertThat(dumps.resolve("mine")).isDirectory();
        assertThat(start.output()).contains("dumped 2 rows of 1 tables", "dumped 0 rows of 0 tables");
    }

    @Test
    @Tag("slow")
    void aRestoreThatFailsFailsTheStartUnlessThatIsNotWanted() throws Exception {
        Shop shop = Shop.sqlite("4.1", Tool.FLYWAY, folder);
        shop.schema("NOT NULL");

        Outcome failed = shop.start(List.of(), "reset");
        Outcome warned = shop.start(List.of("db-restore.onFailure=warn"));

        assertThat(failed.exitCode()).as(failed.output()).isNotZero();
        assertThat(failed.output()).contains("APPLICATION FAILED TO START", "customer", "mail", "db-restore restore");
        assertThat(warned.exitCode()).as(warned.output()).isZero();
        assertThat(warned.output()).contains("db-restore: ", "mail", "db-restore restore");
    }

    @Test
    @Tag("slow")
    void aBadValueEndsTheStartAndABadNameIsToldOf() throws Exception {
        Shop shop = Shop.sqlite("4.1", Tool.FLYWAY, folder);

        Outcome start = shop.start(List.of("db-restore.strategy=merge", "db-restore.dirr=/tmp"), "reset");

        assertThat(start.exitCode()).as(start.output()).isNotZero();
        assertThat(start.output())
                .contains("Property: db-restore.strategy")
                .contains("Value: \"merge\"")
                .contains("REPLACE", "SKIP", "UPSERT")
                .contains("db-restore has no setting db-restore.dirr");
        assertThat(shop.customers()).containsExactly("1 | mine", "3 | mine too");
    }

    private static Outcome succeeds(Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        return outcome;
    }
}
