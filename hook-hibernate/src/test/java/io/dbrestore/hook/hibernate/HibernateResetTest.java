package io.dbrestore.hook.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.hook.hibernate.Shop.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of rows when Hibernate, in the version that the module is compiled against, makes the schema. */
class HibernateResetTest {

    private static final String DATABASE_ACTION = "jakarta.persistence.schema-generation.database.action=";
    private static final String SCRIPTS = "jakarta.persistence.schema-generation.scripts.";

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void aShop() throws Exception {
        shop = new Shop(Kind.SQLITE, folder);
    }

    private List<String> customers() throws Exception {
        return shop.query("SELECT name FROM customer ORDER BY name");
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRESQL"})
    @Tag("case-91")
    void rowsSurviveCreateAndCreateDropAndSeedsStay(Kind kind) throws Exception {
        shop = new Shop(kind, folder);
        shop.hibernate("before", "create-drop", "fill");
        assertThat(shop.numberOfDumps()).isEqualTo(1);
        assertThatThrownBy(this::customers).as("dropped").isNotNull();

        shop.hibernate("before", "create-drop");
        shop.hibernate("before", "create");
        assertThat(customers()).containsExactly("Ann", "Ben");
        shop.hibernate("after", "create", "add");

        shop.holdsEverything();
        shop.hibernate("after", "update", "add");
        assertThat(customers()).containsExactly("Ann", "Ben", "Cid", "Cid");
    }

    @Test
    void theActionOfJpaIsTheSame() throws Exception {
        shop.hibernate("before", "", DATABASE_ACTION + "create", "fill");
        shop.hibernate("after", "", DATABASE_ACTION + "drop-and-create", "add");

        shop.holdsEverything();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "validate", "update", "create-only"})
    void whatDropsNothingDumpsAndRestoresNothing(String action) throws Exception {
        shop = new Shop(Kind.POSTGRESQL, folder);
        shop.hibernate("before", "create", "fill");

        shop.hibernate("before", action);

        assertThat(shop.numberOfDumps()).isZero();
        assertThat(customers()).containsExactly("Ann", "Ben");
    }

    @Test
    void whatOnlyWritesScriptsDumpsNothing() throws Exception {
        shop.hibernate("before", "create", "fill");

        shop.hibernate(
                "after",
                "",
                SCRIPTS + "action=drop-and-create",
                SCRIPTS + "create-target=" + folder.resolve("create.sql"),
                SCRIPTS + "drop-target=" + folder.resolve("drop.sql"));

        assertThat(folder.resolve("drop.sql")).isNotEmptyFile();
        assertThat(shop.numberOfDumps()).isZero();
        assertThat(customers()).containsExactly("Ann", "Ben");
    }

    @Test
    void rowsOfADropWaitForTheNextCreation() throws Exception {
        shop.hibernate("before", "create", "fill");
        shop.hibernate("before", "", DATABASE_ACTION + "drop");
        assertThatThrownBy(this::customers).as("dropped").isNotNull();

        shop.hibernate("after", "create-only", "add");

        shop.holdsEverything();
    }

    @Test
    void rowsAreRestoredOnce() throws Exception {
        shop.hibernate("before", "create-drop", "fill");
        shop.hibernate("before", "create-only");
        shop.execute(
                "DELETE FROM customer_tag WHERE Customer_id = 1", "UPDATE customer SET name = 'newer' WHERE id = 2");

        shop.hibernate("before", "create-only");
        shop.hibernate("before", "create");

        assertThat(customers()).containsExactly("Ann", "newer");
        assertThat(shop.query("SELECT Customer_id FROM customer_tag")).containsExactly("2");
    }

    @Test
    void aDumpThatCannotBeMadeStopsTheStart() throws Exception {
        shop.hibernate("before", "create", "fill");
        Path notAFolder = Files.createFile(folder.resolve("not-a-folder"));

        assertThatThrownBy(() -> shop.hibernate("after", "create", "dbrestore.dir=" + notAFolder))
                .hasStackTraceContaining("db-restore: Nothing was dropped.")
                .hasStackTraceContaining("not-a-folder");

        assertThat(customers()).containsExactly("Ann", "Ben");
        assertThat(shop.query("SELECT count(*) FROM customer_tag")).containsExactly("2");
    }

