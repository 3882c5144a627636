package io.dbrestore.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.dbrestore.engine.connect.Database;
import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.Codec;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Dialect.Purpose;
import io.dbrestore.spi.ForeignKey;
import io.dbrestore.spi.LeftOut;
import io.dbrestore.spi.RowSink;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.Sequence;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.UniqueKey;
import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import io.dbrestore.spi.ValueWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules that every dialect keeps; each test names its own, and docs/writing-a-dialect.md explains them. Extend this
 * class, give it the dialect and a database, and say what the dialect lacks. It is all in one class so that an author
 * extends one.
 */
public abstract class DialectConformanceTest extends ConformanceFixture {

    @Test
    @DisplayName("R1 it accepts its own database")
    void acceptsItsOwnDatabase() throws SQLException {
        assertThat(dialect().accepts(connection().getMetaData())).isTrue();
    }

    @TestFactory
    @DisplayName("R1 it refuses every other database")
    Stream<DynamicTest> refusesOtherDatabases() throws SQLException {
        String own = connection().getMetaData().getDatabaseProductName();
        return Products.OTHERS.stream()
                .filter(product -> !product.equals(own))
                .map(product -> dynamicTest(
                        "R1 it refuses " + product,
                        () -> assertThat(Products.accepts(dialect(), product)).isFalse()));
    }

    @Test
    @DisplayName("R1 its name is short and in lower case, and it is the same for another object")
    void hasAName() throws ReflectiveOperationException {
        assertThat(dialect().name()).matches("[a-z][a-z0-9-]{0,30}");
        assertThat(dialect().getClass().getConstructor().newInstance())
                .as("a second object of the public constructor")
                .extracting(io.dbrestore.spi.Dialect::name)
                .isEqualTo(dialect().name());
    }

    @Test
    @DisplayName("R2 the catalog has every table with its columns, keys and references, in order")
    void catalogHasKeysAndReferences() throws SQLException {
        execute(
                "CREATE TABLE " + quote("Parent") + " (" + quote("z") + " INTEGER NOT NULL, " + quote("a")
                        + " INTEGER NOT NULL, "
                        + quote("note") + " " + text() + " DEFAULT 'none', " + quote("code")
                        + " INTEGER NOT NULL UNIQUE,"
                        + " PRIMARY KEY (" + quote("a") + ", " + quote("z") + "))",
                "CREATE TABLE " + quote("child") + " (" + quote("id") + " INTEGER NOT NULL PRIMARY KEY, " + quote("pz")
                        + " INTEGER, "
                        + quote("pa") + " INTEGER, FOREIGN KEY (" + quote("pa") + ", " + quote("pz") + ") REFERENCES "
                        + quote("Parent") + " (" + quote("a") + ", " + quote("z") + "))");

        Table parent = table("Parent");
        assertThat(parent.columns()).extracting(Column::name).containsExactly("z", "a", "note", "code");
        assertThat(parent.columns()).extracting(Column::nullable).containsExactly(false, false, true, false);
        assertThat(parent.columns()).extracting(Column::hasDefault).containsExactly(false, false, true, false);
        assertThat(parent.primaryKey()).containsExactly("a", "z");
        assertThat(parent.key()).containsExactly("a", "z");
        assertThat(parent.uniqueKeys()).extracting(UniqueKey::columns).containsExactly(List.of("code"));
        Table child = table("child");
        assertThat(child.uniqueKeys()).isEmpty();
        assertThat(child.foreignKeys()).hasSize(1);
        ForeignKey reference = child.foreignKeys().get(0);
        assertThat(reference.columns()).containsExactly("pa", "pz");
        assertThat(reference.target()).isEqualTo(parent.name());
        assertThat(reference.targetColumns()).containsExactly("a", "z");
        assertThat(dialect().catalog(handle()).tables()).hasSize(2);
    }

