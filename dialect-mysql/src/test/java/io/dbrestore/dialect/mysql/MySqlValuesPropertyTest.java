package io.dbrestore.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.testserver.MySqlServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
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
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Any values of any type, dumped, restored, and judged by the server: it hashes what it says of each value, down to the
 * bits. Values come into the database as text, in {@code s}, from which SQL makes values of several types.
 */
@SuppressWarnings("NullAway.Init") // of which jqwik's life cycle is unknown
class MySqlValuesPropertyTest {

    private static final int TRIES = 5;
    private static final int VALUES = 100;

    private static Path folder;
    private static ValuesDatabase database;

    @BeforeContainer
    static void makeDatabase() throws Exception {
        folder = Files.createTempDirectory("db-restore-values-");
        database = ValuesDatabase.create(
                "CREATE TABLE given (n integer PRIMARY KEY, s longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)");
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
        List<String> images = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            int colon = columns[i].indexOf(": ");
            String type = columns[i].substring(0, colon);
            table.append(", c").append(i).append(' ').append(type).append(" NULL");
            insert.append(", ").append(columns[i].substring(colon + 2));
            images.add("COALESCE(" + ValuesDatabase.image(type, "c" + i) + ", 'NULL')");
        }
        database.run("DROP TABLE IF EXISTS t", table + ") ENGINE InnoDB", "DELETE FROM given");
        try (PreparedStatement statement = database.connection().prepareStatement("INSERT INTO given VALUES (?, ?)")) {
            for (int i = 0; i < values.size(); i++) {
                statement.setInt(1, i);
                statement.setString(2, values.get(i));
                statement.addBatch();
            }
            statement.executeBatch();
        }
        database.run(insert + " FROM given");
        String image = "SELECT n, SHA2(CONCAT_WS('|', " + String.join(", ", images) + "), 256) FROM t ORDER BY n";
        List<String> before = database.query(image);

        database.dump(folder.resolve("dump"));
        database.run("TRUNCATE t");
        database.restore(folder.resolve("dump"));

