package io.dbrestore.spi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes the values of a row, one call each, and puts them into the dump. There is one method for each shape that a
 * value may have there; docs/dump-format.md shows them.
 *
 * <p>A caller picks the method by what the database says the value is, never by how it looks. Nothing is kept of an
 * array after the call returns. What a driver has as bytes is best given as bytes: most of a dump's time goes into making
 * Strings where a method for bytes is not used.
 */
public interface ValueWriter {

    void writeNull();

    void writeBoolean(boolean value);

    /** An integer of a column narrower than 64 bits. Beyond 2^53-1 it is written as {@link #writeBigint} does. */
    void writeInteger(long value);

    /** An integer of a 64-bit column. */
    void writeBigint(long value);

    /**
     * An integer that may not fit 64 bits.
     *
     * @param digits decimal digits, perhaps after a minus
     */
    void writeBigint(String digits);

    /** A binary floating point number of 64 bits; NaN and the infinities too. */
    void writeDouble(double value);

    /** A binary floating point number of 32 bits; NaN and the infinities too. */
    void writeFloat(float value);

    /**
     * An exact decimal number.
     *
     * @param digits the digits with their scale, as the database prints them; or NaN, Infinity, -Infinity
     */
    void writeDecimal(String digits);

    /** The same, of which the characters are in ASCII. */
    default void writeDecimal(byte[] ascii, int offset, int length) {
        writeDecimal(new String(ascii, offset, length, StandardCharsets.US_ASCII));
    }

    /** Text. Lone surrogates, which UTF-8 cannot say, are escaped and come back. */
    void writeText(String value);

    /** Text that is in UTF-8 already. Malformed UTF-8 is written as {@link #writeUndecodableText} does. */
    void writeText(byte[] utf8, int offset, int length);

    /** What the database calls text although its bytes are no text in the encoding that it claims. */
    void writeUndecodableText(byte[] bytes);

    void writeBytes(byte[] bytes, int offset, int length);

    default void writeBytes(byte[] bytes) {
        writeBytes(bytes, 0, bytes.length);
    }

    /**
     * A date, a time, or both.
     *
     * @param iso8601 with the database's own precision; no zone for a zoneless column, {@code Z} for an instant; also
     *     infinity, -infinity, and zero dates as they are
     */
    void writeDatetime(String iso8601);

    /** The same, of which the characters are in ASCII. */
    default void writeDatetime(byte[] ascii, int offset, int length) {
        writeDatetime(new String(ascii, offset, length, StandardCharsets.US_ASCII));
    }

    /**
     * A JSON document.
     *
     * @param text its text
     * @param literally whether the database keeps the text as such, spaces and all, so that it must come back to the
     *     letter; otherwise only what the text says is kept, numbers to the last digit
     */
    void writeJson(String text, boolean literally);

    /** The same in UTF-8. Malformed UTF-8 is written as {@link #writeUndecodableText} does. */
    default void writeJson(byte[] utf8, int offset, int length, boolean literally) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(utf8, offset, length);
            writeJson(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString(), literally);
        } catch (CharacterCodingException e) {
            writeUndecodableText(Arrays.copyOfRange(utf8, offset, offset + length));
        }
    }
}
