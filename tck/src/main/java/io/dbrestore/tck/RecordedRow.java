package io.dbrestore.tck;

import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueWriter;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row in memory: keeps values as a dump would, and gives them back as a reader of a dump would. */
public final class RecordedRow implements ValueWriter {

    /**
     * One value.
     *
     * @param value a boolean, a double, bytes, or else a text; empty for NULL
     */
    public record Value(ValueReader.Kind kind, Object value) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Value that && kind == that.kind && Objects.deepEquals(value, that.value);
        }

        @Override
        public int hashCode() {
            return Arrays.deepHashCode(new Object[] {kind, value});
        }

        @Override
        public String toString() {
            return kind + " "
                    + (value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : value);
        }
    }

    private final List<Value> values = new ArrayList<>();

    /** The values so far. */
    public List<Value> values() {
        return Collections.unmodifiableList(values);
    }

    /** Takes a value as it is, also one that no database would give. */
    public void add(ValueReader.Kind kind, Object value) {
        values.add(new Value(kind, value));
    }

    @Override
    public void writeNull() {
        add(ValueReader.Kind.NULL, "");
    }

    @Override
    public void writeBoolean(boolean value) {
        add(ValueReader.Kind.BOOLEAN, value);
    }

    @Override
    public void writeInteger(long value) {
        add(ValueReader.Kind.INTEGER, Long.toString(value));
    }

    @Override
    public void writeBigint(long value) {
        writeInteger(value);
    }

    @Override
    public void writeBigint(String digits) {
        add(ValueReader.Kind.INTEGER, digits);
    }

    @Override
    public void writeDouble(double value) {
        if (Double.isFinite(value)) {
            add(ValueReader.Kind.FLOAT, value);
        } else {
            add(ValueReader.Kind.DECIMAL, Double.toString(value)); // as the format says
        }
    }

    @Override
    public void writeFloat(float value) {
        writeDouble(Double.parseDouble(Float.toString(value))); // whose digits are all that a dump has
    }

    @Override
    public void writeDecimal(String digits) {
        add(ValueReader.Kind.DECIMAL, digits);
    }

    @Override
    public void writeText(String value) {
        add(ValueReader.Kind.TEXT, value);
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
        add(ValueReader.Kind.UNDECODABLE_TEXT, bytes.clone());
    }

    @Override
    public void writeBytes(byte[] bytes, int offset, int length) {
        add(ValueReader.Kind.BYTES, Arrays.copyOfRange(bytes, offset, offset + length));
    }

    @Override
    public void writeDatetime(String iso8601) {
        add(ValueReader.Kind.DATETIME, iso8601);
    }

    @Override
    public void writeJson(String text, boolean literally) {
        add(ValueReader.Kind.JSON, text);
    }

    /** Gives the values back from the first one on. */
    public ValueReader reader() {
        return new ValueReader() {
            private int next;

            @Override
            public Kind next() {
                return values.get(next++).kind();
            }

            private Object value() {
                return values.get(next - 1).value();
            }

            @Override
            public boolean booleanValue() {
                return (Boolean) value();
            }

            @Override
            public long longValue() {
                return new BigInteger((String) value()).longValueExact();
            }

            @Override
            public double doubleValue() {
                return Double.parseDouble(value().toString());
            }

            @Override
            public String text() {
                return value() instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : value().toString();
            }

            @Override
            public byte[] bytes() {
                return (byte[]) value();
            }
        };
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
