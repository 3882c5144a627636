package io.dbrestore.spi;

/**
 * Gives the values of a row, one after the other, in the order of the columns that were asked for.
 *
 * <p>The values are what {@link ValueWriter} was given, and by and large of the column's own type. A dump may however
 * have been edited, or made by another tool, or come from a column of another type: so decide by {@link #next()}'s
 * answer, and where it is not the expected one take {@link #text()} and let the database convert.
 */
public interface ValueReader {

    /** What a value is. */
    enum Kind {
        NULL,
        BOOLEAN,
        /** {@link #longValue} where it fits 64 bits, {@link #text} always. */
        INTEGER,
        FLOAT,
        TEXT,
        BYTES,
        /** Bytes that the source called text, see {@link ValueWriter#writeUndecodableText}; take {@link #bytes}. */
        UNDECODABLE_TEXT,
        DECIMAL,
        DATETIME,
        JSON
    }

    /** Moves to the next value of the row and says what it is. */
    Kind next();

    /** The current {@code BOOLEAN}. */
    boolean booleanValue();

    /**
     * The current {@code INTEGER}.
     *
     * @throws ArithmeticException if it does not fit; {@link #text} has its digits
     */
    long longValue();

    /** The current {@code INTEGER}, {@code FLOAT} or {@code DECIMAL} as the nearest double; exact for a {@code FLOAT}. */
    double doubleValue();

    /**
     * The current value of any kind but {@code NULL} as text: what was written for text, decimals, dates and JSON; the
     * digits of a number; {@code true} or {@code false}; base64 for bytes.
     */
    String text();

    /** The current {@code BYTES} or {@code UNDECODABLE_TEXT}. The array is the caller's. */
    byte[] bytes();
}
