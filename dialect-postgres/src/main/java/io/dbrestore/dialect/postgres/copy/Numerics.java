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

    private static final int LONGEST_EXPONENT = 9;
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
        int start = text.startsWith("-") ? 1 : 0;
        int point = digitsEnd(text, start);
        boolean hasPoint = point < text.length() && text.charAt(point) == '.';
        int end = hasPoint ? digitsEnd(text, point + 1) : point;
        if (end - start == (hasPoint ? 1 : 0)) {
            return isNoFiniteNumber(text);
        }
        return end == text.length() || isExponent(text, end);
    }

    private static boolean isExponent(String text, int start) {
        if (text.charAt(start) != 'e' && text.charAt(start) != 'E') {
            return false;
        }
        boolean signed = start + 1 < text.length() && "+-".indexOf(text.charAt(start + 1)) >= 0;
        int digits = text.length() - start - (signed ? 2 : 1);
        return digits > 0 && digits <= LONGEST_EXPONENT && digitsEnd(text, text.length() - digits) == text.length();
    }

    private static int digitsEnd(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    static boolean isNoFiniteNumber(String text) {
        return text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
    }

    static boolean isZero(String number) {
        return ZERO.matcher(number).matches();
    }
}
