package io.dbrestore.engine.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.DumpReport;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.Progress;
import io.dbrestore.engine.TableSelection;
import io.dbrestore.engine.format.Disk;
import io.dbrestore.engine.format.Dump;
import io.dbrestore.engine.format.DumpPlace;
import io.dbrestore.engine.format.RowReader;
import io.dbrestore.engine.format.TableEntry;
import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.LeftOut;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps of a real database. */
class DumperTest {

    private static final DumpOptions REPLACING = DumpOptions.DEFAULT.withReplaceExisting(true);

    @TempDir
    Path folder;

    private final Handle handle = Jdbi.open("jdbc:sqlite::memory:");

    @AfterEach
    void close() {
        handle.close();
    }

    private DumpReport dump(Path target, DumpOptions options) {
        return new Dumper(new TestSqlite(), Codecs.none(), List.of(), Progress.NONE)
                .dump(List.of(handle), target, options);
    }

    @Test
    void whatIsDumpedCanBeReadBack() throws Exception {
        handle.execute("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)");
        handle.execute("INSERT INTO users VALUES (1, 'Ann'), (2, NULL)");

        DumpReport report = dump(folder.resolve("shop"), DumpOptions.DEFAULT);

        assertThat(report.totalRows()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("shop/users.json"))).isEqualTo("""
                {"table": "users", "primaryKeys": ["id"],
                 "columns": [{"name": "id", "type": "INTEGER"}, {"name": "name", "type": "TEXT"}],
                 "rows": [
                {"id": 1, "name": "Ann"},
                {"id": 2, "name": null}
                ]}
                """);
        Dump dump = Dump.open(folder.resolve("shop"), Progress.NONE);
        TableEntry users = dump.table(new TableName("", "users")).orElseThrow();
        try (RowReader rows = dump.rows(users, List.of("name", "id"))) {
            assertThat(rows.nextRow()).isTrue();
            rows.next();
            assertThat(rows.text()).isEqualTo("Ann");
            rows.next();
            assertThat(rows.longValue()).isEqualTo(1);
            assertThat(rows.nextRow()).isTrue();
            assertThat(rows.nextRow()).isFalse();
        }
        assertThat(folder).isDirectoryContaining("glob:**/shop").isDirectoryNotContaining("glob:**/shop.*");
    }

    private DbRestoreException failure(Path target, DumpOptions options) {
        DbRestoreException failure = catchThrowableOfType(DbRestoreException.class, () -> dump(target, options));
        assertThat(failure).isNotNull();
        return failure;
    }

    @Test
    @Tag("case-86")
    void aFolderThatIsNeitherEmptyNorADumpIsLeftAlone() throws Exception {
        Path target = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(target.resolve("thesis.txt"), "years of work");

        DbRestoreException refused = failure(target, REPLACING);

        assertThat(refused.failure()).isEqualTo(Failure.REFUSED);
        assertThat(target.resolve("thesis.txt")).hasContent("years of work");
        assertThat(folder).isDirectoryNotContaining("glob:**/mine.*");
    }

    @Test
    @Tag("case-86")
    void aDumpIsReplacedOnlyIfThatIsAskedForAndNothingElseLiesInIt() throws Exception {
        Path target = folder.resolve("shop");
        dump(target, DumpOptions.DEFAULT);

        assertThat(failure(target, DumpOptions.DEFAULT).failure()).isEqualTo(Failure.REFUSED);
        dump(target, REPLACING);
        Files.writeString(target.resolve("notes.txt"), "mine");
        assertThat(failure(target, REPLACING)).hasMessageContaining("notes.txt");
        assertThat(target.resolve("notes.txt")).hasContent("mine");
    }

    @Test
    @Tag("case-86")
    void aFolderOfTheUsersThatIsInTheWayIsNotTouched() throws Exception {
        Path target = folder.resolve("shop");
        dump(target, DumpOptions.DEFAULT);
        Path copy = Files.createDirectory(folder.resolve("shop.previous"));
        Files.writeString(copy.resolve("_metadata.json"), "{}");

        assertThat(failure(target, REPLACING)).hasMessageContaining("shop.previous");
        assertThat(copy.resolve("_metadata.json")).hasContent("{}");
    }

    @Test
    @Tag("case-86")
    void aSecondDumpIntoTheSameFolderAtTheSameTimeIsRefused() throws Exception {
        Path target = folder.resolve("shop");
        try (DumpPlace first = DumpPlace.take(new Disk(), target, false)) {
            assertThat(failure(target, DumpOptions.DEFAULT))
                    .hasMessageContaining("another dump into " + first.folder());
        }

        dump(target, DumpOptions.DEFAULT);
    }

    @Test
    void onlyTheOwnerMayReadADump() throws Exception {
        handle.execute("CREATE TABLE users (id INTEGER PRIMARY KEY)");
        dump(folder.resolve("shop"), DumpOptions.DEFAULT);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("shop"))))
                .isEqualTo("rwx------");
        for (String file : List.of("users.json", "_metadata.json")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("shop/" + file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    @Tag("case-33")
    void tablesOfMigrationToolsAreLeftOutUnlessTheyAreAskedFor() throws Exception {
        handle.execute("CREATE TABLE users (id INTEGER PRIMARY KEY)");
        handle.execute("CREATE TABLE _prisma_migrations (id TEXT PRIMARY KEY)");
        handle.execute("CREATE TABLE migrations (id INTEGER PRIMARY KEY, migration TEXT, batch INTEGER)");
        handle.execute("CREATE TABLE schema_migrations (id INTEGER PRIMARY KEY, version TEXT, mine TEXT)");

        DumpReport without = dump(folder.resolve("without"), DumpOptions.DEFAULT);
        DumpReport with = dump(
                folder.resolve("with"),
                DumpOptions.DEFAULT.withTables(new TableSelection(List.of(), List.of(), List.of("_prisma*"))));

        assertThat(without.tables())
                .extracting(rows -> rows.table().name())
                .containsExactly("schema_migrations", "users");
        assertThat(without.leftOut())
                .extracting(LeftOut::reason)
                .containsExactlyInAnyOrder("belongs to Prisma", "belongs to Laravel");
        assertThat(with.tables())
                .extracting(rows -> rows.table().name())
                .containsExactly("_prisma_migrations", "schema_migrations", "users");
    }

    @Test
    @Tag("case-40")
    void orphansAreCountedAndToldOf() throws Exception {
        handle.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)");
        handle.execute("CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent (id))");
        handle.execute("INSERT INTO parent VALUES (1)");
        handle.execute("INSERT INTO child VALUES (1, 1), (2, 7), (3, NULL), (4, 8)");

        DumpReport report = dump(folder.resolve("shop"), DumpOptions.DEFAULT);

        assertThat(report.warnings())
                .singleElement()
                .asString()
                .contains("2 rows of child")
                .contains("parent");
        assertThat(Dump.open(folder.resolve("shop"), Progress.NONE)
                        .table(new TableName("", "child"))
                        .orElseThrow()
                        .orphans())
                .containsExactly(2L);
    }

    @Test
    @Tag("case-45")
    void tablesThatCannotBeDumpedWholeAreNamedAtOnceAndMayBeLeftOut() {
        handle.execute("CREATE TABLE a (x)");
        handle.execute("CREATE TABLE b (x)");
        handle.execute("CREATE TABLE c (x)");
        TestSqlite dialect = new TestSqlite() {
            @Override
            public Catalog catalog(Handle of) throws SQLException {
                return new Catalog(
                        "test.db",
                        "",
                        super.catalog(of).tables(),
                        List.of(),
                        List.of(),
                        Map.of(),
                        List.of(),
                        Map.of(new TableName("", "a"), "no right", new TableName("", "c"), "no way"));
            }
        };
        Dumper dumper = new Dumper(dialect, Codecs.none(), List.of(), Progress.NONE);
        Path target = folder.resolve("shop");

        assertThatThrownBy(() -> dumper.dump(List.of(handle), target, DumpOptions.DEFAULT))
                .isInstanceOf(DbRestoreException.class)
                .hasMessage("cannot dump table a: no right. cannot dump table c: no way. No dump was made; what was"
                        + " there before is unharmed")
                .extracting(e -> ((DbRestoreException) e).hint())
                .isEqualTo("if you can do without their rows, leave them out: --exclude 'a' --exclude 'c'");
        assertThat(target).doesNotExist();
        TableSelection others = new TableSelection(List.of(), List.of("a", "c"), List.of());
        assertThat(dumper.dump(List.of(handle), target, DumpOptions.DEFAULT.withTables(others))
                        .tables())
                .hasSize(1);
    }

    @Test
    void aTableThatIsAskedForAndNotThereStopsTheDump() {
        handle.execute("CREATE TABLE users (id INTEGER PRIMARY KEY)");

        DbRestoreException refused = failure(
                folder.resolve("shop"),
                DumpOptions.DEFAULT.withTables(new TableSelection(List.of("user"), List.of(), List.of())));

        assertThat(refused).hasMessageContaining("no table is called user");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @Tag("case-45")
    void aTableThatCannotBeReadStopsTheDumpByName() {
        handle.execute("CREATE TABLE gone (id INTEGER PRIMARY KEY)");
        TestSqlite unable = new TestSqlite() {
            @Override
            public RowSource read(Handle ignored, Table table, Codecs plugins) throws SQLException {
                throw new SQLException("permission denied");
            }
        };

        DbRestoreException failure = catchThrowableOfType(
                DbRestoreException.class,
                () -> new Dumper(unable, Codecs.none(), List.of(), Progress.NONE)
                        .dump(List.of(handle), folder.resolve("shop"), DumpOptions.DEFAULT));

        assertThat(failure).hasMessageContaining("gone").hasMessageContaining("permission denied");
        assertThat(failure.hint()).contains("--exclude 'gone'");
        assertThat(folder).isEmptyDirectory();
    }
}