    @Test
    @DisplayName("R2 names are as they are, whatever is in them")
    void catalogKeepsNames() throws SQLException {
        List<String> names = List.of(
                "Capital",
                "a b",
                "se\"lect",
                "select",
                "ti'ck",
                "per%cent_",
                "\u00fcml\u00e4ut",
                "qu?estion",
                "co:lon");
        for (String name : names) {
            execute("CREATE TABLE " + quote(name) + " (" + quote(name) + " INTEGER PRIMARY KEY, " + quote("x " + name)
                    + " " + text() + ")");
            execute("INSERT INTO " + quote(name) + " VALUES (1, 'one')");
        }

        assertThat(dialect().catalog(handle()).tables())
                .extracting(table -> table.name().name())
                .containsExactlyInAnyOrderElementsOf(names);
        for (String name : names) {
            Table table = table(name);
            assertThat(table.columns()).extracting(Column::name).containsExactly(name, "x " + name);
            assertThat(table.primaryKey()).containsExactly(name);
            List<RecordedRow> rows = read(table);
            assertThat(rows).hasSize(1);
            execute("DELETE FROM " + quote(name));
            committing(Purpose.RESTORE, () -> assertThat(load(table, rows)).isEqualTo(1));
            assertThat(read(table)).isEqualTo(rows);
        }
    }

    @Test
    @DisplayName("R2 there are no system tables and no temporary ones, and views are left out by name")
    void catalogHasTablesOnly() throws SQLException {
        execute("CREATE TABLE " + quote("real") + " (" + quote("a") + " INTEGER)");
        execute("CREATE VIEW " + quote("seen") + " AS SELECT " + quote("a") + " FROM " + quote("real"));
        try {
            execute(temporaryTable(quote("passing")));

            Catalog catalog = dialect().catalog(handle());
            assertThat(catalog.tables())
                    .extracting(table -> table.name().name())
                    .containsExactly("real");
            assertThat(catalog.leftOut())
                    .filteredOn(left -> left.table().name().equals("seen"))
                    .extracting(LeftOut::reason)
                    .containsExactly("a view");
        } finally {
            execute("DROP VIEW " + quote("seen"));
        }
    }

    @Test
    @DisplayName("R2 a unique key stands in for a primary key if none of its columns is nullable")
    void uniqueKeyStandsIn() throws SQLException {
        execute("CREATE TABLE " + quote("t") + " (" + quote("maybe") + " INTEGER UNIQUE, " + quote("sure")
                + " INTEGER NOT NULL UNIQUE)");

        Table table = table("t");

        assertThat(table.primaryKey()).isEmpty();
        assertThat(table.key()).containsExactly("sure");
        assertThat(table.uniqueKeys())
                .extracting(UniqueKey::columns)
                .containsExactlyInAnyOrder(List.of("maybe"), List.of("sure"));
    }

    @Test
    @DisplayName("R2 generated columns are marked, and no others")
    void generatedColumnsAreMarked() throws SQLException {
        execute("CREATE TABLE " + quote("t") + " (" + quote("id") + " INTEGER PRIMARY KEY, " + quote("twice") + " "
                + generated(quote("id") + " * 2") + ", " + quote("fixed") + " INTEGER DEFAULT 7)");

        Table table = table("t");

        assertThat(table.columns()).extracting(Column::name).containsExactly("id", "twice", "fixed");
        assertThat(table.dataColumns()).extracting(Column::name).containsExactly("id", "fixed");
        assertThat(table.columns().get(2).hasDefault()).isTrue();
    }

    @Test
    @DisplayName("R2 the name of the database holds no password")
    void catalogHasNoPassword() throws SQLException {
        String password = database().login().getProperty("password", "");
        assumeTrue(!password.isEmpty(), "the test database has no password");

        assertThat(dialect().catalog(handle()).database()).doesNotContain(password);
    }

    @TestFactory
    @DisplayName("R3 every value survives the way out and back")
    Stream<DynamicTest> valuesSurvive() {
        return samples().stream().map(sample -> dynamicTest("R3 " + sample, () -> survives(sample)));
    }

