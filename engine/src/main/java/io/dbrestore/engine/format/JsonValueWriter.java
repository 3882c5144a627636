package io.dbrestore.engine.format;

import io.dbrestore.spi.ValueWriter;
import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.io.NumberOutput;

/**
 * Prints rows as the objects of a dump, one on each line. It checks that a row brings as many values as there are
 * columns, and that a number or a date looks like one: a dump that cannot be read back is worse than none.
 */
public final class JsonValueWriter implements ValueWriter {

    private static final long GREATEST_SAFE = (1L << 53) - 1;
    private static final byte[] NULL = JsonBytes.ascii("null");
    private static final byte[] TRUE = JsonBytes.ascii("true");
    private static final byte[] FALSE = JsonBytes.ascii("false");
    private static final byte[] BYTES = wrapper("bytes", "\"value\": \"");
    private static final byte[] UNDECODABLE = wrapper("bytes", "\"encoding\": \"text\", \"value\": \"");
    private static final byte[] BIGINT = wrapper("bigint", "\"value\": \"");
    private static final byte[] DECIMAL = wrapper("decimal", "\"value\": ");
    private static final byte[] DATETIME = wrapper("datetime", "\"value\": ");
    private static final byte[] JSON_VALUE = wrapper("json", "\"value\": ");
    private static final byte[] JSON_TEXT = wrapper("json", "\"text\": ");
    private static final byte[] END_OF_STRING = JsonBytes.ascii("\"}");

    private final JsonBytes bytes;
    private final byte[][] names;
    private int column;

    /** @param columns the columns of a row, in the order in which their values will come */
    public JsonValueWriter(OutputStream out, List<String> columns) {
        this(new JsonBytes(out), columns);
    }

    JsonValueWriter(JsonBytes bytes, List<String> columns) {
        this.bytes = bytes;
        this.names = new byte[columns.size()][];
        for (int i = 0; i < names.length; i++) {
            names[i] = TableHeader.quoted(i == 0 ? "" : ", ", columns.get(i));
        }
    }

    private static byte[] wrapper(String type, String rest) {
        return JsonBytes.ascii("{\"__type\": \"" + type + "\", " + rest);
    }

    /** Begins a row, on the line where the output stands. */
    public void beginRow() {
        bytes.raw((byte) '{');
        column = 0;
    }

    /**
     * Ends a row, without ending the line.
     *
     * @throws IllegalStateException if columns are missing
     */
    public void endRow() {
        if (column < names.length) {
            throw new IllegalStateException(column + " values were written for " + names.length + " columns");
        }
        bytes.raw((byte) '}');
    }

    void flush() {
        bytes.flush();
    }

    private void beginValue() {
        if (column == names.length) {
            throw new IllegalStateException("more values were written than the " + names.length + " columns");
        }
        bytes.raw(names[column++]);
    }

    private void writeWord(byte[] word) {
        beginValue();
        bytes.raw(word);
    }

    @Override
    public void writeNull() {
        writeWord(NULL);
    }

    @Override
    public void writeBoolean(boolean value) {
        writeWord(value ? TRUE : FALSE);
    }

    @Override
    public void writeInteger(long value) {
        if (value > GREATEST_SAFE || value < -GREATEST_SAFE) {
            writeBigint(value);
            return;
        }
        beginValue();
        bytes.number(value);
    }

    @Override
    public void writeBigint(long value) {
        writeWord(BIGINT);
        bytes.number(value);
        bytes.raw(END_OF_STRING);
    }

    @Override
    public void writeBigint(String digits) {
        if (!Forms.isInteger(digits)) {
            throw new IllegalArgumentException("an integer does not consist of digits");
        }
        writeWord(BIGINT);
        bytes.raw(JsonBytes.ascii(digits));
        bytes.raw(END_OF_STRING);
    }

    @Override
    public void writeDouble(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            writeDecimal(Double.toString(value));
            return;
        }
        writeWord(JsonBytes.ascii(NumberOutput.toString(value, true)));
    }

    @Override
    public void writeFloat(float value) {
        if (Float.isNaN(value) || Float.isInfinite(value)) {
            writeDecimal(Float.toString(value));
            return;
        }
        writeWord(JsonBytes.ascii(NumberOutput.toString(value, true)));
    }

    @Override
    public void writeDecimal(String digits) {
        if (!Forms.isDecimal(digits)) {
            throw new IllegalArgumentException("a decimal is no number");
        }
        writeWrapped(DECIMAL, digits);
    }

    @Override
    public void writeText(String value) {
        beginValue();
        bytes.string(value);
    }

    @Override
    public void writeText(byte[] utf8, int offset, int length) {
        if (Utf8.isValid(utf8, offset, length)) {
            beginValue();
            bytes.string(utf8, offset, length);
            return;
        }
        writeEncoded(UNDECODABLE, utf8, offset, length);
    }

    @Override
    public void writeUndecodableText(byte[] undecodable) {
        writeEncoded(UNDECODABLE, undecodable, 0, undecodable.length);
    }

    @Override
    public void writeBytes(byte[] octets, int offset, int length) {
        writeEncoded(BYTES, octets, offset, length);
    }

    private void writeEncoded(byte[] wrapper, byte[] octets, int offset, int length) {
        writeWord(wrapper);
        bytes.base64(octets, offset, length);
        bytes.raw(END_OF_STRING);
    }

    @Override
    public void writeDatetime(String iso8601) {
        if (!Forms.isDatetime(iso8601)) {
            throw new IllegalArgumentException("a date or time is not in ISO 8601");
        }
        writeWrapped(DATETIME, iso8601);
    }

    private void writeWrapped(byte[] wrapper, String value) {
        writeWord(wrapper);
        bytes.string(value);
        bytes.raw((byte) '}');
    }

    @Override
    public void writeJson(String text, boolean literally) {
        JsonText.Fit fit = JsonText.fit(text);
        if (fit == JsonText.Fit.NONE || (literally && fit != JsonText.Fit.VERBATIM)) {
            writeWrapped(JSON_TEXT, text);
            return;
        }
        writeWord(JSON_VALUE);
        bytes.json(fit == JsonText.Fit.VERBATIM ? text : JsonText.withoutBlanks(text));
        bytes.raw((byte) '}');
    }
}
