package io.dbrestore.dialect.mysql.rows;

import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;

/**
 * Writes values as literals that mean the very value to a column of some type. A value of another kind than the column
 * gives is written as text, for the server to convert or to refuse.
 *
 * @param isMariaDb whether JSON is but text to the server
 */
record LiteralWriter(ValueType type, boolean isMariaDb) implements ColumnWriter {

    /** Longer numbers are no numbers to the server's parser, but are as text. */
    private static final int LONGEST_NUMBER = 60;

    @Override
    public void write(ValueReader value, Kind kind, InsertedRow row) throws UnfitValueException {
        switch (kind) {
            case NULL -> row.sql().append("NULL");
            case BOOLEAN -> truth(value, row);
            case INTEGER, DECIMAL -> number(value.text(), row);
            case FLOAT -> floating(value, row);
            case TEXT -> text(value.text(), row);
            case BYTES, UNDECODABLE_TEXT -> row.bytes(value.bytes());
            case DATETIME -> datetime(value.text(), row);
            case JSON -> json(value.text(), row);
        }
    }

    private void truth(ValueReader value, InsertedRow row) throws UnfitValueException {
        if (isNumeric()) {
            row.sql().append(value.booleanValue() ? '1' : '0');
        } else {
            row.text(value.text());
        }
    }

    private boolean isNumeric() {
        return switch (type.kind()) {
            case INTEGER, BIGINT, DECIMAL, FLOAT, DOUBLE, BIT -> true;
            case ENUM, SET, DATE, DATETIME, TIMESTAMP, TEXT, JSON, BYTES, OTHER -> false;
        };
    }

    /** The number of a label, in ENUM and SET; zero is the error value of the one, and no label at all of the other. */
    private void number(String digits, InsertedRow row) throws UnfitValueException {
        if (type.kind() == ValueType.Kind.ENUM && digits.equals("0")) {
            row.zeroLabel();
        } else if ((isNumeric() || isLabelled()) && isPlainNumber(digits)) {
            row.sql().append(digits);
        } else {
            row.text(digits);
        }
    }

    private boolean isLabelled() {
        return type.kind() == ValueType.Kind.ENUM || type.kind() == ValueType.Kind.SET;
    }

    private static boolean isPlainNumber(String digits) {
        if (digits.length() > LONGEST_NUMBER) {
            return false;
        }
        boolean hasPoint = false;
        boolean hasDigit = false;
        for (int i = digits.startsWith("-") ? 1 : 0; i < digits.length(); i++) {
            char character = digits.charAt(i);
            if (character == '.' && !hasPoint) {
                hasPoint = true;
            } else if (character >= '0' && character <= '9') {
                hasDigit = true;
            } else {
                return false;
            }
        }
        return hasDigit;
    }

    /** With an exponent, or else it would be an exact number to the server, and minus zero would be zero. */
    private void floating(ValueReader value, InsertedRow row) throws UnfitValueException {
        String text = value.text();
        double number = switch (type.kind()) {
            case FLOAT -> Float.parseFloat(text); // by way of a double it would be rounded twice
            case DOUBLE -> value.doubleValue();
            case INTEGER, BIGINT, DECIMAL, BIT, DATE, DATETIME, TIMESTAMP -> Double.NaN;
            case TEXT, ENUM, SET, JSON, BYTES, OTHER -> Double.NaN;
        };
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            row.text(text);
            return;
        }
        String digits = Double.toString(number);
        row.sql().append(digits).append(digits.indexOf('E') < 0 ? "e0" : "");
    }

    /** As text, except for BIT, which would take the digits for bytes. */
    private void text(String text, InsertedRow row) throws UnfitValueException {
        if (type.kind() == ValueType.Kind.BIT && isPlainNumber(text)) {
            row.sql().append(text);
        } else {
            row.text(text);
        }
    }

    private void datetime(String iso8601, InsertedRow row) throws UnfitValueException {
        row.text(
                switch (type.kind()) {
                    case TIMESTAMP ->
                        (iso8601.endsWith("Z") ? iso8601.substring(0, iso8601.length() - 1) : iso8601)
                                .replace('T', ' ');
                    case DATE, DATETIME -> iso8601.replace('T', ' ');
                    case INTEGER, BIGINT, DECIMAL, FLOAT, DOUBLE, BIT, TEXT, ENUM, SET, JSON, BYTES, OTHER -> iso8601;
                });
    }

    private void json(String text, InsertedRow row) throws UnfitValueException {
        if (type.kind() == ValueType.Kind.JSON && !isMariaDb && JsonExpression.isNeeded(text)) {
            JsonExpression.write(text, row);
        } else {
            row.text(text);
        }
    }
}
