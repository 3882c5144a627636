package io.dbrestore.engine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.spi.ValueReader.Kind;
import io.dbrestore.spi.ValueWriter;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever the writer is given, the reader gives back, to the last bit. */
class RoundTripTest {

    /** Looks at the value on which a reader stands. */
    @FunctionalInterface
    private interface Look {
        void at(RowReader value, Kind kind);
    }

    private static void roundTrip(Consumer<ValueWriter> written, Look look) throws IOException {
        RoundTrip.of(List.of(written), (row, value, kind) -> look.at(value, kind));
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

    @Test
    @Tag("case-47")
    void anIntegerBeyond64BitsHasItsDigits() throws IOException {
        roundTrip(values -> values.writeBigint("18446744073709551615"), (value, kind) -> {
            assertThat(kind).isEqualTo(Kind.INTEGER);
            assertThat(value.text()).isEqualTo("18446744073709551615");
            assertThatThrownBy(value::longValue).isInstanceOf(ArithmeticException.class);
        });
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

    @Test
    void jsonThatIsNoneGoesThroughAsText() throws IOException {
        roundTrip(values -> values.writeJson("{a: 1}", false), (value, kind) -> {
            assertThat(kind).isEqualTo(Kind.JSON);
            assertThat(value.text()).isEqualTo("{a: 1}");
        });
    }

    @Test
    @Tag("case-51")
    void jsonOfBytesThatAreNoTextComesBackAsThoseBytes() throws IOException {
        byte[] bytes = {'"', (byte) 0xe9, '"'};
        roundTrip(values -> values.writeJson(bytes, 0, bytes.length, false), (value, kind) -> {
            assertThat(kind).isEqualTo(Kind.UNDECODABLE_TEXT);
            assertThat(value.bytes()).isEqualTo(bytes);
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