    /** The role may drop everything: the tables are its own. */
    @Test
    void aTableThatCannotBeReadStopsTheStart() throws Exception {
        shop = new Shop(Kind.POSTGRESQL, folder);
        shop.execute("CREATE ROLE weak LOGIN", "GRANT ALL ON SCHEMA public TO weak");
        String asWeak = "hibernate.connection.url=" + shop.url().replace("user=postgres", "user=weak");
        try {
            shop.hibernate("before", "create", "fill", asWeak);
            shop.execute("REVOKE SELECT ON tag FROM weak");

            assertThatThrownBy(() -> shop.hibernate("after", "create", asWeak))
                    .hasStackTraceContaining("db-restore: Nothing was dropped.")
                    .hasStackTraceContaining("public.tag");

            assertThat(customers()).containsExactly("Ann", "Ben");
            assertThat(shop.query("SELECT id, label FROM tag ORDER BY id")).containsExactly("1 | seeded", "5 | mine");
        } finally {
            shop.execute("DROP OWNED BY weak", "DROP ROLE weak");
        }
    }

    @Test
    void aConnectionThatBreaksBeforeTheRestoreFailsTheStartAndTheNextOneRestores() throws Exception {
        shop.hibernate("before", "create-drop", "fill");

        assertThatThrownBy(() -> shop.hibernate(
                        "before",
                        "create-only",
                        "hibernate.connection.provider_class=" + BreakingConnections.class.getName()))
                .hasStackTraceContaining("db-restore: ")
                .hasStackTraceContaining("the line is dead");
        assertThat(customers()).isEmpty();
        shop.hibernate("after", "create", "add");

        shop.holdsEverything();
    }

    @Test
    void aDumpThatCannotBeMadeAtTheEndLeavesTheTablesWhereTheyAre() throws Exception {
        Path notAFolder = Files.createFile(folder.resolve("not-a-folder"));

        shop.hibernate("before", "create-drop", "fill", "dbrestore.dir=" + notAFolder);

        assertThat(customers()).containsExactly("Ann", "Ben");
        shop.hibernate("after", "create", "add");
        shop.holdsEverything();
    }

    @Test
    void aRestoreThatFailsLeavesTheSchemaAndTheDumpAndSaysHowToGoOn() throws Exception {
        shop.hibernate("before", "create", "fill");

        assertThatThrownBy(() -> shop.hibernate("unfit", "create"))
                .hasStackTraceContaining("wanted")
                .hasStackTraceContaining("db-restore restore --in '" + shop.dumps());

        assertThat(shop.query("SELECT name, wanted FROM customer")).isEmpty();
        assertThat(shop.numberOfDumps()).isEqualTo(1);
        shop.hibernate("after", "create", "add");
        shop.holdsEverything();
    }

    @Test
    void aRestoreThatFailsIsOnlyToldIfTheUserWantsThat() throws Exception {
        shop.hibernate("before", "create", "fill");

        shop.hibernate("unfit", "create", "dbrestore.on-failure=warn");

        assertThat(shop.query("SELECT name, wanted FROM customer")).isEmpty();
        assertThat(shop.numberOfDumps()).isEqualTo(1);
    }

    @Test
    void aSettingThatMeansNothingStopsTheStart() throws Exception {
        shop.hibernate("before", "create", "fill");

        assertThatThrownBy(() -> shop.hibernate("before", "create", "dbrestore.strategy=upset"))
                .hasStackTraceContaining("dbrestore.strategy is upset");

        assertThat(customers()).containsExactly("Ann", "Ben");
    }

    @Test
    void nothingHappensWhereItIsSwitchedOff() throws Exception {
        shop.hibernate("before", "create", "fill");
        shop.hibernate("before", "create", "dbrestore.enabled=false");

        assertThat(customers()).isEmpty();
        assertThat(shop.dumps()).doesNotExist();
    }

