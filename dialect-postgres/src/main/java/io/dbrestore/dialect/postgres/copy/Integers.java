package io.dbrestore.dialect.postgres.copy;

import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import java.math.BigDecimal;
import java.sql.SQLException;

/** The values of integer columns. */
final class Integers {

    private static final long GREATEST_OID = 0xffff_ffffL;

    private Integers() {}

    static BinaryDecoder int2Decoder() {
        return (row, offset, length, value) -> value.writeInteger(BinaryFormat.int16(row, offset));
    }

    static BinaryDecoder int4Decoder() {
        return (row, offset, length, value) -> value.writeInteger(BinaryFormat.int32(row, offset));
    }

    static BinaryDecoder int8Decoder() {
        return (row, offset, length, value) -> value.writeBigint(BinaryFormat.int64(row, offset));
    }

    static BinaryDecoder oidDecoder() {
        return (row, offset, length, value) -> value.writeInteger(BinaryFormat.int32(row, offset) & GREATEST_OID);
    }

    static void encodeInt2(ValueReader value, Kind kind, FieldWriter field) throws SQLException, UnfitValueException {
        field.int2((short) parse(value, kind, Short.MIN_VALUE, Short.MAX_VALUE));
    }

    static void encodeInt4(ValueReader value, Kind kind, FieldWriter field) throws SQLException, UnfitValueException {
        field.int4((int) parse(value, kind, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    static void encodeInt8(ValueReader value, Kind kind, FieldWriter field) throws SQLException, UnfitValueException {
        field.int8(parse(value, kind, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    static void encodeOid(ValueReader value, Kind kind, FieldWriter field) throws SQLException, UnfitValueException {
        field.oid(parse(value, kind, 0, GREATEST_OID));
    }

    private static long parse(ValueReader value, Kind kind, long least, long greatest) throws UnfitValueException {
        long number;
        try {
            number = kind == Kind.INTEGER ? value.longValue() : parse(value, kind);
        } catch (ArithmeticException e) {
            throw UnfitValueException.outOfRange("it is no integer from " + least + " to " + greatest);
        }
        if (number < least || number > greatest) {
            throw UnfitValueException.outOfRange("it is not from " + least + " to " + greatest);
        }
        return number;
    }

    /** Takes whatever is a whole number, {@code 42.00} too. */
    private static long parse(ValueReader value, Kind kind) throws UnfitValueException {
        return switch (kind) {
            case TEXT, DECIMAL, FLOAT -> {
                try {
                    yield new BigDecimal(value.text()).longValueExact();
                } catch (NumberFormatException e) {
                    throw UnfitValueException.invalid("it is no integer");
                }
            }
            case NULL, BOOLEAN, INTEGER, BYTES, UNDECODABLE_TEXT, DATETIME, JSON ->
                throw UnfitValueException.invalid("it is no integer");
        };
    }
}
