package io.dbrestore.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Column.Origin;
import io.dbrestore.spi.ForeignKey;
import io.dbrestore.spi.LeftOut;
import io.dbrestore.spi.Sequence;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import io.dbrestore.spi.UniqueKey;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the dialect says of a file's tables. */
class SqliteCatalogTest {

    @TempDir
    Path folder;

    private Catalog catalog(String... statements) throws SQLException {
        try (TestFile file = new TestFile(folder.resolve("catalog.db"), statements)) {
            return file.catalog();
        }
    }

    private static Column column(Table table, String name) {
        return table.column(name).orElseThrow();
    }

    @Test
    void theDatabaseIsKnownByTheRealPathOfItsFile() throws Exception {
        java.nio.file.Files.createSymbolicLink(folder.resolve("link.db"), folder.resolve("catalog.db"));

        assertThat(catalog("CREATE TABLE t (a)").database())
                .isEqualTo(folder.resolve("catalog.db").toRealPath().toString());
        try (var handle = TestFile.asUser(folder.resolve("link.db"))) {
            assertThat(new SqliteDialect().catalog(handle).database())
                    .isEqualTo(folder.resolve("catalog.db").toRealPath().toString());
        }
    }

    @Tag("case-80")
    @Test
    void anIntegerPrimaryKeyCountsAndItsTwinWithDescDoesNot() throws SQLException {
        Catalog catalog = catalog(
                "CREATE TABLE alias (id INTEGER PRIMARY KEY)",
                "CREATE TABLE twin (id INTEGER PRIMARY KEY DESC)",
                "CREATE TABLE late (id INTEGER, PRIMARY KEY (id DESC))",
                "CREATE TABLE narrow (id INT PRIMARY KEY)",
                "CREATE TABLE bare (id INTEGER PRIMARY KEY) WITHOUT ROWID");

        assertThat(catalog.tables())
                .extracting(table ->
                        table.name().name() + " " + table.columns().get(0).origin() + " "
                                + table.columns().get(0).nullable())
                .containsExactly(
                        "alias IDENTITY false",
                        "bare GIVEN false",
                        "late IDENTITY false",
                        "narrow GIVEN true",
                        "twin GIVEN true");
        assertThat(catalog.tables())
                .allSatisfy(table -> assertThat(table.primaryKey()).containsExactly("id"));
        assertThat(catalog.tables())
                .allSatisfy(table -> assertThat(table.uniqueKeys()).isEmpty());
    }

    @Tag("case-80")
    @Test
    void aKeyTakesNullOnlyWhereSqliteLetsIt() throws SQLException {
        Catalog catalog = catalog(
                "CREATE TABLE loose (a TEXT, b TEXT NOT NULL, PRIMARY KEY (b, a))",
                "CREATE TABLE strict (a TEXT PRIMARY KEY) STRICT",
                "CREATE TABLE bare (a TEXT PRIMARY KEY) WITHOUT ROWID");

        Table loose = catalog.table(new TableName("", "loose")).orElseThrow();
        assertThat(loose.primaryKey()).containsExactly("b", "a");
        assertThat(column(loose, "a").nullable()).isTrue();
        assertThat(column(loose, "b").nullable()).isFalse();
        assertThat(column(catalog.table(new TableName("", "strict")).orElseThrow(), "a")
                        .nullable())
                .isFalse();
        assertThat(column(catalog.table(new TableName("", "bare")).orElseThrow(), "a")
                        .nullable())
                .isFalse();
    }

