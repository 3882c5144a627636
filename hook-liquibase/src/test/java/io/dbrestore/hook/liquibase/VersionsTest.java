package io.dbrestore.hook.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.testserver.MariaDbServer;
import io.dbrestore.testserver.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
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
        survive(version, kind);
    }

    private void survive(String version, String kind) throws Exception {
        Shop shop = new Shop(newDatabase(kind), folder, version);
        shop.liquibase("update before.sql");
        shop.fill();

        shop.liquibase("dropAll");
        shop.liquibase("update after.sql");

        assertThat(shop.persons()).isEqualTo(Shop.MINE_AND_NEW);
        assertThat(shop.query("SELECT * FROM note")).containsExactly("1 | remember");
        assertThat(shop.history()).containsExactly("person-2", "note-2", "seeds-2");

        shop.execute("UPDATE person SET name = 'newer' WHERE id = 2");
        shop.liquibase("update after.sql");
        shop.liquibase("dropAll", "updateTestingRollback after.sql");
        assertThat(shop.persons()).contains("2 | newer", "10 | new seed");
    }
}