    private void survives(Sample sample) throws SQLException {
        TestDatabase.empty(opened());
        for (String name : List.of("source", "target")) {
            execute("CREATE TABLE " + quote(name) + " (" + quote("id") + " INTEGER PRIMARY KEY, " + quote("v") + " "
                    + sample.type() + ")");
        }
        insert(quote("source"), sample);
        Table source = table("source");
        Table target = table("target");
        List<RecordedRow> dumped = read(source);
        List<Column> value = List.of(source.columns().get(1));
        String sameValue = dialect().sql().sameRow("t", "s", value);
        committing(Purpose.RESTORE, () -> {
            Table staging = stage(source, source.columns());
            assertThat(load(staging, dumped)).isEqualTo(sample.values().size());
            execute(dialect().sql().insert(target, staging.name(), target.columns(), "1 = 1"));
            assertThat(query("SELECT COUNT(*) FROM " + dialect().sql().quote(source.name()) + " t JOIN "
                            + dialect().sql().quote(staging.name()) + " s ON t." + quote("id") + " = s." + quote("id")
                            + " WHERE " + sameValue))
                    .as("staged values that are the same as the source's")
                    .containsExactly(String.valueOf(sample.values().size()));
            unstage(staging);
        });

        assertThat(read(target)).as("what a second dump holds").containsExactlyInAnyOrderElementsOf(dumped);
        assertThat(query("SELECT t." + quote("id") + ", s." + quote("id") + " FROM " + quote("source") + " t JOIN "
                        + quote("target") + " s ON " + sameValue + " ORDER BY 1, 2"))
                .as("which values of source and target are the same")
                .containsExactlyElementsOf(pairs(sample.values().size()));
        execute("DELETE FROM " + quote("target"));
        committing(Purpose.RESTORE, () -> load(target, dumped));
        assertThat(read(target)).as("loaded without staging").containsExactlyInAnyOrderElementsOf(dumped);
    }

    private static List<String> pairs(int count) {
        return Stream.iterate(1, i -> i + 1).limit(count).map(i -> i + "," + i).toList();
    }

    @Test
    @DisplayName("R4 the statements of the merge insert, update and delete what they should and nothing else")
    void statementsDoWhatTheyShould() throws SQLException {
        execute(
                "CREATE TABLE " + quote("t") + " (" + quote("id") + " INTEGER PRIMARY KEY, " + quote("a") + " " + text()
                        + ", " + quote("b") + " INTEGER DEFAULT 7)",
                "INSERT INTO " + quote("t") + " VALUES (1, 'one', 1), (2, 'two', 2), (3, 'gone', 3)");
        Table target = table("t");
        List<RecordedRow> rows = List.of(row(1, "ONE"), row(2, null), row(4, "four"));
        Table some = target.withColumns(target.columns().subList(0, 2));
        List<Column> changed = List.of(target.columns().get(1));

        committing(Purpose.RESTORE, () -> {
            Table staging = stage(target, some.columns());
            load(staging, rows);
            String s = dialect().sql().quote(staging.name());
            String t = dialect().sql().quote(target.name());
            execute(dialect()
                    .sql()
                    .update(
                            target,
                            staging.name(),
                            changed,
                            sameKey(target) + " AND NOT (" + dialect().sql().sameRow("t", "s", changed) + ")"));
            execute(dialect()
                    .sql()
                    .insert(
                            target,
                            staging.name(),
                            some.columns(),
                            "NOT EXISTS (SELECT 1 FROM " + t + " t WHERE " + sameKey(target) + ")"));
            execute(dialect()
                    .sql()
                    .delete(target, "NOT EXISTS (SELECT 1 FROM " + s + " s WHERE " + sameKey(target) + ")"));
        });

        assertThat(query("SELECT * FROM " + quote("t") + " ORDER BY 1"))
                .containsExactly("1,ONE,1", "2,null,2", "4,four,7");
    }

