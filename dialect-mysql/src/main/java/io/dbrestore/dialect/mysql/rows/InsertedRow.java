package io.dbrestore.dialect.mysql.rows;

import io.dbrestore.dialect.mysql.driver.DriverAccess;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * One row in the VALUES of an INSERT statement. Its text is all ASCII, so that no character set on the way matters.
 */
final class InsertedRow {

    private static final char[] DIGITS = "0123456789abcdef".toCharArray();
    private static final int SHORT = 64;

    private final DriverAccess driver;
    private final long largestValue;
    private final int longValue;
    private final int longRow;
    private final StringBuilder sql = new StringBuilder();
    private final List<Parameter> parameters = new ArrayList<>();
    private boolean hasLongValues;
    private long lengthOfLongValues;
    private int zeroLabels;

    /**
     * @param largestValue the longest value that the server takes
     * @param longValue from which length on a value is sent apart from the statement
     * @param longRow from which length of the row on all but the shortest values are
     */
    InsertedRow(DriverAccess driver, long largestValue, int longValue, int longRow) {
        this.driver = driver;
        this.largestValue = largestValue;
        this.longValue = longValue;
        this.longRow = longRow;
    }

    void clear() {
        sql.setLength(0);
        parameters.clear();
        hasLongValues = false;
        lengthOfLongValues = 0;
        zeroLabels = 0;
    }

    StringBuilder sql() {
        return sql;
    }

    List<Parameter> parameters() {
        return parameters;
    }

    boolean hasLongValues() {
        return hasLongValues;
    }

    /** How long the statement gets with its long values in it. */
    long length() {
        return sql.length() + lengthOfLongValues;
    }

    /** How many ENUMs have the value that is none of their labels. */
    int zeroLabels() {
        return zeroLabels;
    }

    void zeroLabel() {
        zeroLabels++;
        sql.append('0');
    }

    void parameter(Parameter parameter) {
        parameters.add(parameter);
        sql.append('?');
    }

    /** Bytes, which a text column takes as its own. */
    void bytes(byte[] bytes) throws UnfitValueException {
        if (isLong(bytes.length)) {
            longValue(bytes);
            return;
        }
        sql.append("_binary ");
        hexadecimal(bytes);
    }

    /** Text, which the server converts into the column's character set. */
    void text(String text) throws UnfitValueException {
        if (isLong(text.length())) {
            sql.append("CONVERT(");
            longValue(Utf8.encode(text));
            sql.append(" USING utf8mb4)");
            return;
        }
        int start = sql.length();
        sql.append('\'');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character >= 0x80) {
                sql.setLength(start);
                sql.append("_utf8mb4 ");
                hexadecimal(Utf8.encode(text));
                return;
            }
            if (character == '\'' || character == '\\') {
                sql.append('\\').append(character);
            } else if (character == 0) {
                sql.append("\\0");
            } else {
                sql.append(character);
            }
        }
        sql.append('\'');
    }

    private boolean isLong(int length) {
        return length >= longValue || (sql.length() >= longRow && length > SHORT);
    }

    private void longValue(byte[] bytes) throws UnfitValueException {
        if (bytes.length > largestValue) {
            throw UnfitValueException.tooLong(bytes.length, largestValue);
        }
        hasLongValues = true;
        lengthOfLongValues += driver.lengthInStatement(bytes);
        parameter(
                (statement, index) -> statement.setBinaryStream(index, new ByteArrayInputStream(bytes), bytes.length));
    }

    private void hexadecimal(byte[] bytes) {
        sql.append("x'");
        for (byte octet : bytes) {
            sql.append(DIGITS[octet >> 4 & 0xf]).append(DIGITS[octet & 0xf]);
        }
        sql.append('\'');
    }
}
