package io.dbrestore.hook.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.hook.liquibase.Shop.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Liquibase's own program. */
@Tag("case-91")
class CommandLineTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"4.33.0", "5.0.4"})
    @Tag("slow")
    void rowsSurviveDropAllAndUpdate(String version) throws Exception {
        Shop shop = Shop.sqlite(folder, version);
        shop.program("update", "--changelog-file=before.sql");
        shop.fill();

        Run drop = shop.program("drop-all");
        Run update = shop.program("update", "--changelog-file=after.sql");

        assertThat(drop.output()).contains("4 rows of 2 tables dumped to " + shop.dumps());
        assertThat(update.output()).contains("db-restore: Restored: ");
        assertThat(shop.persons()).isEqualTo(Shop.MINE_AND_NEW);
    }

    @Test
    @Tag("slow")
    void dumpAndRestoreAreCommandsToo() throws Exception {
        Shop shop = Shop.sqlite(folder, "5.0.4");
        assertThat(shop.program("--help").output())
                .contains("db-restore-dump", "db-restore-restore", "--dbrestore-on-failure");
        shop.liquibase("update before.sql");
        shop.fill();
        String dump = "--dir=" + folder.resolve("mine");

        assertThat(shop.program("db-restore-dump", dump).status()).isZero();
        shop.execute("UPDATE person SET name = 'spoilt'");
        assertThat(shop.program("db-restore-dump", dump).status()).isNotZero(); // it keeps the good one
        assertThat(shop.program("db-restore-restore", dump, "--strategy=skip").status())
                .isZero();
        assertThat(shop.persons()).contains("2 | spoilt");
        assertThat(shop.program("db-restore-restore", dump).status()).isZero();

        assertThat(shop.persons()).isEqualTo(Shop.MINE);
    }

    @Test
    void anOfflineDatabaseHasNothingToLose() throws Exception {
        Shop shop = new Shop("offline:postgresql", folder, "5.0.4");

        assertThat(shop.program("update-sql", "--changelog-file=before.sql").status())
                .isZero();
        assertThat(shop.program("db-restore-dump", "--dir=" + folder.resolve("mine"))
                        .output())
                .contains("there is no database at the end of this URL");
        assertThat(shop.dumps()).doesNotExist();
    }
}