    @Test
    void onlyTheTablesThatTheUserWantsAreDumped() throws Exception {
        shop.hibernate("before", "create", "fill");
        shop.hibernate("before", "create", "dbrestore.tables=tag,animal,dog");

        assertThat(customers()).isEmpty();
        assertThat(shop.query("SELECT id FROM tag ORDER BY id")).containsExactly("1", "5");
        assertThat(shop.query("SELECT name FROM animal")).containsExactly("Rex");
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRESQL"})
    void tablesThatAreNotHibernatesAreLeftAlone(Kind kind) throws Exception {
        shop = new Shop(kind, folder);
        shop.execute("CREATE TABLE other (id integer PRIMARY KEY, what varchar(20))");
        shop.execute("INSERT INTO other VALUES (1, 'before')");
        shop.hibernate("before", "create-drop", "fill");
        shop.execute("UPDATE other SET what = 'after'");

        shop.hibernate("after", "create", "add");

        shop.holdsEverything();
        assertThat(shop.query("SELECT * FROM other")).containsExactly("1 | after");
    }

    @Test
    @Tag("slow")
    void mariaDbIsNoDifferent() throws Exception {
        rowsSurviveCreateAndCreateDropAndSeedsStay(Kind.MARIADB);
        tablesThatAreNotHibernatesAreLeftAlone(Kind.MARIADB);
    }

    @Test
    @Tag("slow")
    void aTableThatCannotBeDroppedKeepsItsRowsAndTheOthersGetTheirsBack() throws Exception {
        shop = new Shop(Kind.MARIADB, folder);
        shop.hibernate("before", "create", "fill");
        shop.execute("CREATE TABLE review (customer_id bigint, FOREIGN KEY (customer_id) REFERENCES customer (id))");
        shop.execute("INSERT INTO review SELECT id FROM customer");

        shop.hibernate("before", "create");

        assertThat(customers()).containsExactly("Ann", "Ben");
        assertThat(shop.query("SELECT what FROM \"Purchase *of* the dáy's. end\""))
                .hasSize(2);
        assertThat(shop.query("SELECT count(*) FROM customer_tag")).containsExactly("2");
        assertThat(shop.query("SELECT count(*) FROM review")).containsExactly("2");
        shop.execute("DROP TABLE review");
        shop.hibernate("after", "create", "add");
        shop.holdsEverything();
    }

    @Test
    void exactlyTheSchemaOfHibernateIsDumpedAndRestored() throws Exception {
        shop = new Shop(Kind.POSTGRESQL, folder);
        String ours = "hibernate.default_schema=Ours";
        shop.execute("CREATE SCHEMA \"Ours\"", "CREATE TABLE customer (id bigint PRIMARY KEY, name text)");
        shop.execute("INSERT INTO customer VALUES (1, 'theirs')");
        String quoted = "hibernate.globally_quoted_identifiers=true";
        shop.hibernate("before", "create-drop", ours, quoted, "fill");
        shop.execute("UPDATE customer SET name = 'still theirs'");

        shop.hibernate("before", "create", ours, quoted);

        assertThat(customers()).containsExactly("still theirs");
        assertThat(shop.query("SELECT name FROM \"Ours\".customer ORDER BY name"))
                .containsExactly("Ann", "Ben");
    }

    @Test
    void theSchemaManagerDropsAndCreatesTheSame() throws Exception {
        shop = new Shop(Kind.POSTGRESQL, folder);
        shop.hibernate("before", "create", "fill");
        try (SessionFactory factory = shop.start("before", "none")) {
            factory.getSchemaManager().dropMappedObjects(false);
            factory.getSchemaManager().exportMappedObjects(false);
            assertThat(customers()).containsExactly("Ann", "Ben");

            factory.getSchemaManager().truncateMappedObjects();
            assertThat(customers()).as("deleted on purpose").isEmpty();
            assertThat(shop.numberOfDumps()).isEqualTo(1);
        }
    }

    @Test
    void severalTenantsAreNoDifferent() throws Exception {
        shop.hibernate("before", "create", "fill");
        String tenants = "hibernate.multi_tenant_connection_provider=" + Tenants.class.getName();

        shop.start("before", "create", tenants).close();

        assertThat(shop.numberOfDumps()).isEqualTo(1);
        assertThat(customers()).containsExactly("Ann", "Ben");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:mem:shop, org.hibernate.dialect.H2Dialect",
                "jdbc:sqlite::memory:, org.hibernate.community.dialect.SQLiteDialect"
            })
    void aDatabaseInMemoryIsLeftAlone(String database) throws Exception {
        String[] where = database.split(", ", -1);
        for (int i = 0; i < 2; i++) {
            HibernateProcess.main(
                    "before",
                    "hibernate.connection.url=" + where[0],
                    "hibernate.connection.pool_size=1",
                    "hibernate.dialect=" + where[1],
                    "hibernate.hbm2ddl.auto=create-drop",
                    "dbrestore.dir=" + shop.dumps());
        }
        assertThat(shop.dumps()).doesNotExist();
    }

    @Test
    void aDatabaseThatNobodyKnowsIsNotDropped() throws Exception {
        String[] start = {
            "before",
            "hibernate.connection.url=jdbc:h2:" + folder.resolve("unknown"),
            "hibernate.hbm2ddl.auto=update",
            "fill"
        };
        HibernateProcess.main(start);
        start[2] = "hibernate.hbm2ddl.auto=create";

        assertThatThrownBy(() -> HibernateProcess.main(start))
                .hasStackTraceContaining("no dialect is for H2")
                .hasStackTraceContaining("dbrestore.enabled=false");

        start[2] = "hibernate.hbm2ddl.auto=validate";
        start[3] = "";
        HibernateProcess.main(start);
    }
}
