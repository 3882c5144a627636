package io.dbrestore.dialect.postgres.copy;

import java.sql.SQLException;
import java.util.UUID;

/** The text format: fields between tabs, a line for each row, and each value as the input function of its type takes it. */
final class TextFieldWriter implements FieldWriter {

    private final CopyBuffer out;
    private final boolean anyBytes;
    private final DateTimePrinter printer = new DateTimePrinter();

    /** @param anyBytes whether the database takes text that is not UTF-8 */
    TextFieldWriter(CopyBuffer out, boolean anyBytes) {
        this.out = out;
        this.anyBytes = anyBytes;
    }

    @Override
    public void beginRows() {}

    @Override
    public void beginRow(int fields) {}

    @Override
    public void beginField(int index) throws SQLException {
        if (index > 0) {
            out.octet('\t');
        }
    }

    @Override
    public void endRow() throws SQLException {
        out.octet('\n');
    }

    @Override
    public void endRows() {}

    @Override
    public void nothing() throws SQLException {
        out.ascii("\\N");
    }

    @Override
    public void bool(boolean value) throws SQLException {
        out.octet(value ? 't' : 'f');
    }

    @Override
    public void int2(short value) throws SQLException {
        int8(value);
    }

    @Override
    public void int4(int value) throws SQLException {
        int8(value);
    }

    @Override
    public void int8(long value) throws SQLException {
        out.ascii(Long.toString(value));
    }

    @Override
    public void oid(long value) throws SQLException {
        int8(value);
    }

    @Override
    public void float4(float value) throws SQLException {
        out.ascii(Float.toString(value));
    }

    @Override
    public void float8(double value) throws SQLException {
        out.ascii(Double.toString(value));
    }

    @Override
    public void numeric(String digits) throws SQLException, UnfitValueException {
        out.escaped(digits); // of any length
    }

    @Override
    public void text(String value) throws SQLException, UnfitValueException {
        out.escaped(value);
    }

    @Override
    public void text(byte[] value) throws SQLException, UnfitValueException {
        Utf8.check(value, anyBytes);
        out.escaped(value);
    }

    @Override
    public void octet(byte value) throws SQLException, UnfitValueException {
        if (value != 0) {
            text(new byte[] {value});
        }
    }

    @Override
    public void jsonb(String text) throws SQLException, UnfitValueException {
        text(text);
    }

    @Override
    public void jsonb(byte[] text) throws SQLException, UnfitValueException {
        text(text);
    }

    @Override
    public void bytes(byte[] value) throws SQLException {
        out.ascii("\\\\x");
        out.hexadecimal(value);
    }

    @Override
    public void uuid(long high, long low) throws SQLException {
        out.ascii(new UUID(high, low).toString());
    }

    @Override
    public void date(int days) throws SQLException {
        out.ascii(printer.date(days).toString());
    }

    @Override
    public void time(long micros) throws SQLException {
        out.ascii(printer.time(micros).toString());
    }

    @Override
    public void timetz(long micros, int secondsWest) throws SQLException {
        out.ascii(printer.timetz(micros, secondsWest).toString());
    }

    @Override
    public void timestamp(long micros, boolean instant) throws SQLException {
        out.ascii(printer.timestamp(micros, instant).toString());
    }
}
