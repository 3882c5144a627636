package io.dbrestore.dialect.mysql.rows;

import java.math.BigDecimal;
import java.math.BigInteger;

/** A number in a JSON document, as MySQL keeps it: as an integer of 64 bits, a double or an exact decimal. */
final class JsonNumber {

    private static final BigInteger LEAST_INTEGER = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger GREATEST_INTEGER = new BigInteger("18446744073709551615");
    private static final int DIGITS_OF_ANY_LONG = 18;

    /** So many digits of any decimal a double keeps, and prints. */
    private static final int DIGITS_OF_ANY_DOUBLE = 15;

    /** Beyond these MySQL prints a double with an exponent. */
    private static final BigDecimal LEAST_PLAIN = new BigDecimal("1e-15");

    private static final BigDecimal GREATEST_PLAIN = new BigDecimal("1e15");

    private static final int GREATEST_PRECISION = 65;
    private static final int GREATEST_SCALE = 30;

    private JsonNumber() {}

    /** Whether the number would be another, or be printed otherwise, if MySQL read it from a JSON text. */
    static boolean isExact(String number) {
        if (number.indexOf('e') >= 0 || number.indexOf('E') >= 0) {
            return false; // which MySQL prints for doubles only
        }
        if (number.indexOf('.') < 0) {
            return number.length() > DIGITS_OF_ANY_LONG && !isInteger(new BigInteger(number));
        }
        if (number.length() <= DIGITS_OF_ANY_DOUBLE && (number.endsWith(".0") || !number.endsWith("0"))) {
            return false;
        }
        BigDecimal value = new BigDecimal(number);
        BigDecimal size = value.abs();
        return (number.endsWith("0") && !number.endsWith(".0"))
                || (size.signum() > 0 && size.compareTo(LEAST_PLAIN) < 0)
                || size.compareTo(GREATEST_PLAIN) >= 0
                || new BigDecimal(Double.toString(value.doubleValue())).compareTo(value) != 0;
    }

    private static boolean isInteger(BigInteger value) {
        return value.compareTo(LEAST_INTEGER) >= 0 && value.compareTo(GREATEST_INTEGER) <= 0;
    }

    /** A literal of SQL that JSON_OBJECT and JSON_ARRAY take for the very number. */
    static String literal(String number) throws UnfitValueException {
        if (isExact(number)) {
            BigDecimal value = new BigDecimal(number);
            if (value.scale() > GREATEST_SCALE || value.precision() - Math.min(0, value.scale()) > GREATEST_PRECISION) {
                throw UnfitValueException.tooManyDigits();
            }
            return number;
        }
        boolean isInteger = number.chars().noneMatch(character -> ".eE".indexOf(character) >= 0);
        if (isInteger) {
            return number;
        }
        String digits = Double.toString(Double.parseDouble(number));
        return digits.indexOf('E') < 0 ? digits + "e0" : digits;
    }
}
