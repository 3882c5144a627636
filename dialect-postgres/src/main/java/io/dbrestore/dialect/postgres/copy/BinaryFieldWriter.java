package io.dbrestore.dialect.postgres.copy;

import java.sql.SQLException;

/** The binary format: every field is its length and what the receive function of its type takes. */
final class BinaryFieldWriter implements FieldWriter {

    private static final int NULL = -1;

    private final CopyBuffer out;

    BinaryFieldWriter(CopyBuffer out) {
        this.out = out;
    }

    @Override
    public void beginRows() throws SQLException {
        byte[] header = BinaryFormat.header();
        out.bytes(header, 0, header.length);
    }

    @Override
    public void beginRow(int fields) throws SQLException {
        out.int16(fields);
    }

    @Override
    public void beginField(int index) {}

    @Override
    public void endRow() {}

    @Override
    public void endRows() throws SQLException {
        out.int16(BinaryFormat.TRAILER);
    }

    @Override
    public void nothing() throws SQLException {
        out.int32(NULL);
    }

    @Override
    public void bool(boolean value) throws SQLException {
        out.int32(1);
        out.octet(value ? 1 : 0);
    }

    @Override
    public void int2(short value) throws SQLException {
        out.int32(Short.BYTES);
        out.int16(value);
    }

    @Override
    public void int4(int value) throws SQLException {
        out.int32(Integer.BYTES);
        out.int32(value);
    }

    @Override
    public void int8(long value) throws SQLException {
        out.int32(Long.BYTES);
        out.int64(value);
    }

    @Override
    public void oid(long value) throws SQLException {
        int4((int) value);
    }

    @Override
    public void float4(float value) throws SQLException {
        int4(Float.floatToIntBits(value));
    }

    @Override
    public void float8(double value) throws SQLException {
        int8(Double.doubleToLongBits(value));
    }

    @Override
    public void numeric(String digits) throws SQLException, UnfitValueException {
        switch (digits) {
            case "NaN" -> numeric(Numerics.NOT_A_NUMBER, 0, 0, 0);
            case "Infinity" -> numeric(Numerics.INFINITY, 0, 0, 0);
            case "-Infinity" -> numeric(Numerics.MINUS_INFINITY, 0, 0, 0);
            default -> {
                NumericDigits number = NumericDigits.of(digits);
                int sign = number.isNegative() ? Numerics.MINUS : Numerics.PLUS;
                numeric(sign, number.groups(), number.weight(), number.scale());
                for (int i = 0; i < number.groups(); i++) {
                    out.int16(number.group(i));
                }
            }
        }
    }

    private void numeric(int sign, int groups, int weight, int scale) throws SQLException {
        out.int32(4 * Short.BYTES + groups * Short.BYTES);
        out.int16(groups);
        out.int16(weight);
        out.int16(sign);
        out.int16(scale);
    }

    @Override
    public void text(String value) throws SQLException, UnfitValueException {
        out.counted(value);
    }

    @Override
    public void text(byte[] value) throws SQLException, UnfitValueException {
        Utf8.check(value, false);
        bytes(value);
    }

    @Override
    public void octet(byte value) throws SQLException {
        out.int32(1);
        out.octet(value);
    }

    @Override
    public void jsonb(String text) throws SQLException, UnfitValueException {
        out.int32(Math.toIntExact(1 + Utf8.length(text)));
        out.octet(JsonTexts.JSONB_VERSION);
        out.text(text, 0, text.length());
    }

    @Override
    public void jsonb(byte[] text) throws SQLException, UnfitValueException {
        Utf8.check(text, false);
        out.int32(1 + text.length);
        out.octet(JsonTexts.JSONB_VERSION);
        out.bytes(text, 0, text.length);
    }

    @Override
    public void bytes(byte[] value) throws SQLException {
        out.int32(value.length);
        out.bytes(value, 0, value.length);
    }

    @Override
    public void uuid(long high, long low) throws SQLException {
        out.int32(2 * Long.BYTES);
        out.int64(high);
        out.int64(low);
    }

    @Override
    public void date(int days) throws SQLException {
        int4(days);
    }

    @Override
    public void time(long micros) throws SQLException {
        int8(micros);
    }

    @Override
    public void timetz(long micros, int secondsWest) throws SQLException {
        out.int32(Long.BYTES + Integer.BYTES);
        out.int64(micros);
        out.int32(secondsWest);
    }

    @Override
    public void timestamp(long micros, boolean instant) throws SQLException {
        int8(micros);
    }
}
