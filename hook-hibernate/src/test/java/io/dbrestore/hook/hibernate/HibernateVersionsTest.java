package io.dbrestore.hook.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.hook.hibernate.Shop.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The version of Hibernate that nothing here is compiled against, on every database, each start in a process that knows nothing of db-restore. */
class HibernateVersionsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @Tag("case-91")
    @CsvSource("7.4.5.Final, SQLITE")
    void rowsSurviveACreateAndSeedsStay(String version, Kind kind) throws Exception {
        rowsSurvive(version, kind);
    }

    @ParameterizedTest
    @Tag("slow")
    @CsvSource({"7.4.5.Final, POSTGRESQL", "7.4.5.Final, MARIADB"})
    void rowsSurviveThereToo(String version, Kind kind) throws Exception {
        rowsSurvive(version, kind);
    }

    private void rowsSurvive(String version, Kind kind) throws Exception {
        Shop shop = new Shop(kind, folder);
        shop.process(version, "before", "create-drop", "fill");
        assertThat(shop.numberOfDumps()).isEqualTo(1);

        String restored = shop.process(version, "before", "create");
        assertThat(restored).contains("db-restore: restored ");
        String kept = shop.process(version, "after", "create", "add");
        assertThat(kept).contains("db-restore: dumped ", "db-restore: restored ");

        shop.holdsEverything();

        String updated = shop.process(version, "after", "update", "add");
        assertThat(updated).doesNotContain("db-restore:");
        assertThat(shop.query("SELECT count(*) FROM customer")).containsExactly("4");
    }
}
