package io.dbrestore.dialect.postgres.copy;

import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** The values of exact decimal columns. */
final class Numerics {

    /** Signs in the binary form. */
    static final int PLUS = 0;

    static final int MINUS = 0x4000;
    static final int NOT_A_NUMBER = (short) 0xc000;
    static final int INFINITY = (short) 0xd000;
    static final int MINUS_INFINITY = (short) 0xf000;

    private static final Pattern NUMBER = Pattern.compile("-?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,9})?");
    private static final Pattern ZERO = Pattern.compile("-?[0.]+(?:[eE].*)?");

    private Numerics() {}

    static void encode(ValueReader value, Kind kind, FieldWriter field) throws SQLException, UnfitValueException {
        switch (kind) {
            case INTEGER, FLOAT, DECIMAL, TEXT -> {
                String text = value.text();
                if (!isNumber(text)) {
                    throw UnfitValueException.invalid("it is no number");
                }
                field.numeric(text);
            }
            case NULL, BOOLEAN, BYTES, UNDECODABLE_TEXT, DATETIME, JSON ->
                throw UnfitValueException.invalid("it is no number");
        }
    }

    static boolean isNumber(String text) {
        return isNoFiniteNumber(text) || NUMBER.matcher(text).matches();
    }

    static boolean isNoFiniteNumber(String text) {
        return text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
    }

    static boolean isZero(String number) {
        return ZERO.matcher(number).matches();
    }
}
