package io.dbrestore.dialect.postgres.copy;

import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import java.math.BigDecimal;
import java.sql.SQLException;

/** The values of floating point columns. */
final class Floats {

    private Floats() {}

    static BinaryDecoder float4Decoder() {
        return (row, offset, length, value) -> value.writeFloat(Float.intBitsToFloat(BinaryFormat.int32(row, offset)));
    }

    static BinaryDecoder float8Decoder() {
        return (row, offset, length, value) ->
                value.writeDouble(Double.longBitsToDouble(BinaryFormat.int64(row, offset)));
    }

    static void encodeFloat4(ValueReader value, Kind kind, FieldWriter field) throws SQLException, UnfitValueException {
        String text = digits(value, kind);
        float number = Float.parseFloat(text); // not by way of a double, which would round twice
        check(text, kind, number);
        field.float4(number);
    }

    static void encodeFloat8(ValueReader value, Kind kind, FieldWriter field) throws SQLException, UnfitValueException {
        if (kind == Kind.FLOAT) {
            field.float8(value.doubleValue());
            return;
        }
        String text = digits(value, kind);
        double number = Double.parseDouble(text);
        check(text, kind, number);
        field.float8(number);
    }

    private static String digits(ValueReader value, Kind kind) throws UnfitValueException {
        return switch (kind) {
            case FLOAT -> value.text();
            case INTEGER, DECIMAL, TEXT -> {
                String text = value.text();
                if (!Numerics.isNumber(text)) {
                    throw UnfitValueException.invalid("it is no number");
                }
                yield text;
            }
            case NULL, BOOLEAN, BYTES, UNDECODABLE_TEXT, DATETIME, JSON ->
                throw UnfitValueException.invalid("it is no number");
        };
    }

    /** A decimal may be rounded, as the database would; it may not become an infinity or zero, nor an integer another. */
    private static void check(String text, Kind kind, double number) throws UnfitValueException {
        if (Numerics.isNoFiniteNumber(text)) {
            return;
        }
        if (Double.isInfinite(number) || (number == 0 && !Numerics.isZero(text))) {
            throw UnfitValueException.outOfRange("it is beyond what such a number can be");
        }
        if (kind == Kind.INTEGER && new BigDecimal(number).compareTo(new BigDecimal(text)) != 0) {
            throw UnfitValueException.outOfRange("it has more digits than such a number keeps");
        }
    }
}
