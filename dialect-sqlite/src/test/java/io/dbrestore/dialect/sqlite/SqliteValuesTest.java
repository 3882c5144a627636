package io.dbrestore.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.spi.ValueReader.Kind;
import io.dbrestore.tck.RecordedRow;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values on their way out of a file and into another; the judge of sameness is SQLite. */
class SqliteValuesTest {

    /** Everything that SQLite can tell of a value, with the very bytes of the file. */
    private static final String IMAGE =
            "SELECT typeof(v), hex(CAST(v AS BLOB)), CASE typeof(v) WHEN 'real' THEN format('%!.20e', v) ELSE quote(v) END"
                    + " FROM t ORDER BY n";

    private static final String VALUES = """
            (NULL), (0), (-1), (9007199254740991), (9007199254740992), (9223372036854775807), (-9223372036854775808),
            (0.5), (1.5e300), (-2.2250738585072014e-308), (4.9e-324), (1e999), (-1e999), (0.1 + 0.2), (1e18), (9.3e18),
            (''), ('a'), (' trailing '), ('NULL'), ('\\N'), ('{"__type":"bytes","value":"AA=="}'), (char(0)),
            ('a' || char(0) || 'b'), (char(8232, 8233, 13, 10)), ('é😀'), ('e' || char(769)), (char(65533)), (char(65279)),
            (replace(hex(zeroblob(50000)), '0', 'x')), (x''), (x'00'), (x'80ff'), (zeroblob(100000)),
            ('12abc'), ('1 2'), ('true')""";

    @TempDir
    Path folder;

    @Tag("case-47")
    @Tag("case-49")
    @Tag("case-50")
    @Tag("case-52")
    @Tag("case-57")
    @Tag("case-78")
    @Tag("case-79")
    @ParameterizedTest
    @CsvSource({
        "UTF-8,''",
        "UTF-8,TEXT",
        "UTF-8,BLOB",
        "UTF-8,INTEGER",
        "UTF-8,REAL",
        "UTF-8,DECIMAL(10)",
        "UTF-8,DATETIME",
        "UTF-8,BOOLEAN",
        "UTF-8,ANY",
        "UTF-16le,''",
        "UTF-16le,TEXT",
        "UTF-16be,''",
        "UTF-16be,NUMERIC"
    })
    void everyValueComesBackTheSameInEveryKindOfColumn(String encoding, String type) throws SQLException {
        String create = "CREATE TABLE t (n INTEGER PRIMARY KEY, v " + type + ")";
        try (TestFile from = new TestFile(folder.resolve("from.db"), "PRAGMA encoding = '" + encoding + "'", create);
                TestFile to = new TestFile(folder.resolve("to.db"), "PRAGMA encoding = '" + encoding + "'", create)) {
            from.run("INSERT INTO t (v) VALUES " + VALUES);

            to.load(to.table("t"), from.dump("t"));

            assertThat(to.query(IMAGE)).hasSize(37).isEqualTo(from.query(IMAGE));
        }
    }

    @Tag("case-78")
    @Test
    void strictTablesAndTheirAnyColumnsKeepTextThatLooksLikeANumber() throws SQLException {
        String create = "CREATE TABLE t (n INTEGER PRIMARY KEY, v ANY) STRICT";
        try (TestFile from = new TestFile(
                        folder.resolve("from.db"), create, "INSERT INTO t (v) VALUES ('007'), (7), (7.0)");
                TestFile to = new TestFile(folder.resolve("to.db"), create)) {
            to.load(to.table("t"), from.dump("t"));

            assertThat(to.query(IMAGE)).hasSize(3).isEqualTo(from.query(IMAGE));
        }
    }

