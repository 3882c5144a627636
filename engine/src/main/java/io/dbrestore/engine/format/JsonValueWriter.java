package io.dbrestore.engine.format;

import io.dbrestore.spi.ValueWriter;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.io.NumberOutput;

/**
 * Prints rows as the objects of a dump, one on each line. It checks that a row brings as many values as there are
 * columns, and that a number or a date looks like one: a dump that cannot be read back is worse than none.
 */
public final class JsonValueWriter implements ValueWriter {

    private static final long GREATEST_SAFE = (1L << 53) - 1;
    private static final byte[] NULL = JsonBytes.ascii("null");
    private static final byte[] QUOTE = JsonBytes.ascii("\"");
    private static final byte[] TRUE = JsonBytes.ascii("true");
    private static final byte[] FALSE = JsonBytes.ascii("false");
    private static final byte[] BYTES = wrapper("bytes", "\"value\": \"");
    private static final byte[] UNDECODABLE = wrapper("bytes", "\"encoding\": \"text\", \"value\": \"");
    private static final byte[] BIGINT = wrapper("bigint", "\"value\": \"");
    private static final byte[] DECIMAL = wrapper("decimal", "\"value\": \"");
    private static final byte[] DATETIME = wrapper("datetime", "\"value\": \"");
    private static final byte[] JSON_VALUE = wrapper("json", "\"value\": ");
    private static final byte[] JSON_TEXT = wrapper("json", "\"text\": ");
    private static final byte[] END_OF_STRING = JsonBytes.ascii("\"}");

    private final JsonBytes bytes;
    private final byte[][] names;
    private final Utf8 validation = new Utf8();
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
        byte[] ascii = digits.getBytes(StandardCharsets.UTF_8);
        writeDecimal(ascii, 0, ascii.length);
    }

    @Override
    public void writeDecimal(byte[] ascii, int offset, int length) {
        if (!Forms.isDecimal(ascii, offset, offset + length)) {
            throw new IllegalArgumentException("a decimal is no number");
        }
        writeQuoted(DECIMAL, ascii, offset, length);
    }

    @Override
    public void writeText(String value) {
        beginValue();
        bytes.string(value);
    }

    @Override
    public void writeText(byte[] utf8, int offset, int length) {
        if (JsonPlain.isPlain(utf8, offset, offset + length)) {
            writeWord(QUOTE);
            bytes.raw(utf8, offset, length);
            bytes.raw((byte) '"');
            return;
        }
        if (validation.isValid(utf8, offset, length)) {
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
        byte[] ascii = iso8601.getBytes(StandardCharsets.UTF_8);
        writeDatetime(ascii, 0, ascii.length);
    }

    @Override
    public void writeDatetime(byte[] ascii, int offset, int length) {
        if (!Forms.isDatetime(ascii, offset, offset + length)) {
            throw new IllegalArgumentException("a date or time is not in ISO 8601");
        }
        writeQuoted(DATETIME, ascii, offset, length);
    }

    /** A wrapper with what consists of letters, digits and signs that stand for themselves. */
    private void writeQuoted(byte[] wrapper, byte[] ascii, int offset, int length) {
        writeWord(wrapper);
        bytes.raw(ascii, offset, length);
        bytes.raw(END_OF_STRING);
    }

    @Override
    public void writeJson(String text, boolean literally) {
        if (JsonText.isUtf8(text)) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            writeJson(utf8, 0, utf8.length, literally);
            return;
        }
        writeWord(JSON_TEXT);
        bytes.string(text);
        bytes.raw((byte) '}');
    }

    @Override
    public void writeJson(byte[] utf8, int offset, int length, boolean literally) {
        int end = offset + length;
        if (!validation.isValid(utf8, offset, length)) {
            writeEncoded(UNDECODABLE, utf8, offset, length);
            return;
        }
        JsonText.Fit fit = JsonText.fit(utf8, offset, end);
        if (fit == JsonText.Fit.NONE || (literally && fit != JsonText.Fit.VERBATIM)) {
            writeWord(JSON_TEXT);
            bytes.string(utf8, offset, length);
        } else if (fit == JsonText.Fit.VERBATIM) {
            writeWord(JSON_VALUE);
            bytes.raw(utf8, offset, length);
        } else {
            writeWord(JSON_VALUE);
            writeWithoutBlanks(utf8, offset, end);
        }
        bytes.raw((byte) '}');
    }

    private void writeWithoutBlanks(byte[] json, int start, int end) {
        int from = start;
        while (from < end) {
            int blank = JsonText.blank(json, from, end);
            bytes.raw(json, from, blank - from);
            from = blank + 1;
        }
    }
}
