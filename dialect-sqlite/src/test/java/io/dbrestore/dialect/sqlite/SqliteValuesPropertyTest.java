package io.dbrestore.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Any values in any column, judged by SQLite: the class and the bytes, before and after. */
@Tag("case-78")
class SqliteValuesPropertyTest {

    private static final List<String> TYPES = List.of("", "TEXT", "BLOB", "INTEGER", "REAL", "NUMERIC", "ANY");

    private static final String IMAGE =
            "SELECT typeof(v), hex(CAST(v AS BLOB)), CASE typeof(v) WHEN 'real' THEN format('%!.20e', v) || atan2(v, -1) END FROM t ORDER BY n";

    @Property(tries = 300)
    void whatSqliteHoldsComesBack(
            @ForAll("types") String type, @ForAll boolean strict, @ForAll("values") List<Object> values)
            throws SQLException {
        String declared = strict && (type.isEmpty() || type.equals("NUMERIC")) ? "ANY" : type;
        String create = "CREATE TABLE t (n INTEGER PRIMARY KEY, v " + declared + ")" + (strict ? " STRICT" : "");
        try (TestFile from = new TestFile(Path.of(":memory:"), create);
                TestFile to = new TestFile(Path.of(":memory:"), create)) {
            insert(from, values);

            to.load(to.table("t"), from.dump("t"));

            assertThat(to.query(IMAGE)).isEqualTo(from.query(IMAGE));
        }
    }

    /** What a column of this type does not take, as STRICT ones may, is left out. */
    private static void insert(TestFile from, List<Object> values) throws SQLException {
        try (PreparedStatement statement = from.connection.prepareStatement(
                "INSERT OR IGNORE INTO t (v) VALUES (CASE ? WHEN 1 THEN CAST(?2 AS TEXT) ELSE ?2 END)")) {
            for (Object value : values) {
                boolean rawText = value instanceof RawText;
                statement.setInt(1, rawText ? 1 : 0);
                statement.setObject(2, value instanceof RawText raw ? raw.bytes() : value);
                try {
                    statement.executeUpdate();
                } catch (SQLException e) {
                    assertThat(e.getMessage()).contains("cannot store");
                }
            }
        }
    }

    /** Text of any bytes. */
    @SuppressWarnings("ArrayRecordComponent")
    private record RawText(byte[] bytes) {}

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.of(TYPES);
    }

    @Provide
    Arbitrary<List<Object>> values() {
        Arbitrary<Object> integers = Arbitraries.longs().map(value -> value);
        Arbitrary<Object> reals =
                Arbitraries.longs().map(Double::longBitsToDouble).map(value -> value);
        Arbitrary<Object> roundReals = Arbitraries.longs().map(value -> (double) value);
        Arbitrary<Object> zeros = Arbitraries.of(0.0, -0.0, 0);
        Arbitrary<Object> texts = Arbitraries.strings().all().ofMaxLength(20).map(value -> value);
        Arbitrary<Object> numbers = Arbitraries.strings()
                .withChars("0123456789.eE+- \t\n\u0000x")
                .ofMaxLength(24)
                .map(value -> value);
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(20);
        return Arbitraries.oneOf(
                        integers,
                        reals,
                        roundReals,
                        zeros,
                        texts,
                        numbers,
                        bytes.map(value -> (Object) value),
                        bytes.map(value -> (Object) new RawText(value)))
                .list()
                .ofMaxSize(30);
    }
}