        assertThat(database.query(image)).isEqualTo(before).hasSize(values.size());
    }

    @Tag("case-47")
    @Tag("case-52")
    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void integers(@ForAll("integers") List<String> values) throws SQLException {
        String unsigned = "CAST(s AS UNSIGNED)";
        comeBack(
                values,
                "bigint unsigned: " + unsigned,
                "bigint: CAST(CAST(s AS UNSIGNED) AS SIGNED)",
                "int unsigned: " + unsigned + " % 4294967296",
                "int: CAST(" + unsigned + " % 4294967296 AS SIGNED) - 2147483648",
                "mediumint: CAST(" + unsigned + " % 16777216 AS SIGNED) - 8388608",
                "smallint unsigned: " + unsigned + " % 65536",
                "tinyint: CAST(" + unsigned + " % 256 AS SIGNED) - 128",
                "tinyint(1): CAST(" + unsigned + " % 256 AS SIGNED) - 128",
                "bit(64): " + unsigned,
                "bit(63): " + unsigned + " >> 1",
                "bit(33): " + unsigned + " & 8589934591",
                "bit(8): " + unsigned + " & 255",
                "bit(1): " + unsigned + " & 1",
                "year: IF(" + unsigned + " % 256 = 0, 0, 1900 + " + unsigned + " % 256)",
                "enum('a','','\u00e9','1'): " + unsigned + " % 5",
                "set('a','','\u00e9','1','b'): " + unsigned + " % 32",
                "binary(8): UNHEX(LPAD(HEX(" + unsigned + "), 16, '0'))");
    }

    @Tag("case-49")
    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void floats(@ForAll("doublesAndFloats") List<String> values) throws SQLException {
        String wide = "SUBSTRING_INDEX(s, ' ', 1)";
        String narrow = "SUBSTRING_INDEX(s, ' ', -1)";
        comeBack(
                values,
                "double: " + wide,
                "float: " + narrow,
                "float unsigned: ABS(" + narrow + ")",
                "double unsigned zerofill: ABS(" + wide + ")",
                "float(10,3): IF(ABS(" + narrow + ") < 1e6, " + narrow + ", 0.125)",
                "double(30,7): IF(ABS(" + wide + ") < 1e20, " + wide + ", -0e0)");
    }

    @Tag("case-48")
    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void decimals(@ForAll("decimals") List<String> values) throws SQLException {
        comeBack(
                values,
                "decimal(65,30): s",
                "decimal(65,0): s",
                "decimal(38,10): IF(ABS(s) < 1e27, s, 1.5)",
                "decimal(40,5) unsigned zerofill: IF(ABS(s) < 1e27, ABS(s), 1.5)",
                "varchar(100): s");
    }

    @Tag("case-50")
    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void texts(@ForAll("texts") List<String> values) throws SQLException {
        comeBack(
                values,
                "text CHARACTER SET utf8mb4: s",
                "varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin: s",
                "char(100) CHARACTER SET utf8mb4: s",
                "mediumtext CHARACTER SET utf16: s",
                "longtext CHARACTER SET utf32: s",
                "text CHARACTER SET utf8mb3: s", // what it lacks becomes a question mark
                "text CHARACTER SET ucs2: s",
                "text CHARACTER SET gb18030: s".replace("gb18030", MySqlServer.IS_MYSQL ? "gb18030" : "gbk"),
                "text CHARACTER SET latin1: s",
                "text CHARACTER SET sjis: s",
                "text CHARACTER SET cp932: s",
                "text CHARACTER SET big5: s",
                "text CHARACTER SET eucjpms: s",
                "text CHARACTER SET cp1251: s",
                "blob: s",
                "varbinary(400): s",
                MySqlServer.IS_MYSQL ? "json: JSON_OBJECT(s, JSON_ARRAY(s))" : "json: JSON_QUOTE(s)");
    }

    @Tag("case-52")
    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void bytes(@ForAll("hexadecimal") List<String> values) throws SQLException {
        comeBack(
                values,
                "longblob: UNHEX(s)",
                "varbinary(100): UNHEX(s)",
                "binary(90): UNHEX(s)",
                "text CHARACTER SET latin1: UNHEX(s)",
                "text CHARACTER SET cp1257: UNHEX(s)",
                "text CHARACTER SET koi8r: UNHEX(s)",
                "point: ST_GeomFromText(CONCAT('POINT(', LENGTH(s), ' ', n / 7, ')'))");
    }

    @Tag("case-54")
    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void dates(@ForAll("moments") List<String> values) throws SQLException {
        String date = "LEFT(s, 10)";
        comeBack(
                values,
                "date: " + date,
                "datetime: LEFT(s, 19)",
                "datetime(6): s",
                "datetime(3): LEFT(s, 23)",
                "timestamp(6): IF(" + date + " BETWEEN '1970-01-02' AND '2038-01-18' AND DAY(s) BETWEEN 1 AND 28, s,"
                        + " '0000-00-00')",
                "time(6): CONCAT(IF(n % 2, '-', ''), n % 839, SUBSTRING(s, 14))",
                "time: CONCAT(IF(n % 3, '-', ''), n % 839, SUBSTRING(s, 14, 6))",
                "varchar(30): s");
    }

    @Tag("case-56")
    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void json(@ForAll("documents") List<String> values) throws SQLException {
        if (MySqlServer.IS_MYSQL) {
            comeBack(
                    values,
                    "json: s",
                    "json: JSON_OBJECT('exact', CAST(n AS DECIMAL(30,10)) / 8, 'double', n / 7e0, 'doc', CAST(s AS JSON))");
        } else {
            comeBack(values, "json: s", "longtext: s");
        }
    }

    @Provide
    Arbitrary<List<String>> integers() {
        return some(Arbitraries.bigIntegers()
                .between(BigInteger.ZERO, BigInteger.TWO.pow(64).subtract(BigInteger.ONE))
                .map(BigInteger::toString));
    }

    /** Any bits that are numbers. */
    @Provide
    Arbitrary<List<String>> doublesAndFloats() {
        Arbitrary<Double> wide = Arbitraries.oneOf(
                        Arbitraries.longs().map(Double::longBitsToDouble),
                        Arbitraries.randomValue(random -> Double.longBitsToDouble(random.nextLong())),
                        Arbitraries.longs().map(value -> (double) value),
                        Arbitraries.of(0.0, -0.0))
                .filter(Double::isFinite);
        Arbitrary<Double> narrow = Arbitraries.oneOf(
                        Arbitraries.randomValue(random -> Float.intBitsToFloat(random.nextInt())),
                        Arbitraries.of(0.0f, -0.0f, Float.MAX_VALUE, Float.MIN_VALUE))
                .filter(Float::isFinite)
                .map(value -> (double) value); // or the server would round it
        return some(Combinators.combine(wide, narrow).as((a, b) -> a + " " + b));
    }

    @Provide
    Arbitrary<List<String>> decimals() {
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(35).map(text -> text.replaceAll("7", "0"));
        return some(Combinators.combine(digits, digits, Arbitraries.of("", "-"))
                .as((whole, fraction, sign) -> sign + new BigDecimal(whole).toPlainString() + "."
                        + fraction.substring(0, Math.min(30, fraction.length()))));
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(60);
        Arbitrary<String> common = Arbitraries.strings()
                .withCharRange('\u00a0', '\u00ff')
                .withCharRange('\u0410', '\u044f')
                .withCharRange('\u3041', '\u3096')
                .withCharRange('\u4e00', '\u4eff')
                .ofMaxLength(30);
        Arbitrary<String> nasty = Arbitraries.strings()
                .withChars("\\\"'{}(),\t\n\r\b\f\u000b NULL\u0000\u001a%_?:.a\u00e9\u2028`;#-/*")
                .ofMaxLength(20);
        return some(Arbitraries.oneOf(any, common, nasty).map(MySqlValuesPropertyTest::possible));
    }

    /** Without halves of pairs, which are no text in UTF-8. */
    private static String possible(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<List<String>> hexadecimal() {
        return some(Arbitraries.bytes()
                .array(byte[].class)
                .ofMaxSize(80)
                .map(bytes -> HexFormat.of().formatHex(bytes)));
    }

    /** Days that never were among them. */
    @Provide
    Arbitrary<List<String>> moments() {
        return some(Combinators.combine(
                        Arbitraries.integers().between(0, 9999),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.integers().between(0, 31),
                        Arbitraries.integers().between(0, 86_399),
                        Arbitraries.integers().between(0, 999_999))
                .as((year, month, day, second, micro) -> String.format(
                        Locale.ROOT,
                        "%04d-%02d-%02d %02d:%02d:%02d.%06d",
                        year,
                        month,
                        day,
                        second / 3600,
                        second / 60 % 60,
                        second % 60,
                        micro)));
    }

    @Provide
    Arbitrary<List<String>> documents() {
        Arbitrary<String> numbers = Arbitraries.oneOf(
                Arbitraries.longs().map(Object::toString),
                Arbitraries.randomValue(random -> Double.longBitsToDouble(random.nextLong()))
                        .filter(Double::isFinite)
                        .map(Object::toString));
        Arbitrary<String> strings = Arbitraries.strings()
                .withChars("ab \u00e9\u2028/'{}[]:,1.0")
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
