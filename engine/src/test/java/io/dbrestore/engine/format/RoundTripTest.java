package io.dbrestore.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.engine.Progress;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import io.dbrestore.spi.ValueReader.Kind;
import io.dbrestore.spi.ValueWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever the writer is given, the reader gives back, to the last bit. */
class RoundTripTest {

    private static final Table TABLE = WrittenDump.table("t", "v");

    /** Looks at the value on which a reader stands. */
    @FunctionalInterface
    private interface Look {
        void at(RowReader value, Kind kind);
    }

    private static void roundTrip(Consumer<ValueWriter> written, Look look) throws IOException {
        Path folder = Files.createTempDirectory("round-trip");
        try {
            Path dump = WrittenDump.write(folder.resolve("dump"), TABLE, List.of(written, ValueWriter::writeNull));
            assertThat(Files.readAllLines(dump.resolve("t.json"))).hasSize(6);
            readBack(dump, look);
        } finally {
            delete(folder);
        }
    }

    private static void readBack(Path folder, Look look) {
        Dump dump = Dump.open(folder, Progress.NONE);
        TableEntry entry = dump.table(new TableName("", "t")).orElseThrow();
        try (RowReader rows = dump.rows(entry, List.of("v"))) {
            assertThat(rows.nextRow()).isTrue();
            Kind kind = rows.next();
            look.at(rows, kind);
            assertThat(rows.nextRow()).isTrue();
            assertThat(rows.next()).isEqualTo(Kind.NULL);
            assertThat(rows.nextRow()).isFalse();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> anyChars = Arbitraries.strings().all().ofMaxLength(300);
        Arbitrary<String> odd = Arbitraries.strings()
                .withChars('\0', '\n', '\r', '\t', '"', '\\', '/', '\u007f', '\u2028', '\ufeff', '\uffff')
                .withChars('\ud800', '\udbff', '\udc00', '\udfff', 'a', 'é', '€')
                .ofMaxLength(40);
        Arbitrary<String> lookalikes = Arbitraries.of(
                "",
                "null",
                "\\N",
                "{\"__type\": \"bytes\", \"value\": \"3q0=\"}",
                "\"}, {\"v\": 1}\n]}\n",
                "\ud83d\ude00",
                "\ud83d",
                "\ude00\ud83d",
                "x".repeat(200_000) + "\ud83d\ude00".repeat(50_000));
        return Arbitraries.oneOf(anyChars, odd, lookalikes);
    }

    @Property(tries = 300)
    @net.jqwik.api.Tag("case-50")
    void textComesBack(@ForAll("texts") String text) throws IOException {
        roundTrip(values -> values.writeText(text), (value, kind) -> {
            assertThat(kind).isEqualTo(Kind.TEXT);
            assertThat(value.text()).isEqualTo(text);
        });
    }

    @Property(tries = 300)
    @net.jqwik.api.Tag("case-51")
    void bytesThatAreTextComeBackAsTextAndOthersAsTheirBytes(@ForAll @Size(max = 200) byte[] bytes) throws IOException {
        roundTrip(values -> values.writeText(bytes, 0, bytes.length), (value, kind) -> {
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (java.util.Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
                assertThat(kind).isEqualTo(Kind.TEXT);
                assertThat(value.text()).isEqualTo(text);
            } else {
                assertThat(kind).isEqualTo(Kind.UNDECODABLE_TEXT);
                assertThat(value.bytes()).isEqualTo(bytes);
            }
        });
    }

    @Property(tries = 100)
    void textInUtf8ComesBack(@ForAll("texts") String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String clean = new String(bytes, StandardCharsets.UTF_8);
        roundTrip(values -> values.writeText(bytes, 0, bytes.length), (value, kind) -> {
            assertThat(kind).isEqualTo(Kind.TEXT);
            assertThat(value.text()).isEqualTo(clean);
        });
    }

    @Property(tries = 200)
    @net.jqwik.api.Tag("case-52")
    void bytesComeBack(@ForAll @Size(max = 500) byte[] bytes) throws IOException {
        roundTrip(values -> values.writeBytes(bytes), (value, kind) -> {
            assertThat(kind).isEqualTo(Kind.BYTES);
            assertThat(value.bytes()).isEqualTo(bytes);
        });
    }

    @Test
    @Tag("case-52")
    void bytesOfEveryLengthAroundTheBufferComeBack() throws IOException {
        for (int length : new int[] {0, 1, 2, 3, 98_000, 98_301, 98_302, 98_303, 98_304, 98_305, 400_000}) {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                bytes[i] = (byte) (i * 31 + (i >> 8));
            }
            roundTrip(
                    values -> values.writeBytes(bytes),
                    (value, kind) -> assertThat(value.bytes()).isEqualTo(bytes));
        }
    }

