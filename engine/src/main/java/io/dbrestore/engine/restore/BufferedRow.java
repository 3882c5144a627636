package io.dbrestore.engine.restore;

import io.dbrestore.engine.format.JsonText;
import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * One row, held so that it can be looked at before it is passed on. It is filled from the dump, or by a dialect that
 * reads the row from the database; either way the same value ends up as the same kind and the same text or bytes.
 */
final class BufferedRow implements ValueReader, ValueWriter {

    private static final byte[] NO_BYTES = {};

    private final Kind[] kinds;
    private final String[] texts;
    private final byte[][] bytes;
    private int index = -1;

    BufferedRow(int columns) {
        this.kinds = new Kind[columns];
        this.texts = new String[columns];
        this.bytes = new byte[columns][];
        clear();
    }

    /** Forgets the row; what is written next is its first value. */
    void clear() {
        Arrays.fill(kinds, Kind.NULL);
        Arrays.fill(texts, "");
        Arrays.fill(bytes, NO_BYTES);
        index = -1;
    }

    /** Stands just before the first value. */
    void rewind() {
        index = -1;
    }

    /** Takes the values of the row that {@code values} stands before. */
    void fill(ValueReader values) {
        clear();
        for (int i = 0; i < kinds.length; i++) {
            Kind kind = values.next();
            switch (kind) {
                case NULL -> writeNull();
                case BYTES, UNDECODABLE_TEXT -> put(kind, "", values.bytes());
                case FLOAT -> writeDouble(values.doubleValue());
                case BOOLEAN, INTEGER, TEXT, DECIMAL, DATETIME, JSON -> put(kind, values.text(), NO_BYTES);
            }
        }
        rewind();
    }

    boolean isNull(int column) {
        return kinds[column] == Kind.NULL;
    }

    /** Whether the other row has the very same value in a column. */
    boolean isSame(BufferedRow other, int column) {
        return kinds[column] == other.kinds[column]
                && texts[column].equals(other.texts[column])
                && Arrays.equals(bytes[column], other.bytes[column]);
    }

    /** Adds all that there is to know of a value to a fingerprint. */
    void addTo(Fingerprint fingerprint, int column) {
        fingerprint.add(kinds[column], texts[column], bytes[column]);
    }

    private void put(Kind kind, String text, byte[] value) {
        index++;
        kinds[index] = kind;
        texts[index] = text;
        bytes[index] = value;
    }

    @Override
    public Kind next() {
        return kinds[++index];
    }

    @Override
    public boolean booleanValue() {
        return texts[index].equals("true");
    }

    @Override
    public long longValue() {
        try {
            return Long.parseLong(texts[index]);
        } catch (NumberFormatException e) {
            throw new ArithmeticException(texts[index] + " does not fit 64 bits");
        }
    }

    @Override
    public double doubleValue() {
        return Double.parseDouble(texts[index]);
    }

    @Override
    public String text() {
        boolean binary = kinds[index] == Kind.BYTES || kinds[index] == Kind.UNDECODABLE_TEXT;
        return binary ? Base64.getEncoder().encodeToString(bytes[index]) : texts[index];
    }

    @Override
    public byte[] bytes() {
        return bytes[index];
    }

    @Override
    public void writeNull() {
        put(Kind.NULL, "", NO_BYTES);
    }

    @Override
    public void writeBoolean(boolean value) {
        put(Kind.BOOLEAN, Boolean.toString(value), NO_BYTES);
    }

    @Override
    public void writeInteger(long value) {
        put(Kind.INTEGER, Long.toString(value), NO_BYTES);
    }

    @Override
    public void writeBigint(long value) {
        writeInteger(value);
    }

    @Override
    public void writeBigint(String digits) {
        put(Kind.INTEGER, digits, NO_BYTES);
    }

    @Override
    public void writeDouble(double value) {
        boolean number = !Double.isNaN(value) && !Double.isInfinite(value);
        put(number ? Kind.FLOAT : Kind.DECIMAL, Double.toString(value), NO_BYTES);
    }

    @Override
    public void writeFloat(float value) {
        // As the dump's reader sees it, who cannot know that the digits were those of 32 bits.
        writeDouble(Double.parseDouble(Float.toString(value)));
    }

    @Override
    public void writeDecimal(String digits) {
        put(Kind.DECIMAL, digits, NO_BYTES);
    }

    @Override
    public void writeText(String value) {
        put(Kind.TEXT, value, NO_BYTES);
    }

    @Override
    public void writeText(byte[] utf8, int offset, int length) {
        String value = new String(utf8, offset, length, StandardCharsets.UTF_8);
        byte[] original = Arrays.copyOfRange(utf8, offset, offset + length);
        if (value.indexOf('\uFFFD') >= 0 && !Arrays.equals(value.getBytes(StandardCharsets.UTF_8), original)) {
            writeUndecodableText(original);
        } else {
            writeText(value);
        }
    }

    @Override
    public void writeUndecodableText(byte[] value) {
        put(Kind.UNDECODABLE_TEXT, "", value);
    }

    @Override
    public void writeBytes(byte[] value, int offset, int length) {
        put(Kind.BYTES, "", Arrays.copyOfRange(value, offset, offset + length));
    }

    @Override
    public void writeDatetime(String iso8601) {
        put(Kind.DATETIME, iso8601, NO_BYTES);
    }

    @Override
    public void writeJson(String text, boolean literally) {
        put(Kind.JSON, literally ? text : JsonText.withoutBlanks(text), NO_BYTES);
    }

    /** The value of a column for a message, cut short. */
    String describe(int column) {
        String text = texts[column];
        return switch (kinds[column]) {
            case NULL -> "NULL";
            case BYTES, UNDECODABLE_TEXT -> bytes[column].length + " bytes";
            case TEXT -> "'" + (text.length() > 60 ? text.substring(0, 60) + "..." : text) + "'";
            case BOOLEAN, INTEGER, FLOAT, DECIMAL, DATETIME, JSON ->
                text.length() > 60 ? text.substring(0, 60) + "..." : text;
        };
    }
}