    @Test
    @DisplayName("R5 an unfinished load can be rolled back")
    void unfinishedLoadRollsBack() throws SQLException {
        execute("CREATE TABLE " + quote("t") + " (" + quote("id") + " INTEGER PRIMARY KEY, " + quote("a") + " " + text()
                + ")");
        Table table = table("t");

        inTransaction(Purpose.RESTORE, () -> {
            try (RowSink sink = dialect().load(handle(), table, Codecs.none())) {
                sink.copyFrom(row(1, "one").reader());
            }
        });

        assertThat(query("SELECT * FROM " + quote("t"))).isEmpty();
    }

    @Test
    @DisplayName("R5 finish tells how many rows there were, also none, and close may be called twice")
    void finishCountsAndCloseMayComeTwice() throws SQLException {
        execute("CREATE TABLE " + quote("t") + " (" + quote("id") + " INTEGER PRIMARY KEY, " + quote("a") + " " + text()
                + ")");
        Table table = table("t");

        committing(Purpose.RESTORE, () -> {
            assertThat(load(table, List.of())).isZero();
            RowSink sink = dialect().load(handle(), table, Codecs.none());
            for (int id = 1; id <= 2_500; id++) {
                sink.copyFrom(row(id, "row " + id).reader());
            }
            assertThat(sink.finish()).isEqualTo(2_500);
            sink.close();
            sink.close();
        });

        assertThat(query("SELECT COUNT(*) FROM " + quote("t"))).containsExactly("2500");
        RowSource source = dialect().read(handle(), table, Codecs.none());
        assertThat(source.next()).isTrue();
        source.close();
        source.close();
    }

    @Test
    @DisplayName(
            "R6 a row may refer to itself, to a later row and to a later table, and references are enforced again afterwards")
    void referencesAreHeldBack() throws SQLException {
        assumeTrue(dialect().holdsForeignKeysBack(), "tables come parents first, the engine sees to that");
        execute(
                "CREATE TABLE " + quote("parent") + " (" + quote("id") + " INTEGER PRIMARY KEY, " + quote("up")
                        + " INTEGER REFERENCES " + quote("parent") + " (" + quote("id") + "))",
                "CREATE TABLE " + quote("child") + " (" + quote("id") + " INTEGER PRIMARY KEY, " + quote("up")
                        + " INTEGER REFERENCES " + quote("parent") + " (" + quote("id") + "))");
        Table parent = table("parent");
        Table child = table("child");

        String dangling = "INSERT INTO " + quote("child") + " VALUES (2, 99)";
        boolean enforced = isEnforced(dangling);

        committing(
                Purpose.RESTORE,
                () -> dialect().holdBack(handle(), List.of(parent, child), () -> {
                    load(child, List.of(numbers(1, 3)));
                    load(parent, List.of(numbers(1, 1), numbers(2, 3), numbers(3, 2)));
                }));

        assertThat(query("SELECT COUNT(*) FROM " + quote("parent"))).containsExactly("3");
        assertThat(isEnforced(dangling)).as("references are enforced").isEqualTo(enforced);
    }

    @Test
    @DisplayName("R6 references are enforced again after a merge that failed")
    void referencesAreEnforcedAfterAFailure() throws SQLException {
        execute("CREATE TABLE " + quote("parent") + " (" + quote("id") + " INTEGER PRIMARY KEY, " + quote("up")
                + " INTEGER REFERENCES " + quote("parent") + " (" + quote("id") + "))");
        Table parent = table("parent");

        String dangling = "INSERT INTO " + quote("parent") + " VALUES (2, 99)";
        boolean enforced = isEnforced(dangling);

        assertThatThrownBy(() -> inTransaction(
                        Purpose.RESTORE,
                        () -> dialect().holdBack(handle(), List.of(parent), () -> {
                            load(parent, List.of(numbers(1, 1)));
                            throw new SQLException("on purpose");
                        })))
                .hasStackTraceContaining("on purpose");

        assertThat(query("SELECT * FROM " + quote("parent"))).isEmpty();
        assertThat(isEnforced(dangling)).as("references are enforced").isEqualTo(enforced);
    }

