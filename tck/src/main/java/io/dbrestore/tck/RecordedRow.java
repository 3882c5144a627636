package io.dbrestore.tck;

import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row in memory: takes what a dialect writes, and gives it back as a dump would. */
final class RecordedRow implements ValueWriter, ValueReader {

    private final List<Value> values = new ArrayList<>();
    private int position = -1;

    private record Value(Kind kind, String text) {}

    int size() {
        return values.size();
    }

    /** The same row, to be read from its beginning. */
    ValueReader reader() {
        RecordedRow copy = new RecordedRow();
        copy.values.addAll(values);
        return copy;
    }

    @Override
    public void writeNull() {
        values.add(new Value(Kind.NULL, ""));
    }

    @Override
    public void writeBoolean(boolean value) {
        values.add(new Value(Kind.BOOLEAN, String.valueOf(value)));
    }

    @Override
    public void writeInteger(long value) {
        values.add(new Value(Kind.INTEGER, String.valueOf(value)));
    }

    @Override
    public void writeBigint(long value) {
        writeInteger(value);
    }

    @Override
    public void writeBigint(String digits) {
        values.add(new Value(Kind.INTEGER, digits));
    }

    @Override
    public void writeDouble(double value) {
        writeFloating(Double.isFinite(value), String.valueOf(value));
    }

    @Override
    public void writeFloat(float value) {
        writeFloating(Float.isFinite(value), String.valueOf(value));
    }

    private void writeFloating(boolean finite, String text) {
        values.add(new Value(finite ? Kind.FLOAT : Kind.DECIMAL, text)); // JSON has no number for the others
    }

    @Override
    public void writeDecimal(String digits) {
        values.add(new Value(Kind.DECIMAL, digits));
    }

    @Override
    public void writeText(String value) {
        values.add(new Value(Kind.TEXT, value));
    }

    @Override
    public void writeText(byte[] utf8, int offset, int length) {
        try {
            writeText(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8, offset, length))
                    .toString());
        } catch (CharacterCodingException e) {
            writeUndecodableText(Arrays.copyOfRange(utf8, offset, offset + length));
        }
    }

    @Override
    public void writeUndecodableText(byte[] bytes) {
        values.add(new Value(Kind.UNDECODABLE_TEXT, base64(bytes)));
    }

    @Override
    public void writeBytes(byte[] bytes, int offset, int length) {
        byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
        values.add(new Value(Kind.BYTES, base64(copy)));
    }

    @Override
    public void writeDatetime(String iso8601) {
        values.add(new Value(Kind.DATETIME, iso8601));
    }

    @Override
    public void writeJson(String text, boolean literally) {
        values.add(new Value(Kind.JSON, text));
    }

    @Override
    public Kind next() {
        return values.get(++position).kind();
    }

    @Override
    public boolean booleanValue() {
        return Boolean.parseBoolean(text());
    }

    @Override
    public long longValue() {
        return new java.math.BigInteger(text()).longValueExact();
    }

    @Override
    public double doubleValue() {
        return Double.parseDouble(text());
    }

    @Override
    public String text() {
        return values.get(position).text();
    }

    @Override
    public byte[] bytes() {
        Value value = values.get(position);
        if (value.kind() != Kind.BYTES && value.kind() != Kind.UNDECODABLE_TEXT) {
            throw new IllegalStateException("asked for the bytes of " + value);
        }
        return Base64.getDecoder().decode(value.text());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecordedRow row && values.equals(row.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
