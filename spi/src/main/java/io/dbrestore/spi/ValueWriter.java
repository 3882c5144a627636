package io.dbrestore.spi;

/**
 * Takes the values of a row, one call each, and puts them into the dump. There is one method for each shape that a
 * value may have there; docs/dump-format.md shows them.
 *
 * <p>A caller picks the method by what the database says the value is, never by how it looks. Nothing is kept of an
 * array after the call returns.
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

    /**
     * A JSON document.
     *
     * @param text its text
     * @param literally whether the database keeps the text as such, spaces and all, so that it must come back to the
     *     letter; otherwise only what the text says is kept, numbers to the last digit
     */
    void writeJson(String text, boolean literally);
}