    @Property(tries = 200)
    @net.jqwik.api.Tag("case-47")
    void integersComeBackWhicheverWayTheyAreWritten(@ForAll long number) throws IOException {
        roundTrip(values -> values.writeInteger(number), (value, kind) -> isInteger(value, kind, number));
        roundTrip(values -> values.writeBigint(number), (value, kind) -> isInteger(value, kind, number));
    }

    private static void isInteger(RowReader value, Kind kind, long number) {
        assertThat(kind).isEqualTo(Kind.INTEGER);
        assertThat(value.longValue()).isEqualTo(number);
        assertThat(value.text()).isEqualTo(Long.toString(number));
    }

    @Test
    @Tag("case-47")
    void anIntegerBeyond64BitsHasItsDigits() throws IOException {
        roundTrip(values -> values.writeBigint("18446744073709551615"), (value, kind) -> {
            assertThat(kind).isEqualTo(Kind.INTEGER);
            assertThat(value.text()).isEqualTo("18446744073709551615");
            org.assertj.core.api.Assertions.assertThatThrownBy(value::longValue)
                    .isInstanceOf(ArithmeticException.class);
        });
    }

    @Property(tries = 300)
    @net.jqwik.api.Tag("case-49")
    void doublesComeBackToTheLastBit(@ForAll long bits) throws IOException {
        double number = Double.longBitsToDouble(bits);
        roundTrip(values -> values.writeDouble(number), (value, kind) -> {
            assertThat(kind).isEqualTo(Double.isFinite(number) ? Kind.FLOAT : Kind.DECIMAL);
            assertThat(Double.doubleToLongBits(value.doubleValue())).isEqualTo(Double.doubleToLongBits(number));
        });
    }

    @Property(tries = 300)
    @net.jqwik.api.Tag("case-49")
    void floatsComeBackToTheLastBit(@ForAll int bits) throws IOException {
        float number = Float.intBitsToFloat(bits);
        roundTrip(
                values -> values.writeFloat(number),
                (value, kind) -> assertThat(Float.floatToIntBits(Float.parseFloat(value.text())))
                        .isEqualTo(Float.floatToIntBits(number)));
    }

    @Test
    @Tag("case-49")
    void aFloatIsNeverWrittenLikeAnIntegerAndMinusZeroKeepsItsSign() throws IOException {
        for (double number : new double[] {0.0, -0.0, 1, -1, 1e15, 1e16, 1e300, Double.MIN_VALUE, Double.MAX_VALUE}) {
            roundTrip(values -> values.writeDouble(number), (value, kind) -> {
                assertThat(kind).isEqualTo(Kind.FLOAT);
                assertThat(Double.doubleToLongBits(value.doubleValue())).isEqualTo(Double.doubleToLongBits(number));
            });
        }
    }

    @Test
    @Tag("case-48")
    void decimalsKeepTheirDigitsAndTheirScale() throws IOException {
        String long131072 = "9".repeat(131_072) + "." + "1".repeat(16_383);
        for (String digits : List.of("1.00", "-0.10", "0", "-0", "1E+400", ".5", "NaN", "Infinity", long131072)) {
            roundTrip(values -> values.writeDecimal(digits), (value, kind) -> {
                assertThat(kind).isEqualTo(Kind.DECIMAL);
                assertThat(value.text()).isEqualTo(digits);
            });
        }
    }

