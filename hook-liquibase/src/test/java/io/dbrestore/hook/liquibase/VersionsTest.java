package io.dbrestore.hook.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.hook.liquibase.Shop.Run;
import io.dbrestore.testserver.MariaDbServer;
import io.dbrestore.testserver.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The oldest, the last free and the newest Liquibase on every database, each in processes of its own. */
@Tag("case-91")
class VersionsTest {

    private static MariaDbServer mariaDb;

    @TempDir
    Path folder;

    @BeforeAll
    static void startMariaDb() {
        mariaDb = MariaDbServer.start();
    }

    @AfterAll
    static void stopMariaDb() {
        mariaDb.close();
    }

    private String newDatabase(String kind) throws SQLException {
        return switch (kind) {
            case "sqlite" -> "jdbc:sqlite:" + folder.resolve("shop.db");
            case "postgres" -> PostgresServer.shared().newDatabase();
            case "mariadb" -> newMariaDatabase();
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static String newMariaDatabase() throws SQLException {
        try (Connection connection = MariaDbServer.connect(mariaDb.url("", "root"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE DATABASE shop");
        }
        return mariaDb.url("shop", "root");
    }

    @ParameterizedTest
    @CsvSource({"5.0.4, postgres", "4.33.0, mariadb", "4.23.2, sqlite"})
    void rowsSurviveDropAllAndUpdate(String version, String kind) throws Exception {
        survive(version, kind);
    }

    @ParameterizedTest
    @CsvSource({
        "4.23.2, postgres",
        "4.23.2, mariadb",
        "4.33.0, sqlite",
        "4.33.0, postgres",
        "5.0.4, sqlite",
        "5.0.4, mariadb"
    })
    @Tag("slow")
    void rowsSurviveInTheOtherVersionsToo(String version, String kind) throws Exception {
        surviveAgain(survive(version, kind));
    }

    private Shop survive(String version, String kind) throws Exception {
        Shop shop = new Shop(newDatabase(kind), folder, version);
        shop.liquibase("update before.sql");
        shop.fill();

        shop.liquibase("dropAll");
        shop.liquibase("update after.sql");

        assertThat(shop.persons()).isEqualTo(Shop.MINE_AND_NEW);
        assertThat(shop.query("SELECT * FROM note")).containsExactly("1 | remember");
        assertThat(shop.history()).containsExactly("person-2", "note-2", "seeds-2");
        return shop;
    }

    private static void surviveAgain(Shop shop) throws Exception {
        shop.execute("UPDATE person SET name = 'newer' WHERE id = 2");
        shop.liquibase("update after.sql");
        shop.liquibase("dropAll", "updateTestingRollback after.sql");
        assertThat(shop.persons()).contains("2 | newer", "10 | new seed");
    }

    @Test
    void onlyTheSchemasThatAreDroppedAreDumped() throws Exception {
        Shop shop = new Shop(PostgresServer.shared().newDatabase() + "&currentSchema=a", folder, "4.33.0");
        for (String schema : List.of("a", "b", "c")) {
            shop.execute("CREATE SCHEMA " + schema);
        }
        shop.execute("CREATE TABLE c.other AS SELECT 1 AS id");
        shop.changelog("schemas.sql", """
                --liquibase formatted sql
                --changeset me:schemas
                CREATE TABLE a.person (id INTEGER PRIMARY KEY, name TEXT);
                CREATE TABLE IF NOT EXISTS b.note (id INTEGER PRIMARY KEY, body TEXT);
                """);
        shop.liquibase("update schemas.sql");
        shop.execute("INSERT INTO a.person VALUES (1, 'mine')");
        shop.execute("INSERT INTO b.note VALUES (1, 'remember')");

        String output = shop.liquibase("dropSchemas a,b", "update schemas.sql", "dropFirst schemas.sql");

        assertThat(output).contains("2 rows of 2 tables dumped").contains("1 row of 1 table dumped");
        assertThat(shop.persons()).containsExactly("1 | mine");
        assertThat(shop.query("SELECT * FROM b.note")).containsExactly("1 | remember");
    }

    /** The role may drop everything: the tables are its own. */
    @Test
    @Tag("slow")
    void aTableThatCannotBeReadStopsDropAll() throws Exception {
        String url = PostgresServer.shared().newDatabase();
        Shop shop = new Shop(url, folder, "4.33.0");
        shop.execute("CREATE ROLE weak LOGIN");
        shop.execute("GRANT ALL ON SCHEMA public TO weak");
        try {
            Shop asWeak = new Shop(url.replace("user=postgres", "user=weak"), folder, "4.33.0");
            asWeak.liquibase("update before.sql");
            shop.fill();
            shop.execute("REVOKE SELECT ON note FROM weak");

            Run run = asWeak.run(List.of(), "dropAll");

            assertThat(run.status()).isNotZero();
            assertThat(run.output()).contains("db-restore: ", "public.note");
            assertThat(shop.persons()).isEqualTo(Shop.MINE);
            assertThat(shop.query("SELECT * FROM note")).containsExactly("1 | remember");
            assertThat(shop.history()).hasSize(3);
        } finally {
            shop.execute("DROP OWNED BY weak");
            shop.execute("DROP ROLE weak");
        }
    }

    @Test
    @Tag("slow")
    void rowsOfASchemaWaitForTheUpdateThatBringsItsTablesAndTheOthersDoNot() throws Exception {
        Shop shop = new Shop(PostgresServer.shared().newDatabase() + "&currentSchema=a", folder, "4.33.0");
        shop.execute("CREATE SCHEMA a");
        shop.execute("CREATE SCHEMA b");
        shop.changelog("a.sql", """
                --liquibase formatted sql
                --changeset me:person
                CREATE TABLE a.person (id INTEGER PRIMARY KEY, name TEXT);
                """);
        shop.changelog("b.sql", """
                --liquibase formatted sql
                --changeset you:note
                CREATE TABLE b.note (id INTEGER PRIMARY KEY, body TEXT);
                """);
        shop.liquibase("update a.sql", "update b.sql");
        shop.execute("INSERT INTO a.person VALUES (1, 'mine')");
        shop.execute("INSERT INTO b.note VALUES (1, 'remember')");

        String output = shop.liquibase("dropSchemas a,b", "update a.sql");
        assertThat(output).contains("Rows are not restored yet", "1 row of schema b in " + shop.dumps());
        assertThat(shop.persons()).containsExactly("1 | mine");
        shop.execute("UPDATE a.person SET name = 'newer'");
        shop.liquibase("update b.sql");

        assertThat(shop.query("SELECT * FROM b.note")).containsExactly("1 | remember");
        assertThat(shop.persons()).containsExactly("1 | newer");
    }
}
