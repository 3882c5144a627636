package io.dbrestore.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.engine.reset.ResetGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resets and migrations as a tool does them, each in a connection of its own, with the guard called around them. */
class ResetGuardTest {

    /** A schema, and the rows that come with it. */
    private static final List<String> MIGRATIONS = List.of(
            "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT)",
            "CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT)",
            "INSERT INTO person VALUES (1, 'seeded'), (9, 'seeded too')");

    private static final List<String> MINE = List.of("1 | mine", "2 | mine too", "9 | seeded too");

    @TempDir
    Path temporary;

    private final List<String> told = new ArrayList<>();
    private Path file;
    private Path folder;

    @BeforeEach
    void fill() throws SQLException {
        file = temporary.resolve("shop.db");
        folder = temporary.resolve("resets").resolve("shop");
        try (TestFile database = new TestFile(file)) {
            MIGRATIONS.forEach(statement -> run(database, statement));
            database.run(
                    "UPDATE person SET name = 'mine' WHERE id = 1",
                    "INSERT INTO person VALUES (2, 'mine too')",
                    "INSERT INTO note VALUES (1, 'remember')");
        }
    }

    private static void run(TestFile database, String statement) {
        try {
            database.run(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> persons() throws SQLException {
        try (TestFile database = new TestFile(file)) {
            return database.query("SELECT id || ' | ' || name FROM person ORDER BY id");
        }
    }

    private void execute(String... statements) throws SQLException {
        try (TestFile database = new TestFile(file)) {
            database.run(statements);
        }
    }

    /** What a tool does in one of its commands. */
    @FunctionalInterface
    private interface Command<T> {
        T run(ResetGuard guard) throws SQLException;
    }

    private <T> T guarded(Command<T> command) throws SQLException {
        try (Extensions extensions = Extensions.of(List.of(new SqliteDialect()), List.of(), List.of());
                Database database = Database.connect("sqlite:" + file, Path.of(""), new Properties(), extensions)) {
            return command.run(new ResetGuard(database, extensions, folder, told::add));
        }
    }

    private void clean() throws SQLException {
        guarded(guard -> {
            guard.beforeReset(DumpOptions.DEFAULT);
            execute("DROP TABLE IF EXISTS note", "DROP TABLE IF EXISTS person");
            guard.afterReset();
            return "";
        });
    }

    private Optional<RestoreReport> migrate() throws SQLException {
        return migrate(MIGRATIONS);
    }

    private Optional<RestoreReport> migrate(List<String> migrations) throws SQLException {
        return guarded(guard -> {
            guard.beforeMigrate();
            try (TestFile database = new TestFile(file)) {
                boolean pending = database.query("SELECT name FROM sqlite_master WHERE name = 'note'")
                        .isEmpty();
                for (String migration : pending ? migrations : List.<String>of()) {
                    database.run(migration);
                }
            }
            return guard.afterMigrate(RestoreOptions.DEFAULT);
        });
    }

    @Test
    void rowsSurviveAResetAndSeedsStay() throws SQLException {
        clean();
        assertThat(migrate()).isPresent();

        assertThat(persons()).isEqualTo(MINE);
        assertThat(told).isEmpty();
    }

    @Test
    void anOrdinaryMigrationRestoresNothing() throws SQLException {
        assertThat(migrate()).isEmpty();

        assertThat(folder).doesNotExist();
    }

    @Test
    void rowsAreRestoredOnce() throws SQLException {
        clean();
        migrate();
        execute("UPDATE person SET name = 'newer' WHERE id = 2");

        assertThat(migrate()).isEmpty();

        assertThat(persons()).contains("2 | newer");
    }

    @Test
    void aSecondResetKeepsTheFullDump() throws SQLException {
        clean();
        clean();
        migrate();

        assertThat(persons()).isEqualTo(MINE);
        assertThat(told).isEmpty();
    }

    @Test
    void aResetOfAnEmptyDatabaseArmsNothing() throws SQLException {
        execute("DELETE FROM person", "DELETE FROM note");
        clean();

        assertThat(migrate()).isEmpty();
    }

    @Test
    void aMigrationThatFailsIsTriedAgain() throws SQLException {
        clean();
        assertThatThrownBy(() -> migrate(List.of(MIGRATIONS.get(0), MIGRATIONS.get(2), "CREATE NONSENSE")))
                .isInstanceOf(SQLException.class);
        clean();
        migrate();

        assertThat(persons()).isEqualTo(MINE);
        assertThat(told).singleElement().asString().contains("still to be restored", "db-restore restore --in");
    }

    @Test
    void aRestoreThatFailsLeavesTheDatabaseAsMigratedAndIsTriedAgain() throws SQLException {
        clean();
        List<String> unfit = List.of(
                "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, mail TEXT NOT NULL)",
                "CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT)",
                "INSERT INTO person VALUES (1, 'seeded', 'x')");

        assertThatThrownBy(() -> migrate(unfit))
                .isInstanceOfSatisfying(
                        DbRestoreException.class,
                        e -> assertThat(e.hint()).contains("then migrate again", "db-restore restore --in '" + folder));
        assertThat(persons()).containsExactly("1 | seeded");
        execute("ALTER TABLE person DROP COLUMN mail");

        assertThat(migrate()).isPresent();
        assertThat(persons()).containsExactly("1 | mine", "2 | mine too", "9 | seeded too");
    }

    @Test
    void rowsThatCameInAnotherWayAreNotOverwritten() throws SQLException {
        clean();
        execute(MIGRATIONS.toArray(String[]::new));
        execute("UPDATE person SET name = 'entered since'");

        assertThat(migrate()).isEmpty();

        assertThat(persons()).containsExactly("1 | entered since", "9 | entered since");
        assertThat(told)
                .singleElement()
                .asString()
                .contains("filled in another way", "db-restore restore --in '" + folder, "--url 'jdbc:sqlite:file:");
    }

    @Test
    void rowsThatCameAfterAFailedRestoreAreNotOverwritten() throws SQLException {
        clean();
        assertThatThrownBy(() -> migrate(List.of(
                        "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, mail TEXT NOT NULL)",
                        MIGRATIONS.get(1))))
                .isInstanceOf(DbRestoreException.class);
        execute("INSERT INTO person VALUES (2, 'entered since', 'x')", "ALTER TABLE person DROP COLUMN mail");

        assertThat(migrate()).isEmpty();

        assertThat(persons()).containsExactly("2 | entered since");
        assertThat(told).singleElement().asString().contains("rows have come or gone", "db-restore restore --in");
    }

    @Test
    void aDumpThatCannotBeMadeStopsTheReset() throws Exception {
        Files.createDirectories(folder.getParent());
        Files.createFile(folder);

        assertThatThrownBy(this::clean).isInstanceOf(DbRestoreException.class).hasMessageContaining(folder.toString());

        assertThat(persons()).isEqualTo(MINE);
    }

    @Test
    void anAccountThatMakesNoSenseStopsTheReset() throws Exception {
        clean();
        migrate();
        Files.writeString(folder.resolve("reset.json"), "{\"phase\": \"armed\", \"dump\": \"../../etc\"}");

        assertThatThrownBy(this::clean).hasMessageContaining("cannot make sense of " + folder.resolve("reset.json"));

        assertThat(persons()).isEqualTo(MINE);
    }

    @Test
    void aDumpThatSomebodyDeletedIsMissed() throws Exception {
        clean();
        for (Path dump : dumps()) {
            try (Stream<Path> files = Files.list(dump)) {
                for (Path inside : files.toList()) {
                    Files.delete(inside);
                }
            }
            Files.delete(dump);
        }

        assertThat(migrate()).isEmpty();

        assertThat(told).singleElement().asString().contains("not there any more");
    }

    @Test
    void theRowsWaitForTheMigrationThatMakesTables() throws SQLException {
        clean();
        assertThat(migrate(List.of())).isEmpty();
        assertThat(told).singleElement().asString().contains("not restored yet", "db-restore restore --in '" + folder);

        assertThat(migrate()).isPresent();
        assertThat(persons()).isEqualTo(MINE);
    }

    @Test
    void aDumpStaysIfTablesAreGone() throws Exception {
        clean();
        migrate(List.of(MIGRATIONS.get(0), MIGRATIONS.get(2)));
        assertThat(told).singleElement().asString().contains("stays, as it holds rows of tables that are gone");
        Path kept = dumps().get(0);

        for (int i = 0; i < 5; i++) {
            clean();
            migrate();
        }
        assertThat(kept).exists();
    }

    @Test
    void aResetByHandAfterAFailedRestoreLosesNothing() throws SQLException {
        clean();
        assertThatThrownBy(() -> migrate(List.of(
                        "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, mail TEXT NOT NULL)",
                        MIGRATIONS.get(1),
                        "INSERT INTO person VALUES (1, 'seeded', 'x')")))
                .isInstanceOf(DbRestoreException.class);
        execute("DROP TABLE person", "DROP TABLE note");

        assertThat(migrate()).isPresent();
        assertThat(persons()).isEqualTo(MINE);
    }

    @Test
    void aDumpThatIsMadeForKeepsIsNeitherRestoredNorRemoved() throws Exception {
        guarded(guard -> guard.dumpBefore(DumpOptions.DEFAULT));
        Path kept = dumps().get(0);
        execute("UPDATE person SET name = 'newer' WHERE id = 2");

        assertThat(migrate()).isEmpty();
        assertThat(persons()).contains("2 | newer");
        for (int i = 0; i < 5; i++) {
            clean();
            migrate();
        }
        assertThat(kept).exists();
    }

    private List<Path> dumps() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }

    @Test
    void onlyTheNewestOfTheRestoredDumpsAreKept() throws Exception {
        for (int i = 0; i < 5; i++) {
            clean();
            migrate();
        }

        assertThat(dumps()).hasSize(3);
        assertThat(persons()).isEqualTo(MINE);
    }

    @Test
    void oneOfTwoProcessesRestores() throws Exception {
        clean();
        guarded(guard -> {
            guard.beforeMigrate();
            return "";
        });
        execute(MIGRATIONS.toArray(String[]::new));

        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<Optional<RestoreReport>>> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            both.add(threads.submit(() -> guarded(guard -> guard.afterMigrate(RestoreOptions.DEFAULT))));
        }
        threads.shutdown();

        assertThat(both.get(0).get().isPresent()).isNotEqualTo(both.get(1).get().isPresent());
        assertThat(persons()).isEqualTo(MINE);
    }
}
