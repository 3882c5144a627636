package io.dbrestore.dialect.mysql.rows;

import java.util.Locale;

/** A value cannot go into a statement; the message says why, in words to stand behind what it is and a colon. */
@SuppressWarnings("serial") // it is caught at once
final class UnfitValueException extends Exception {

    private final String sqlState;

    private UnfitValueException(String message, String sqlState) {
        super(message, null, false, false);
        this.sqlState = sqlState;
    }

    static UnfitValueException tooLong(int length, long limit) {
        return new UnfitValueException(
                String.format(
                        Locale.ROOT,
                        "it has %,d bytes, and the server takes %,d at a time. Raise its setting max_allowed_packet,"
                                + " as with SET GLOBAL max_allowed_packet = %d, and connect again",
                        length,
                        limit,
                        Math.min(1 << 30, Long.highestOneBit(length) * 2L)),
                "08S01");
    }

    static UnfitValueException halfSurrogatePair() {
        return new UnfitValueException("it has half of a surrogate pair, which is no character of UTF-8", "22021");
    }

    static UnfitValueException noJson() {
        return new UnfitValueException("it is no JSON", "22032");
    }

    static UnfitValueException tooManyDigits() {
        return new UnfitValueException("it has a number of more digits than MySQL keeps", "22003");
    }

    String sqlState() {
        return sqlState;
    }
}
