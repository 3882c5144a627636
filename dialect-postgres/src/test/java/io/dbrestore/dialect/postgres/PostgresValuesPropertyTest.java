package io.dbrestore.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.testserver.PostgresServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Any values of any type, dumped, restored, and judged by the server: it hashes what its own send functions say of each
 * row. Values come into the database as text, in {@code s}, from which SQL makes values of several types.
 */
@SuppressWarnings("NullAway.Init") // of which jqwik's life cycle is unknown
class PostgresValuesPropertyTest {

    private static final int TRIES = 8;
    private static final int VALUES = 150;

    private static Path folder;
    private static ValuesDatabase database;

    @BeforeContainer
    static void makeDatabase() throws Exception {
        folder = Files.createTempDirectory("db-restore-values-");
        database = ValuesDatabase.create(
                "SET TimeZone = 'UTC'",
                "CREATE EXTENSION hstore",
                "CREATE EXTENSION citext",
                "CREATE EXTENSION cube",
                "CREATE EXTENSION ltree",
                "CREATE TYPE pair AS (a integer, b text)",
                "CREATE DOMAIN amount AS numeric");
    }

    @AfterContainer
    static void removeDatabase() throws Exception {
        database.close();
        delete(folder);
    }

    private static void delete(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /**
     * Whether all columns of all rows come back.
     *
     * @param columns a type and, behind a colon, what it is made from {@code s} by
     */
    private static void comeBack(List<String> values, String... columns) throws SQLException {
        StringBuilder table = new StringBuilder("CREATE TABLE t (n integer PRIMARY KEY");
        StringBuilder insert = new StringBuilder("INSERT INTO t SELECT n");
        for (int i = 0; i < columns.length; i++) {
            int colon = columns[i].indexOf(": ");
            table.append(", c").append(i).append(' ').append(columns[i], 0, colon);
            insert.append(", ").append(columns[i].substring(colon + 2));
        }
        database.run("DROP TABLE IF EXISTS t", table + ")");
        try (PreparedStatement statement = database.connection()
                .prepareStatement(insert + " FROM unnest(CAST(? AS text[])) WITH ORDINALITY AS u (s, n)")) {
            statement.setArray(1, database.connection().createArrayOf("text", values.toArray()));
            statement.executeUpdate();
        }
        String image = "SELECT count(*), md5(string_agg(md5(record_send(t)), '' ORDER BY n)) FROM t";
        List<String> before = database.query(image);

        database.dump(folder.resolve("dump"));
        database.run("TRUNCATE t");
        database.restore(folder.resolve("dump"));

        assertThat(database.query(image)).isEqualTo(before);
    }

    @Tag("case-47")
    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void integers(@ForAll("longs") List<String> values) throws SQLException {
        comeBack(
                values,
                "int8: s::int8",
                "int4: (s::int8 % 2147483648)::int4",
                "int2: (s::int8 % 32768)::int2",
                "oid: abs(s::int8 % 4294967296)::oid",
                "int8[]: ARRAY[s::int8, NULL, -1]",
                "int8range: int8range(s::int8, NULL)",
                "money: (s::numeric / 100)::money",
                "bit(64): s::int8::bit(64)",
                "varbit: substring(s::int8::bit(64)::varbit, 1, n::int % 65)",
                "boolean: s::int8 % 2 = 0");
    }

    @Tag("case-49")
    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void floats(@ForAll("doublesAndFloats") List<String> values) throws SQLException {
        String wide = "split_part(s, ' ', 1)::float8";
        String narrow = "split_part(s, ' ', 2)::float4";
        comeBack(
                values,
                "float8: " + wide,
                "float4: " + narrow,
                "float8[]: ARRAY[" + wide + ", NULL]",
                "float4[][]: ARRAY[ARRAY[" + narrow + "], ARRAY[0]]",
                "point: point(" + wide + ", " + narrow + ")",
                "box: box(point(" + wide + ", 1), point(0, " + narrow + "))",
                "path: ('((1,2),(' || " + wide + " || ',' || " + narrow + " || '))')::path",
                "polygon: ('((1,2),(' || " + wide + " || ',' || " + narrow + " || '))')::polygon",
                "cube: cube(ARRAY[" + narrow + ", 1], ARRAY[2, " + narrow + "])");
    }

    @Tag("case-48")
    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void decimals(@ForAll("decimals") List<String> values) throws SQLException {
        comeBack(
                values,
                "numeric: s::numeric",
                "amount: s::numeric",
                "numeric[]: ARRAY[s::numeric, 0.00]",
                "numrange: numrange(s::numeric, NULL, '[]')",
                "jsonb: to_jsonb(s::numeric)");
    }

    @Tag("case-50")
    @Tag("case-55")
    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void texts(@ForAll("texts") List<String> values) throws SQLException {
        comeBack(
                values,
                "text: s",
                "varchar(50): left(s, 50)",
                "char(40): left(s, 40)",
                "name: left(s, 15)::name",
                "citext: s",
                "text[]: ARRAY[s, NULL, '', s || '\"']",
                "text[]: array_fill(s, ARRAY[2, 2], ARRAY[-3, 5])",
                "pair: ROW(n, s)::pair",
                "pair[]: ARRAY[ROW(NULL, s)::pair, NULL]",
                "hstore: hstore(s, s) || hstore('x', NULL)",
                "json: to_json(s)",
                "json: (E' {\\n\"a\" : ' || to_json(s) || '}')::json",
                "jsonb: jsonb_build_object(s, ARRAY[s])",
                "tsvector: to_tsvector('simple', s)",
                "tsvector: setweight(array_to_tsvector(ARRAY[s || 'x']), 'B')",
                "tsquery: phraseto_tsquery('simple', s) && plainto_tsquery('simple', s)",
                "tsquery: !!(plainto_tsquery('simple', s) || tsquery_phrase(plainto_tsquery('simple', s), 'x:*A', 3))",
                "bytea: convert_to(s, 'UTF8')",
                "ltree: ('a' || md5(s) || '.b')::ltree");
    }

    @Tag("case-52")
    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void bytes(@ForAll("hexadecimal") List<String> values) throws SQLException {
        String padded = "rpad(s, 32, '0')";
        comeBack(
                values,
                "bytea: decode(s, 'hex')",
                "bytea[]: ARRAY[decode(s, 'hex'), '']",
                "uuid: left(" + padded + ", 32)::uuid",
                "macaddr8: left(" + padded + ", 16)::macaddr8",
                "macaddr: left(" + padded + ", 12)::macaddr",
                "pg_lsn: (left(" + padded + ", 8) || '/' || right(" + padded + ", 8))::pg_lsn",
                "inet: ('2001:' || left(" + padded + ", 4) || '::' || left(" + padded + ", 3) || '/' || n % 129)::inet",
                "inet: ('0.0.0.0'::inet + ('x' || left(" + padded + ", 8))::bit(32)::int8)");
    }

    @Tag("case-53")
    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void timestamps(@ForAll("micros") List<String> values) throws SQLException {
        String timestamp = "timestamp '2000-01-01' + (s || ' microseconds')::interval";
        String offset = "make_interval(secs => abs(s::int8) % 57600)";
        comeBack(
                values,
                "timestamp: " + timestamp,
                "timestamptz: (" + timestamp + ") AT TIME ZONE 'UTC'",
                "date: (" + timestamp + ")::date",
                "date: date '4713-01-01 BC' + (abs(s::int8) % 2147483493)::int",
                "time: (" + timestamp + ")::time",
                "timetz: ((" + timestamp + ")::time || CASE WHEN s::int8 < 0 THEN '-' ELSE '+' END || " + offset
                        + ")::timetz",
                "timestamptz[]: ARRAY[(" + timestamp + ") AT TIME ZONE 'UTC']",
                "tsrange: tsrange(" + timestamp + ", 'infinity')",
                "interval: (s || ' microseconds ' || s::int8 % 2000000000 || ' days ' || n * 77 - 5000 || ' months')"
                        + "::interval",
                "interval[]: ARRAY[(s || ' microseconds ' || n || ' days')::interval]");
    }

    @Tag("case-56")
    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void json(@ForAll("documents") List<String> values) throws SQLException {
        comeBack(
                values,
                "json: s::json",
                "jsonb: s::jsonb",
                "json: jsonb_pretty(s::jsonb)::json",
                "jsonb[]: ARRAY[s::jsonb, NULL]");
    }

    @Tag("case-51")
    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void textOfAnyBytes(@ForAll("hexadecimalWithoutZero") List<String> values) throws SQLException {
        String image = "SELECT md5(string_agg(md5(convert_to(v, 'SQL_ASCII')) || md5(convert_to(a::text, 'SQL_ASCII')),"
                + " '' ORDER BY n)) FROM t";
        try (ValuesDatabase anyBytes = new ValuesDatabase(
                PostgresServer.shared()
                        .newDatabase("TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'"),
                "CREATE TABLE t (n integer PRIMARY KEY, v text, a text[])")) {
            for (int i = 0; i < values.size(); i++) {
                String text = "convert_from('\\x" + values.get(i) + "', 'SQL_ASCII')";
                anyBytes.run("INSERT INTO t VALUES (" + i + ", " + text + ", ARRAY[" + text + ", NULL])");
            }
            List<String> before = anyBytes.query(image);

            anyBytes.dump(folder.resolve("dump"));
            anyBytes.run("TRUNCATE t");
            anyBytes.restore(folder.resolve("dump"));

            assertThat(anyBytes.query(image)).isEqualTo(before);
        }
    }

    @Provide
    Arbitrary<List<String>> longs() {
        return some(Arbitraries.longs().map(Object::toString));
    }

    /** Any bits that are numbers; NaN has but one form. */
    @Provide
    Arbitrary<List<String>> doublesAndFloats() {
        Arbitrary<Double> wide = Arbitraries.oneOf(
                Arbitraries.longs().map(Double::longBitsToDouble),
                Arbitraries.randomValue(random -> Double.longBitsToDouble(random.nextLong())),
                Arbitraries.longs().map(value -> (double) value));
        Arbitrary<Float> narrow = Arbitraries.randomValue(random -> Float.intBitsToFloat(random.nextInt()));
        return some(Combinators.combine(wide, narrow).as((a, b) -> a + " " + b));
    }

    @Provide
    Arbitrary<List<String>> decimals() {
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(120).map(text -> text.replaceAll("7", "0"));
        Arbitrary<String> numbers = Combinators.combine(
                        digits, Arbitraries.integers().between(-60, 160), Arbitraries.of("", "-"))
                .as((text, scale, sign) ->
                        sign + new BigDecimal(text).scaleByPowerOfTen(-scale).toPlainString());
        return some(Arbitraries.frequencyOf(Tuple.of(20, numbers), Tuple.of(1, Arbitraries.of("NaN", "0", "0.000"))));
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(60);
        Arbitrary<String> nasty = Arbitraries.strings()
                .withChars("\\\"'{}(),\t\n\r\b\f\u000b NULL\u0001.a\u00e9\u2028:&|!<>=")
                .ofMaxLength(20);
        return some(Arbitraries.oneOf(any, nasty).map(PostgresValuesPropertyTest::possible));
    }

    /** Without what PostgreSQL takes in no text. */
    private static String possible(String text) {
        byte[] utf8 = text.replace("\u0000", "").getBytes(StandardCharsets.UTF_8); // halves of pairs become ?
        return new String(utf8, StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<List<String>> hexadecimal() {
        return some(Arbitraries.bytes()
                .array(byte[].class)
                .ofMaxSize(80)
                .map(bytes -> HexFormat.of().formatHex(bytes)));
    }

    @Provide
    Arbitrary<List<String>> hexadecimalWithoutZero() {
        return some(Arbitraries.integers()
                .between(1, 255)
                .map(octet -> String.format(Locale.ROOT, "%02x", octet))
                .list()
                .ofMaxSize(40)
                .map(octets -> String.join("", octets)));
    }

    /** All that a timestamp can be. */
    @Provide
    Arbitrary<List<String>> micros() {
        long least = -211_813_488_000_000_000L;
        long greatest = 9_223_371_331_199_999_999L;
        Arbitrary<Long> all = Arbitraries.longs().between(least, greatest);
        Arbitrary<Long> near = Arbitraries.longs().between(-5_000_000_000_000_000L, 1_000_000_000_000_000L);
        Arbitrary<Long> seconds =
                Arbitraries.longs().between(-70_000_000_000L, 9_000_000_000L).map(value -> value * 1_000_000);
        return some(Arbitraries.oneOf(all, near, seconds).map(Object::toString));
    }

    @Provide
    Arbitrary<List<String>> documents() {
        Arbitrary<String> numbers = decimals().map(list -> list.get(0)).filter(text -> !text.equals("NaN"));
        Arbitrary<String> strings = Arbitraries.strings()
                .withChars("ab \u00e9\u2028/'{}[]:,")
                .ofMaxLength(8)
                .map(text -> '"' + text + '"');
        Arbitrary<String> leaves =
                Arbitraries.oneOf(numbers, strings, Arbitraries.of("null", "true", "\"\\u0001\\n\\\"\"", "{}", "[ ]"));
        return some(Arbitraries.recursive(
                () -> leaves,
                inner -> Combinators.combine(inner.list().ofMaxSize(4), strings)
                        .as((list, name) -> list.size() % 2 == 0
                                ? "[" + String.join(",", list) + "]"
                                : "{" + name + ":" + String.join(", \"x\" : ", list) + "}"),
                0,
                3));
    }

    private static Arbitrary<List<String>> some(Arbitrary<String> values) {
        return values.list().ofMinSize(1).ofMaxSize(VALUES);
    }
}
