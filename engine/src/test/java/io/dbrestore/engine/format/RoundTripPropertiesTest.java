package io.dbrestore.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.spi.ValueReader.Kind;
import io.dbrestore.spi.ValueWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Whatever the writer is given, the reader gives back, to the last bit: with values that nobody thought of. */
class RoundTripPropertiesTest {

    private static final int TRIES = 20;
    private static final int ROWS = 100;

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> anything = Arbitraries.strings().all().ofMaxLength(300);
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
                "x".repeat(50_000) + "\ud83d\ude00".repeat(50_000));
        return Arbitraries.oneOf(anything, odd, odd, lookalikes).list().ofMaxSize(ROWS);
    }

    @Provide
    Arbitrary<List<byte[]>> octets() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(200).list().ofMaxSize(ROWS);
    }

    @Provide
    Arbitrary<List<Long>> longs() {
        Arbitrary<Long> limits = Arbitraries.of(
                0L,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                (1L << 53) - 1,
                1L << 53,
                -(1L << 53),
                1 - (1L << 53),
                9L,
                10L,
                -10L);
        return Arbitraries.oneOf(Arbitraries.longs(), limits).list().ofMaxSize(ROWS);
    }

    @Provide
    Arbitrary<List<String>> jsonTexts() {
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
                "\"\\u001F\"",
                "\"\\u001f\"",
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
        return Arbitraries.oneOf(soup, soup, soup, whole).list().ofMaxSize(ROWS);
    }

    private static <T> List<Consumer<ValueWriter>> each(List<T> all, BiConsumer<ValueWriter, T> write) {
        return all.stream()
                .<Consumer<ValueWriter>>map(one -> values -> write.accept(values, one))
                .toList();
    }

    @Property(tries = TRIES)
    @Tag("case-50")
    void textComesBack(@ForAll("texts") List<String> all) throws IOException {
        RoundTrip.of(each(all, ValueWriter::writeText), (row, value, kind) -> {
            assertThat(kind).isEqualTo(Kind.TEXT);
            assertThat(value.text()).isEqualTo(all.get(row));
        });
    }

    @Property(tries = TRIES)
    void textInUtf8ComesBack(@ForAll("texts") List<String> all) throws IOException {
        List<byte[]> encoded =
                all.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
        RoundTrip.of(each(encoded, (values, utf8) -> values.writeText(utf8, 0, utf8.length)), (row, value, kind) -> {
            assertThat(kind).isEqualTo(Kind.TEXT);
            assertThat(value.text()).isEqualTo(new String(encoded.get(row), StandardCharsets.UTF_8));
        });
    }

    @Property(tries = TRIES)
    @Tag("case-51")
    void bytesThatAreTextComeBackAsTextAndOthersAsTheirBytes(@ForAll("octets") List<byte[]> all) throws IOException {
        RoundTrip.of(each(all, (values, bytes) -> values.writeText(bytes, 0, bytes.length)), (row, value, kind) -> {
            byte[] bytes = all.get(row);
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
                assertThat(kind).isEqualTo(Kind.TEXT);
                assertThat(value.text()).isEqualTo(text);
            } else {
                assertThat(kind).isEqualTo(Kind.UNDECODABLE_TEXT);
                assertThat(value.bytes()).isEqualTo(bytes);
            }
        });
    }

    @Property(tries = TRIES)
    @Tag("case-52")
    void bytesComeBack(@ForAll("octets") List<byte[]> all) throws IOException {
        RoundTrip.of(each(all, (values, bytes) -> values.writeBytes(bytes)), (row, value, kind) -> {
            assertThat(kind).isEqualTo(Kind.BYTES);
            assertThat(value.bytes()).isEqualTo(all.get(row));
        });
    }

    @Property(tries = TRIES)
    @Tag("case-47")
    void integersComeBackWhicheverWayTheyAreWritten(@ForAll("longs") List<Long> all) throws IOException {
        List<Consumer<ValueWriter>> rows = Stream.concat(
                        each(all, (values, number) -> values.writeInteger(number)).stream(),
                        each(all, (values, number) -> values.writeBigint(number)).stream())
                .toList();
        RoundTrip.of(rows, (row, value, kind) -> {
            long number = all.get(row % all.size());
            assertThat(kind).isEqualTo(Kind.INTEGER);
            assertThat(value.longValue()).isEqualTo(number);
            assertThat(value.text()).isEqualTo(Long.toString(number));
        });
    }

    @Property(tries = TRIES)
    @Tag("case-49")
    void doublesComeBackToTheLastBit(@ForAll("longs") List<Long> bits) throws IOException {
        List<Double> all = bits.stream().map(Double::longBitsToDouble).toList();
        RoundTrip.of(each(all, (values, number) -> values.writeDouble(number)), (row, value, kind) -> {
            double number = all.get(row);
            assertThat(kind).isEqualTo(Double.isFinite(number) ? Kind.FLOAT : Kind.DECIMAL);
            assertThat(Double.doubleToLongBits(value.doubleValue())).isEqualTo(Double.doubleToLongBits(number));
        });
    }

    @Property(tries = TRIES)
    @Tag("case-49")
    void floatsComeBackToTheLastBit(@ForAll("longs") List<Long> bits) throws IOException {
        List<Float> all = bits.stream()
                .map(number -> Float.intBitsToFloat(number.intValue()))
                .toList();
        RoundTrip.of(
                each(all, (values, number) -> values.writeFloat(number)),
                (row, value, kind) -> assertThat(Float.floatToIntBits(Float.parseFloat(value.text())))
                        .isEqualTo(Float.floatToIntBits(all.get(row))));
    }

    @Property(tries = TRIES)
    @Tag("case-56")
    void documentsOfBytesStandInADumpAsThoseOfStringsDo(@ForAll("jsonTexts") List<String> all) throws IOException {
        List<String> encodable = all.stream().filter(JsonText::isUtf8).toList();
        List<String> read = new ArrayList<>();
        RoundTrip.of(
                each(encodable, (values, json) -> values.writeJson(json, false)),
                (row, value, kind) -> read.add(value.text()));
        RoundTrip.of(
                each(encodable, (values, json) -> {
                    byte[] utf8 = ("#" + json + "#").getBytes(StandardCharsets.UTF_8);
                    values.writeJson(utf8, 1, utf8.length - 2, false);
                }),
                (row, value, kind) -> assertThat(value.text()).isEqualTo(read.get(row)));
    }

    @Property(tries = TRIES)
    @Tag("case-56")
    void literalJsonComesBackToTheLetterWhateverItIs(@ForAll("jsonTexts") List<String> all) throws IOException {
        RoundTrip.of(each(all, (values, json) -> values.writeJson(json, true)), (row, value, kind) -> {
            assertThat(kind).isEqualTo(Kind.JSON);
            assertThat(value.text()).isEqualTo(all.get(row));
        });
    }
}
