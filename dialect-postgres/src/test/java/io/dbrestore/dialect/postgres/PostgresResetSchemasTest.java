package io.dbrestore.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.engine.format.Disk;
import io.dbrestore.engine.reset.ResetGuard;
import io.dbrestore.testserver.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reset of several schemas, not all of which have tables again after the next migration. */
class PostgresResetSchemasTest {

    private static final String SHOP = "CREATE TABLE shop.customer (id int PRIMARY KEY, name text)";
    private static final String AUDIT = "CREATE TABLE audit.entry (id int PRIMARY KEY, what text)";
    private static final String SEED = "INSERT INTO shop.customer VALUES (1, 'seeded')";

    private final List<String> told = new ArrayList<>();

    @TempDir
    private Path folder;

    private String url = "";

    @BeforeEach
    void fill() throws SQLException {
        url = PostgresServer.shared().newDatabase();
        execute("CREATE SCHEMA shop", "CREATE SCHEMA audit", SHOP, AUDIT, SEED);
        execute("INSERT INTO shop.customer VALUES (2, 'mine')", "INSERT INTO audit.entry VALUES (1, 'mine too')");
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = PostgresServer.connect(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = PostgresServer.connect(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    /** What a tool does in one of its commands. */
    @FunctionalInterface
    private interface Command {
        void run(ResetGuard guard) throws SQLException;
    }

    private void guarded(Disk disk, Command command) throws SQLException {
        try (Extensions extensions = Extensions.of(List.of(new PostgresDialect()), List.of(), List.of());
                Database database = Database.connect(url, folder, new Properties(), extensions)) {
            command.run(new ResetGuard(database, extensions, folder, told::add, disk));
        }
    }

    private void clean() throws SQLException {
        clean(new Disk());
    }

    private void clean(Disk disk) throws SQLException {
        guarded(disk, guard -> {
            guard.beforeReset(DumpOptions.DEFAULT);
            execute("DROP SCHEMA shop, audit CASCADE", "CREATE SCHEMA shop", "CREATE SCHEMA audit");
            guard.afterReset();
        });
    }

    private void migrate(String... migrations) throws SQLException {
        migrate(new Disk(), migrations);
    }

    private void migrate(Disk disk, String... migrations) throws SQLException {
        guarded(disk, guard -> {
            guard.beforeMigrate();
            execute(migrations);
            guard.afterMigrate(RestoreOptions.DEFAULT);
        });
    }

    private List<String> customers() throws SQLException {
        return rows("SELECT id || ' ' || name FROM shop.customer ORDER BY id");
    }

    private List<String> entries() throws SQLException {
        return rows("SELECT id || ' ' || what FROM audit.entry ORDER BY id");
    }

    private List<Path> dumps() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }

    @Test
    void rowsComeBackWhereThereAreTablesAndTheOthersAreNamedAndWaitForTheirs() throws Exception {
        clean();
        migrate(SHOP, SEED);

        assertThat(customers()).containsExactly("1 seeded", "2 mine");
        assertThat(told)
                .singleElement()
                .asString()
                .contains("1 row of schema audit in " + dumps().get(0))
                .contains("db-restore restore --in '" + dumps().get(0) + "' --schemas 'audit' --url '");

        execute("UPDATE shop.customer SET name = 'newer' WHERE id = 2");
        migrate(AUDIT);

        assertThat(entries()).containsExactly("1 mine too");
        assertThat(customers()).as("restored once").containsExactly("1 seeded", "2 newer");
        told.clear();
        migrate();
        assertThat(told).as("nothing waits any more").isEmpty();
    }

    @Test
    void anotherResetIsCarriedOverAlthoughRowsOfTheLastOneWait() throws Exception {
        clean();
        migrate(SHOP, SEED);
        Path first = dumps().get(0);
        execute("INSERT INTO shop.customer VALUES (3, 'since')");
        told.clear();

        clean();
        migrate(SHOP, SEED);

        assertThat(customers()).containsExactly("1 seeded", "2 mine", "3 since");
        assertThat(told)
                .singleElement()
                .asString()
                .contains("The dump in " + first + " is not restored by itself: another reset came before these were"
                        + " restored: 1 row of schema audit")
                .contains("--schemas 'audit'");
        for (int i = 0; i < 4; i++) {
            clean();
            migrate(SHOP);
        }
        assertThat(first).exists();
    }

    @Test
    void aResetThatFindsNoRowsLetsThemWaitOn() throws Exception {
        clean();
        migrate();
        assertThat(told).singleElement().asString().contains("3 rows of schemas audit, shop");
        clean();
        migrate(SHOP, SEED);
        clean();
        migrate(SHOP, AUDIT);

        assertThat(customers()).containsExactly("1 seeded", "2 mine");
    }

    @Test
    void rowsThatCameInAnotherWayWhereRowsWaitAreNotOverwritten() throws Exception {
        clean();
        migrate(SHOP, SEED);
        execute(AUDIT, "INSERT INTO audit.entry VALUES (1, 'entered since')");
        told.clear();

        migrate();

        assertThat(entries()).containsExactly("1 entered since");
        assertThat(told).singleElement().asString().contains("rows have come or gone", "--schemas 'audit'");
    }

    @Test
    void aDumpStaysIfOneOfItsTablesIsGoneWhereverItWas() throws Exception {
        execute("CREATE TABLE shop.gone AS SELECT 1 AS id");
        clean();
        migrate(SHOP, SEED);
        Path first = dumps().get(0);
        migrate(AUDIT);

        assertThat(entries()).containsExactly("1 mine too");
        assertThat(told).last().asString().contains(first + " stays, as it holds rows of tables that are gone");
    }

    @Test
    void schemasWhoseNamesDifferInCaseOnlyAreRestoredTogether() throws Exception {
        execute("CREATE SCHEMA \"Shop\"", "CREATE TABLE \"Shop\".basket AS SELECT 1 AS id");
        clean();
        execute("DROP SCHEMA \"Shop\" CASCADE");
        migrate(SHOP, SEED, AUDIT);

        assertThat(customers()).containsExactly("1 seeded", "2 mine");
        assertThat(told).singleElement().asString().contains("stays, as it holds rows of tables that are gone");
    }

    @Test
    @Tag("slow")
    void aProcessThatDiesAtAnyStepLosesNothing() throws Exception {
        int last = 1;
        for (; diesAt(last); last += 5) {
            migrate(tableIsThere("shop.customer") ? new String[0] : new String[] {SHOP, SEED});
            migrate(tableIsThere("audit.entry") ? new String[0] : new String[] {AUDIT});
            assertThat(customers()).as("killed at step %s", last).containsExactly("1 seeded", "2 mine");
            assertThat(entries()).as("killed at step %s", last).containsExactly("1 mine too");
        }
        assertThat(last).as("steps").isGreaterThan(20);
    }

    @Test
    void theUserOfAToldUrlIsTheWholeRole() throws SQLException {
        execute("CREATE ROLE \"me@corp\" LOGIN");
        try (Extensions extensions = Extensions.of(List.of(new PostgresDialect()), List.of(), List.of());
                Database database =
                        Database.connect(PostgresServer.as("me@corp", url), folder, new Properties(), extensions)) {
            assertThat(database.typedUrl()).endsWith("?user=me%40corp");
        } finally {
            execute("DROP ROLE \"me@corp\"");
        }
    }

    private boolean tableIsThere(String table) throws SQLException {
        return rows("SELECT to_regclass('" + table + "') IS NOT NULL").contains("t");
    }

    /** What a process does no more once it is dead. */
    private static final class Dead extends Error {

        private static final long serialVersionUID = 1;
    }

    private boolean diesAt(int last) throws SQLException {
        int[] step = {0};
        Disk mortal = new Disk((operation, path) -> {
            if (++step[0] >= last) {
                throw new Dead();
            }
        });
        try {
            clean(mortal);
            migrate(mortal, SHOP, SEED);
            migrate(mortal, AUDIT);
            return false;
        } catch (Dead dead) {
            return true;
        }
    }
}
