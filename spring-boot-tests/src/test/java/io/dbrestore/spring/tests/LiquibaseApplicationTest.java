package io.dbrestore.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.spring.tests.Shop.Outcome;
import io.dbrestore.spring.tests.Shop.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications that let Liquibase drop everything first, and have the hook as their one further dependency. */
@Tag("case-91")
class LiquibaseApplicationTest {

    @TempDir
    Path folder;

    @Test
    void rowsSurviveAReset() throws Exception {
        survive("4.1");
    }

    @ParameterizedTest
    @Tag("slow")
    @ValueSource(strings = {"3.3", "3.5"})
    void rowsSurviveInOlderVersionsToo(String version) throws Exception {
        survive(version);
    }

    private void survive(String version) throws Exception {
        Shop shop = Shop.sqlite(version, Tool.LIQUIBASE, folder);
        Path dumps = folder.resolve("dumps");

        Outcome start = succeeds(shop.start(
                List.of(
                        "db-restore.dir=" + dumps,
                        "db-restore.profile=mine",
                        "db-restore.exclude=log",
                        "db-restore.dump-before=update"),
                "reset"));

        assertThat(shop.customers()).containsExactly("1 | mine", "3 | mine too", "9 | new seed");
        assertThat(shop.query("SELECT * FROM log")).isEmpty();
        assertThat(dumps.resolve("mine")).isDirectory();
        assertThat(folder.resolve("home")).doesNotExist();
        assertThat(start.output()).contains("db-restore: 2 rows of 1 table dumped to " + dumps);
        assertThat(start.output()).contains("db-restore: Restored: 1 row inserted, 1 updated");
    }

    @Test
    @Tag("slow")
    void whatIsSetIsTakenAndInProductionItIsOff() throws Exception {
        Shop shop = Shop.sqlite("3.5", Tool.LIQUIBASE, folder);

        succeeds(shop.start(List.of("db-restore.enabled=true", "db-restore.strategy=skip"), "reset", "production"));
        assertThat(shop.customers()).containsExactly("1 | seeded", "3 | mine too", "9 | new seed");
        Outcome off = succeeds(shop.start(List.of(), "reset", "production"));

        assertThat(shop.customers()).containsExactly("1 | seeded", "9 | new seed");
        assertThat(off.output())
                .contains("db-restore is off, as the profile production is active")
                .doesNotContain("db-restore: ");
    }

    @Test
    @Tag("slow")
    void aDumpThatCannotBeMadeEndsTheStartWithAllRowsInPlace() throws Exception {
        Shop shop = Shop.sqlite("4.1", Tool.LIQUIBASE, folder);
        Path file = Files.createFile(folder.resolve("in-the-way"));

        Outcome start = shop.start(List.of("db-restore.dir=" + file), "reset");

        assertThat(start.exitCode()).as(start.output()).isNotZero();
        assertThat(start.output()).contains("APPLICATION FAILED TO START", "db-restore: ", file.toString());
        assertThat(shop.customers()).containsExactly("1 | mine", "3 | mine too");
    }

    @Test
    @Tag("slow")
    void aRestoreThatFailsIsOnlyToldOfWhereThatIsWanted() throws Exception {
        Shop shop = Shop.sqlite("4.1", Tool.LIQUIBASE, folder);
        shop.schema("NOT NULL");

        Outcome warned = succeeds(shop.start(List.of("db-restore.on-failure=warn"), "reset"));

        assertThat(warned.output()).contains("db-restore: ", "mail", "db-restore restore");
    }

    private static Outcome succeeds(Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        return outcome;
    }
}