    @Test
    @Tag("case-53")
    void datesComeBackToTheLetter() throws IOException {
        for (String date : List.of(
                "2026-01-15T10:30:00Z",
                "0044-03-15T12:00:00Z BC",
                "24:00:00",
                "10:30:00+02:00",
                "294276-12-31T23:59:59.999999",
                "0000-00-00T00:00:00",
                "-infinity")) {
            roundTrip(values -> values.writeDatetime(date), (value, kind) -> {
                assertThat(kind).isEqualTo(Kind.DATETIME);
                assertThat(value.text()).isEqualTo(date);
            });
        }
    }

    @Test
    @Tag("case-56")
    void jsonKeepsItsNumbersItsOrderAndItsRepeatedMembers() throws IOException {
        String json =
                "{ \"b\" : 1e400, \"a\": [ -0, 10.50, 1E+5, true, null ],\n\"b\" : \"\\u00e9\\/\\u0001\", \"\": {} }";
        roundTrip(values -> values.writeJson(json, false), (value, kind) -> {
            assertThat(kind).isEqualTo(Kind.JSON);
            assertThat(value.text())
                    .isEqualTo("{\"b\":1e400,\"a\":[-0,10.50,1E+5,true,null],\"b\":\"é/\\u0001\",\"\":{}}");
        });
    }

    @Property(tries = 300)
    @net.jqwik.api.Tag("case-56")
    void literalJsonComesBackToTheLetterWhateverItIs(@ForAll("jsonTexts") String json) throws IOException {
        roundTrip(values -> values.writeJson(json, true), (value, kind) -> {
            assertThat(kind).isEqualTo(Kind.JSON);
            assertThat(value.text()).isEqualTo(json);
        });
    }

    @Provide
    Arbitrary<String> jsonTexts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "\"a\"",
                "\"\\n\"",
                "\"\\u0000\"",
                "\"\\ud800\"",
                "\"\ud800\"",
                "1",
                "-0",
                "01",
                "1.",
                "1e5",
                "true",
                "nul",
                " ",
                "\n",
                "\"é\"",
                "\"\\/\"",
                "\"",
                "\\");
        Arbitrary<String> soup = pieces.list().ofMaxSize(8).map(list -> String.join("", list));
        Arbitrary<String> whole = Arbitraries.of(
                "null",
                "[]",
                "{}",
                "{\"a\":1}",
                "{\"a\": 1}",
                " 1",
                "\"\\ud83d\\ude00\"",
                "[".repeat(500) + "]".repeat(500),
                "[".repeat(501) + "]".repeat(501),
                "1".repeat(150_000),
                "1".repeat(150_001),
                "{\"a\":{\"b\":[1,2,{}]}}");
        return Arbitraries.oneOf(soup, whole);
    }

    @Test
    void jsonThatIsNoneGoesThroughAsText() throws IOException {
        roundTrip(values -> values.writeJson("{a: 1}", false), (value, kind) -> {
            assertThat(kind).isEqualTo(Kind.JSON);
            assertThat(value.text()).isEqualTo("{a: 1}");
        });
    }

    @Test
    void jsonNullIsNotSqlNull() throws IOException {
        roundTrip(values -> values.writeJson("null", false), (value, kind) -> {
            assertThat(kind).isEqualTo(Kind.JSON);
            assertThat(value.text()).isEqualTo("null");
        });
    }

    @Test
    @Tag("case-57")
    void booleansComeBack() throws IOException {
        roundTrip(values -> values.writeBoolean(true), (value, kind) -> {
            assertThat(kind).isEqualTo(Kind.BOOLEAN);
            assertThat(value.booleanValue()).isTrue();
            assertThat(value.text()).isEqualTo("true");
        });
    }
}