    /** Some databases enforce nothing unless a connection asks for it, so what counts is how it was before. */
    private boolean isEnforced(String dangling) throws SQLException {
        connection().setAutoCommit(false);
        boolean enforced = fails(connection(), dangling);
        connection().rollback();
        connection().setAutoCommit(true);
        return enforced;
    }

    private boolean fails(Connection connection, String sql) throws SQLException {
        try {
            execute(connection, sql);
            return false;
        } catch (SQLException e) {
            assertThat(dialect().violatesConstraint(e))
                    .as("%s is said to break a constraint", e)
                    .isTrue();
            return true;
        }
    }

    @Test
    @DisplayName("R7 an insert after a restore gets a fresh key, and counters never go back")
    void countersMoveOn() throws SQLException {
        execute("CREATE TABLE " + quote("t") + " (" + quote("id") + " " + identity() + ", " + quote("a") + " " + text()
                + ")");
        Table table = table("t");
        committing(Purpose.RESTORE, () -> {
            load(table, List.of(row(5, "five"), row(41, "highest")));
            dialect().advanceSequences(handle(), List.of(table), List.of());
        });

        execute("INSERT INTO " + quote("t") + " (" + quote("a") + ") VALUES ('fresh')");

        assertThat(query("SELECT " + quote("id") + " FROM " + quote("t") + " WHERE " + quote("a") + " = 'fresh'"))
                .containsExactly("42");
        execute("DELETE FROM " + quote("t"));
        committing(Purpose.RESTORE, () -> {
            load(table, List.of(row(3, "three")));
            dialect().advanceSequences(handle(), List.of(table), List.of());
        });
        execute("INSERT INTO " + quote("t") + " (" + quote("a") + ") VALUES ('later')");
        assertThat(query("SELECT " + quote("id") + " FROM " + quote("t") + " WHERE " + quote("a") + " = 'later'"))
                .containsExactly("43");
    }

    @Test
    @DisplayName("R7 a counter goes on from where it stood in the dump, although its highest rows were deleted")
    void countersComeFromTheDump() throws SQLException {
        String create = "CREATE TABLE " + quote("t") + " (" + quote("id") + " " + identity() + ", " + quote("a") + " "
                + text() + ")";
        execute(create);
        for (int i = 0; i < 9; i++) {
            execute("INSERT INTO " + quote("t") + " (" + quote("a") + ") VALUES ('x')");
        }
        execute("DELETE FROM " + quote("t"));
        List<Sequence> dumped = dialect().catalog(handle()).sequences();
        execute("DROP TABLE " + quote("t"), create);
        Table table = table("t");

        committing(Purpose.RESTORE, () -> dialect().advanceSequences(handle(), List.of(table), dumped));

        execute("INSERT INTO " + quote("t") + " (" + quote("a") + ") VALUES ('fresh')");
        assertThat(query("SELECT " + quote("id") + " FROM " + quote("t"))).containsExactly("10");
    }

    @Test
    @DisplayName("R8 it never commits: everything up to the counters rolls back")
    void neverCommits() throws SQLException {
        execute(
                "CREATE TABLE " + quote("t") + " (" + quote("id") + " INTEGER PRIMARY KEY, " + quote("a") + " " + text()
                        + ")",
                "INSERT INTO " + quote("t") + " VALUES (1, 'before')");
        Table target = table("t");

        inTransaction(
                Purpose.RESTORE,
                () -> dialect().holdBack(handle(), List.of(target), () -> {
                    execute("UPDATE " + quote("t") + " SET " + quote("a") + " = 'lost'");
                    dialect().catalog(handle());
                    Table staging = stage(target, target.columns());
                    String index = dialect().sql().indexStaging(staging.name(), List.of("id"));
                    if (!index.isEmpty()) {
                        execute(index);
                    }
                    load(staging, List.of(row(1, "after"), row(2, "new")));
                    execute(dialect()
                            .sql()
                            .update(target, staging.name(), target.columns().subList(1, 2), sameKey(target)));
                    execute(dialect()
                            .sql()
                            .insert(target, staging.name(), target.columns(), "s." + quote("id") + " = 2"));
                    read(target);
                    String drop = dialect().sql().dropStaging(staging.name());
                    if (!drop.isEmpty()) {
                        execute(drop);
                    }
                }));

        assertThat(query("SELECT * FROM " + quote("t"))).containsExactly("1,before");
    }