    @Tag("case-51")
    @ParameterizedTest
    @ValueSource(strings = {"80", "41FF42", "EDA080", "C0AF", "F5", "EFBFBD80", "0041E9"})
    void textThatIsNotUtf8ComesBackByteForByte(String bytes) throws SQLException {
        String create = "CREATE TABLE t (n INTEGER PRIMARY KEY, v TEXT)";
        try (TestFile from = new TestFile(folder.resolve("from.db"), create);
                TestFile to = new TestFile(folder.resolve("to.db"), create)) {
            from.run("INSERT INTO t (v) VALUES ('before'), (CAST(x'" + bytes + "' AS TEXT)), ('after')");

            to.load(to.table("t"), from.dump("t"));

            assertThat(to.query(IMAGE)).hasSize(3).isEqualTo(from.query(IMAGE));
            assertThat(to.query("SELECT typeof(v), hex(CAST(v AS BLOB)) FROM t WHERE n = 2"))
                    .containsExactly("text|" + bytes);
        }
    }

    @Tag("case-51")
    @ParameterizedTest
    @CsvSource({"UTF-16le,00D84100", "UTF-16le,410000DC", "UTF-16be,D8000041", "UTF-16be,FEFF0041", "UTF-16le,00D8"})
    void loneSurrogatesInUtf16ComeBack(String encoding, String bytes) throws SQLException {
        String create = "CREATE TABLE t (n INTEGER PRIMARY KEY, v TEXT)";
        try (TestFile from = new TestFile(folder.resolve("from.db"), "PRAGMA encoding = '" + encoding + "'", create);
                TestFile to = new TestFile(folder.resolve("to.db"), "PRAGMA encoding = '" + encoding + "'", create)) {
            from.run("INSERT INTO t (v) VALUES (CAST(x'" + bytes + "' AS TEXT))");

            to.load(to.table("t"), from.dump("t"));

            assertThat(to.query("SELECT hex(CAST(v AS BLOB)) FROM t")).containsExactly(bytes);
        }
    }

    @Tag("case-51")
    @Test
    void textThatIsNotUtf8IsRefusedByAFileInUtf16() throws SQLException {
        String create = "CREATE TABLE t (v TEXT)";
        try (TestFile from = new TestFile(folder.resolve("from.db"), create);
                TestFile to = new TestFile(folder.resolve("to.db"), "PRAGMA encoding = 'UTF-16'", create)) {
            from.run("INSERT INTO t (v) VALUES (CAST(x'80' AS TEXT))");
            List<RecordedRow> dump = from.dump("t");

            assertThatThrownBy(() -> to.load(to.table("t"), dump))
                    .hasMessageContaining("row 1 of t: column v (TEXT)")
                    .hasMessageContaining("UTF-16");
        }
    }

    @Tag("case-78")
    @ParameterizedTest
    @CsvSource({"INTEGER,'''1'''", "NUMERIC,''' 1e3 '''", "REAL,'''.5'''", "TEXT,1", "TEXT,1.5", "INTEGER,2.0"})
    void aValueThatAnEditedSchemaLeftInTheWrongColumnIsNamedByTheDump(String type, String value) throws SQLException {
        try (TestFile file = new TestFile(folder.resolve("edited.db"), "CREATE TABLE t (v BLOB)")) {
            file.run(
                    "INSERT INTO t VALUES (" + value + ")",
                    "PRAGMA writable_schema = ON",
                    "UPDATE sqlite_schema SET sql = 'CREATE TABLE t (v " + type + ")' WHERE name = 't'",
                    "PRAGMA writable_schema = RESET");

            assertThatThrownBy(() -> file.dump("t"))
                    .hasMessageContaining("column v of t")
                    .hasMessageContaining("UPDATE \"t\" SET \"v\" = \"v\"");

            file.run("UPDATE \"t\" SET \"v\" = \"v\"");
            assertThat(file.dump("t")).hasSize(1);
        }
    }