    @Tag("case-81")
    @Test
    void columnsComeWithTheirTypesDefaultsAndOrigins() throws SQLException {
        Table table = catalog("""
                        CREATE TABLE t (a, b VARCHAR(30) NOT NULL DEFAULT 'x', c DECIMAL(10,2) DEFAULT NULL,
                          d TEXT AS (b || 'd'), e INT GENERATED ALWAYS AS (1) STORED, f DEFAULT (random()))""").tables().get(0);

        assertThat(table.columns())
                .extracting(Column::name, Column::type, Column::nullable, Column::hasDefault, Column::origin)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", "", true, false, Origin.GIVEN),
                        org.assertj.core.groups.Tuple.tuple("b", "VARCHAR(30)", false, true, Origin.GIVEN),
                        org.assertj.core.groups.Tuple.tuple("c", "DECIMAL(10,2)", true, false, Origin.GIVEN),
                        org.assertj.core.groups.Tuple.tuple("d", "TEXT", true, false, Origin.GENERATED),
                        org.assertj.core.groups.Tuple.tuple("e", "INT", true, false, Origin.GENERATED),
                        org.assertj.core.groups.Tuple.tuple("f", "", true, true, Origin.GIVEN));
    }

    @Tag("case-14")
    @Test
    void uniqueKeysAreThoseThatTheMergeCanCompareBy() throws SQLException {
        Table table = catalog(
                        "CREATE TABLE t (id INTEGER PRIMARY KEY, a UNIQUE, b, c TEXT COLLATE NOCASE UNIQUE, d, e TEXT)",
                        "CREATE UNIQUE INDEX two ON t (b DESC, a)",
                        "CREATE UNIQUE INDEX partial ON t (d) WHERE d > 0",
                        "CREATE UNIQUE INDEX expression ON t (lower(d))",
                        "CREATE UNIQUE INDEX other ON t (e COLLATE NOCASE)",
                        "CREATE UNIQUE INDEX narrower ON t (c COLLATE BINARY)",
                        "CREATE INDEX plain ON t (d)")
                .tables()
                .get(0);

        assertThat(table.uniqueKeys())
                .extracting(UniqueKey::columns)
                .containsExactlyInAnyOrder(List.of("a"), List.of("b", "a"), List.of("c"));
        assertThat(column(table, "c").type()).isEqualTo("TEXT COLLATE \"NOCASE\"");
        assertThat(column(table, "e").type()).isEqualTo("TEXT");
    }

    @Tag("case-16")
    @Test
    void aPrimaryKeyThatComparesOtherwiseThanItsColumnIsNoKey() throws SQLException {
        Table table = catalog("CREATE TABLE t (a TEXT COLLATE NOCASE, PRIMARY KEY (a COLLATE BINARY))")
                .tables()
                .get(0);

        assertThat(table.key()).isEmpty();
    }

    @Tag("case-83")
    @Tag("case-85")
    @Test
    void foreignKeysAreInTheTrueSpelling() throws SQLException {
        Catalog catalog = catalog("CREATE TABLE Parent (Id INTEGER PRIMARY KEY, X, Y, UNIQUE (X, Y))", """
                CREATE TABLE child (a REFERENCES pARENT, b, c, d REFERENCES gone, e REFERENCES child (A),
                  f REFERENCES parent (nowhere), FOREIGN KEY (C, b) REFERENCES "PARENT" (y, x))""");

        assertThat(catalog.table(new TableName("", "child")).orElseThrow().foreignKeys())
                .containsExactlyInAnyOrder(
                        new ForeignKey("", List.of("a"), new TableName("", "Parent"), List.of("Id"), false),
                        new ForeignKey("", List.of("d"), new TableName("", "gone"), List.of(), false),
                        new ForeignKey("", List.of("e"), new TableName("", "child"), List.of("a"), false),
                        new ForeignKey("", List.of("f"), new TableName("", "Parent"), List.of(), false),
                        new ForeignKey("", List.of("c", "b"), new TableName("", "Parent"), List.of("Y", "X"), false));
    }

    @Tag("case-85")
    @Test
    void namesAreAsTheyAre() throws SQLException {
        List<String> names = List.of(
                "we\"\"ird [x]`y\"",
                "😀",
                "select",
                "trailing ",
                "it's",
                "a.b",
                "?1",
                ":x",
                "100%_",
                "ß",
                "new\nline",
                "Ünï");
        for (int i = 0; i < names.size(); i++) {
            String quoted = new SqliteSql().quote(names.get(i));
            catalog(
                    "CREATE TABLE " + quoted + " (" + quoted + " INTEGER PRIMARY KEY, b UNIQUE REFERENCES " + quoted
                            + ")",
                    "INSERT INTO " + quoted + " VALUES (" + i + ", NULL)");
        }

        try (TestFile file = new TestFile(folder.resolve("catalog.db"))) {
            assertThat(file.catalog().tables())
                    .extracting(table -> table.name().name())
                    .containsExactlyInAnyOrderElementsOf(names);
            for (String name : names) {
                Table table = file.table(name);
                assertThat(table.primaryKey()).containsExactly(name);
                assertThat(table.foreignKeys()).hasSize(1);
                assertThat(table.uniqueKeys()).hasSize(1);
                assertThat(file.dump(name)).hasSize(1);
            }
        }
    }

    @Tag("case-80")
    @Test
    void countersAreThoseOfAutoincrementAlsoBeforeTheyHaveCounted() throws SQLException {
        Catalog catalog = catalog(
                "CREATE TABLE used (id INTEGER PRIMARY KEY AUTOINCREMENT)",
                "INSERT INTO used VALUES (41), (NULL)",
                "DELETE FROM used",
                "CREATE TABLE fresh (id INTEGER PRIMARY KEY AUTOINCREMENT)",
                "CREATE TABLE other (id INTEGER PRIMARY KEY /* AUTOINCREMENT */, \"AUTOINCREMENT\")");

        assertThat(catalog.sequences())
                .containsExactly(
                        new Sequence(new TableName("", "fresh"), "0"), new Sequence(new TableName("", "used"), "42"));
        assertThat(catalog.tables()).hasSize(3);
    }

    @Tag("case-80")
    @Test
    void aFileWithoutCountersHasNone() throws SQLException {
        assertThat(catalog("CREATE TABLE t (id INTEGER PRIMARY KEY)").sequences())
                .isEmpty();
    }

    @Tag("case-82")
    @Test
    void whatIsNotTheUsersIsLeftOutWithItsReason() throws SQLException {
        Catalog catalog = catalog(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, body)",
                "CREATE INDEX i ON t (body)",
                "ANALYZE",
                "CREATE VIEW v AS SELECT * FROM t",
                "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER)",
                "CREATE VIRTUAL TABLE over USING fts5(body, content='t', content_rowid='id')",
                "CREATE VIRTUAL TABLE four USING fts4(content=\"t\", body)",
                "CREATE VIRTUAL TABLE none USING fts5(body, content='')",
                "CREATE VIRTUAL TABLE words USING fts5vocab(over, row)");

        assertThat(catalog.tables()).extracting(table -> table.name().name()).containsExactly("t");
        assertThat(catalog.leftOut())
                .extracting(left -> left.table() + ": " + left.reason())
                .containsExactly(
                        "_litestream_seq: belongs to Litestream",
                        "four: a full-text index over t; it is rebuilt when that is restored",
                        "none: a full-text index without content (fts5): SQLite cannot give back what it was made of,"
                                + " so fill it again after a reset",
                        "over: a full-text index over t; it is rebuilt when that is restored",
                        "words: a virtual table (fts5vocab); what it holds is not in the dump",
                        "v: a view");
    }

    @Tag("case-82")
    @Test
    void aMissingModuleDoesNotKillTheDump() throws SQLException {
        Catalog catalog = catalog(
                "CREATE TABLE t (a)",
                "CREATE TABLE items_chunks (a)",
                "CREATE TABLE items_mine (a)",
                "PRAGMA writable_schema = ON",
                """
                INSERT INTO sqlite_schema VALUES ('table', 'items', 'items', 0,
                  'CREATE VIRTUAL TABLE items USING vec0(embedding float[4])')""",
                "PRAGMA writable_schema = RESET");

        assertThat(catalog.tables()).extracting(table -> table.name().name()).containsExactly("items_mine", "t");
        assertThat(catalog.leftOut())
                .extracting(LeftOut::reason)
                .containsExactly(
                        "a virtual table (vec0); what it holds is not in the dump",
                        "a part of the virtual table items");
    }

    @Tag("case-82")
    @Test
    void virtualTablesThatHoldRowsAreTablesWithARowNumber() throws SQLException {
        Catalog catalog = catalog(
                "CREATE VIRTUAL TABLE note USING fts5(title, body UNINDEXED)",
                "CREATE VIRTUAL TABLE \"ol using d\" USING FTS4(a, b)",
                "CREATE VIRTUAL TABLE box USING rtree(id, x0, x1, +label TEXT)");

        assertThat(catalog.tables())
                .extracting(table -> table.name().name() + " " + table.primaryKey() + " "
                        + table.columns().stream().map(Column::name).toList())
                .containsExactly(
                        "box [id] [id, x0, x1, label]",
                        "note [rowid] [rowid, title, body]",
                        "ol using d [docid] [docid, a, b]");
    }
}