    @Test
    @DisplayName("R8 the connection is afterwards as it was before")
    void settingsAreRestored() throws SQLException {
        Connection connection = connection();
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        int isolation = connection.getTransactionIsolation();
        boolean readOnly = connection.isReadOnly();

        for (Purpose purpose : Purpose.values()) {
            inTransaction(
                    purpose,
                    () -> assertThat(connection.getAutoCommit())
                            .as("%s begins", purpose)
                            .isFalse());

            assertThat(connection.isClosed()).isFalse();
            assertThat(connection.getAutoCommit())
                    .as("autocommit after %s", purpose)
                    .isTrue();
            assertThat(connection.getTransactionIsolation())
                    .as("isolation after %s", purpose)
                    .isEqualTo(isolation);
            assertThat(connection.isReadOnly())
                    .as("read only after %s", purpose)
                    .isEqualTo(readOnly);
        }
        execute("CREATE TABLE " + quote("writable") + " (" + quote("a") + " INTEGER)");
    }

    @Test
    @DisplayName("R8 a dump sees all tables at one moment while another connection writes")
    void dumpSeesOneMoment() throws SQLException {
        execute(
                "CREATE TABLE " + quote("first") + " (" + quote("id") + " INTEGER PRIMARY KEY)",
                "CREATE TABLE " + quote("second") + " (" + quote("id") + " INTEGER PRIMARY KEY)",
                "INSERT INTO " + quote("first") + " VALUES (1)",
                "INSERT INTO " + quote("second") + " VALUES (1)");

        inTransaction(Purpose.DUMP, () -> {
            Table first = table("first");
            Table second = table("second");
            assertThat(read(first)).hasSize(1);
            try (Database other = database().connect(dialect())) {
                execute(other.handle().getConnection(), "INSERT INTO " + quote("second") + " VALUES (2)");
            } catch (SQLException e) { // a database that makes writers wait has its one moment, too
                assertThat(second.columns()).as("%s", e).isNotEmpty();
            }
            assertThat(read(second)).hasSize(1);
        });
    }

    @Test
    @Tag("slow")
    @DisplayName("R9 a million rows pass one at a time")
    void aMillionRowsPass() throws SQLException {
        execute("CREATE TABLE " + quote("t") + " (" + quote("id") + " INTEGER PRIMARY KEY, " + quote("a") + " " + text()
                + ")");
        Table table = table("t");
        int count = 1_000_000;

        committing(Purpose.RESTORE, () -> {
            try (RowSink sink = dialect().load(handle(), table, Codecs.none())) {
                for (int id = 1; id <= count; id++) {
                    sink.copyFrom(row(id, "x".repeat(500)).reader());
                }
                assertThat(sink.finish()).isEqualTo(count);
            }
        });

        inTransaction(Purpose.DUMP, () -> {
            int seen = 0;
            try (RowSource source = dialect().read(handle(), table, Codecs.none())) {
                while (source.next()) {
                    source.copyTo(new RecordedRow());
                    seen++;
                }
            }
            assertThat(seen).isEqualTo(count);
        });
    }

    @Test
    @DisplayName("R10 a plugin's codec is used, out and back")
    void pluginCodecIsUsed() throws SQLException {
        execute(
                "CREATE TABLE " + quote("t") + " (" + quote("id") + " INTEGER PRIMARY KEY, " + quote("a") + " " + text()
                        + ")",
                "INSERT INTO " + quote("t") + " VALUES (1, 'plain')");
        Table table = table("t");
        Codecs codecs = new Codecs(List.of(new MarkingCodec("a")));

        List<RecordedRow> rows = read(handle(), table, codecs);
        execute("DELETE FROM " + quote("t"));
        committing(Purpose.RESTORE, () -> load(table, rows, codecs));

        assertThat(rows).containsExactly(row(1, "out:plain"));
        assertThat(query("SELECT * FROM " + quote("t"))).containsExactly("1,in:out:plain");
    }