    @Tag("case-78")
    @Test
    void defaultsOfAddedColumnsAreNotTakenForEdits() throws SQLException {
        try (TestFile file =
                new TestFile(folder.resolve("added.db"), "CREATE TABLE t (a)", "INSERT INTO t VALUES (1)")) {
            file.run(
                    "ALTER TABLE t ADD COLUMN b TEXT DEFAULT 5",
                    "ALTER TABLE t ADD COLUMN c INTEGER DEFAULT '6'",
                    "ALTER TABLE t ADD COLUMN d INTEGER DEFAULT 7.0",
                    "ALTER TABLE t ADD COLUMN e REAL DEFAULT 8");

            assertThat(file.dump("t").get(0).values())
                    .extracting(RecordedRow.Value::kind)
                    .containsExactly(Kind.INTEGER, Kind.TEXT, Kind.INTEGER, Kind.INTEGER, Kind.FLOAT);
        }
    }

    @Tag("case-78")
    @ParameterizedTest
    @CsvSource({
        "INTEGER, TEXT, 007",
        "INTEGER, TEXT, 1.50",
        "NUMERIC, TEXT, 1e5",
        "REAL, TEXT, +1",
        "NUMERIC, TEXT, ' 1'",
        "REAL, INTEGER, 9007199254740993",
        "'', INTEGER, 9223372036854775808",
        "NUMERIC, DECIMAL, 0.12345678901234567890",
        "REAL, DECIMAL, 1E+999999999",
        "'', DECIMAL, NaN",
        "REAL, FLOAT, -0.0",
        "INTEGER, FLOAT, -0.0",
        "NUMERIC, TEXT, 9223372036854775808"
    })
    void whatAColumnWouldChangeIsRefusedByName(String type, Kind kind, String value) throws SQLException {
        try (TestFile file = new TestFile(folder.resolve("to.db"), "CREATE TABLE t (v " + type + ")")) {
            RecordedRow row = new RecordedRow();
            row.add(kind, value);

            assertThatThrownBy(() -> file.load(file.table("t"), List.of(row)))
                    .isInstanceOf(SQLException.class)
                    .hasMessageStartingWith("row 1 of t: column v (");

            assertThat(file.query("SELECT count(*) FROM t")).containsExactly("0");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "INTEGER, TEXT, 42, integer|42",
        "INTEGER, TEXT, 9007199254740993, integer|9007199254740993",
        "NUMERIC, DECIMAL, 1.50, real|1.5",
        "NUMERIC, DECIMAL, 42.00, integer|42",
        "TEXT, DECIMAL, 1.50, text|1.50",
        "TEXT, INTEGER, 42, text|42",
        "TEXT, FLOAT, 0.30000000000000004, text|0.30000000000000004",
        "'', DATETIME, 2026-01-15T10:30:00Z, text|2026-01-15T10:30:00Z",
        "BOOLEAN, BOOLEAN, true, integer|1",
        "'', JSON, [1.50], text|[1.50]",
        "'', DECIMAL, -Infinity, real|-Inf"
    })
    void valuesOfOtherToolsAreTakenInWhereNothingIsLost(String type, Kind kind, String value, String stored)
            throws SQLException {
        try (TestFile file = new TestFile(folder.resolve("to.db"), "CREATE TABLE t (v " + type + ")")) {
            RecordedRow row = new RecordedRow();
            row.add(kind, kind == Kind.BOOLEAN ? Boolean.valueOf(value) : value);

            file.load(file.table("t"), List.of(row));

            assertThat(file.query("SELECT typeof(v), v FROM t")).containsExactly(stored);
        }
    }

    @Tag("case-59")
    @Test
    void aTableOfTwoThousandColumnsComesBack() throws SQLException {
        StringBuilder create = new StringBuilder("CREATE TABLE t (n INTEGER PRIMARY KEY, v");
        StringBuilder insert = new StringBuilder("INSERT INTO t VALUES (1, 'v'");
        for (int i = 2; i < 2_000; i++) {
            create.append(", c").append(i);
            insert.append(", ").append(i);
        }
        try (TestFile from = new TestFile(folder.resolve("from.db"), create + ")", insert + ")");
                TestFile to = new TestFile(folder.resolve("to.db"), create + ")")) {
            to.load(to.table("t"), from.dump("t"));

            assertThat(to.query("SELECT * FROM t")).hasSize(1).isEqualTo(from.query("SELECT * FROM t"));
        }
    }
}