    @Test
    @DisplayName("R11 one object serves two dumps at once")
    void servesTwoDumpsAtOnce() throws Exception {
        execute(
                "CREATE TABLE " + quote("t") + " (" + quote("id") + " INTEGER PRIMARY KEY, " + quote("a") + " " + text()
                        + ")",
                "CREATE TABLE " + quote("u") + " (" + quote("a") + " " + text() + ", " + quote("id")
                        + " INTEGER PRIMARY KEY)");
        Table t = table("t");
        Table u = table("u");
        committing(Purpose.RESTORE, () -> {
            for (int id = 1; id <= 3_000; id++) {
                load(t, List.of(row(id, "t" + id)));
                RecordedRow reversed = new RecordedRow();
                reversed.writeText("u" + id);
                reversed.writeInteger(id);
                load(u, List.of(reversed));
            }
        });
        List<RecordedRow> expectedT = read(t);
        List<RecordedRow> expectedU = read(u);

        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<List<RecordedRow>> actualT = threads.submit(readingAlone(t));
            Future<List<RecordedRow>> actualU = threads.submit(readingAlone(u));
            assertThat(actualT.get()).isEqualTo(expectedT);
            assertThat(actualU.get()).isEqualTo(expectedU);
        } finally {
            threads.shutdown();
        }
    }

    private Callable<List<RecordedRow>> readingAlone(Table table) {
        return () -> {
            List<RecordedRow> rows = new ArrayList<>();
            try (Database other = database().connect(dialect())) {
                for (int i = 0; i < 5; i++) {
                    rows = read(other.handle(), table, Codecs.none());
                }
            }
            return rows;
        };
    }

    @Test
    @DisplayName("R12 a type that cannot be kept is refused before any row moves, by table, column and type")
    void unsupportedTypeIsRefused() throws SQLException {
        assumeTrue(unsupportedType().isPresent(), "the dialect keeps every type");
        execute("CREATE TABLE " + quote("t") + " (" + quote("id") + " INTEGER PRIMARY KEY, " + quote("strange") + " "
                + unsupportedType().get() + ")");
        Table table = table("t");
        String type = table.columns().get(1).type();

        for (Callable<AutoCloseable> open : List.<Callable<AutoCloseable>>of(
                () -> dialect().read(handle(), table, Codecs.none()),
                () -> dialect().load(handle(), table, Codecs.none()))) {
            assertThatThrownBy(() -> open.call().close())
                    .hasMessageContaining("strange")
                    .hasMessageContaining(table.name().toString())
                    .hasMessageContaining(type);
        }
    }

    private static RecordedRow row(int id, @org.jspecify.annotations.Nullable String text) {
        RecordedRow row = new RecordedRow();
        row.writeInteger(id);
        if (text == null) {
            row.writeNull();
        } else {
            row.writeText(text);
        }
        return row;
    }

    private static RecordedRow numbers(int first, int second) {
        RecordedRow row = new RecordedRow();
        row.writeInteger(first);
        row.writeInteger(second);
        return row;
    }

    /** Leaves its mark on a value each way. */
    private record MarkingCodec(String column) implements Codec {

        @Override
        public boolean handles(io.dbrestore.spi.Dialect dialect, Column of) {
            return of.name().equals(column);
        }

        @Override
        public void encode(ResultSet row, int index, ValueWriter value) throws SQLException {
            value.writeText("out:" + row.getString(index));
        }

        @Override
        public void decode(ValueReader value, Kind kind, PreparedStatement statement, int index) throws SQLException {
            statement.setString(index, "in:" + value.text());
        }
    }
}
