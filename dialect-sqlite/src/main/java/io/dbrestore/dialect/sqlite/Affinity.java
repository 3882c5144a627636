package io.dbrestore.dialect.sqlite;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Types;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a column does to the values that are put into it; SQLite derives it from the words of the declared type. */
enum Affinity {
    NONE("", Types.OTHER),
    TEXT("TEXT", Types.VARCHAR),
    NUMERIC("NUMERIC", Types.NUMERIC),
    INTEGER("INT", Types.INTEGER),
    REAL("REAL", Types.DOUBLE);

    private static final Pattern COLLATION = Pattern.compile(" COLLATE \"((?:[^\"]|\"\")*)\"$");

    /** What SQLite takes for a number when text meets a numeric column. */
    private static final Pattern NUMBER = Pattern.compile(
            "[ \\t\\n\\u000b\\f\\r]*([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[ \\t\\n\\u000b\\f\\r]*");

    /** How the same number would be written by whoever reads it back. */
    private static final Pattern PLAIN_NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.(?:0|[0-9]*[1-9]))?");

    private static final int LONGEST_NUMBER = 400; // a double ends at 309 digits before the point, 324 behind it
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private final String shortestType;
    private final int jdbcType;

    Affinity(String shortestType, int jdbcType) {
        this.shortestType = shortestType;
        this.jdbcType = jdbcType;
    }

    /** The affinity of a declared type, perhaps with its collation behind it, by the rules that SQLite documents. */
    static Affinity of(String type) {
        String words = COLLATION.matcher(type).replaceFirst("").toUpperCase(Locale.ROOT);
        if (words.contains("INT")) {
            return INTEGER;
        }
        if (words.contains("CHAR") || words.contains("CLOB") || words.contains("TEXT")) {
            return TEXT;
        }
        if (words.isBlank() || words.contains("BLOB")) {
            return NONE;
        }
        if (words.contains("REAL") || words.contains("FLOA") || words.contains("DOUB")) {
            return REAL;
        }
        return NUMERIC;
    }

    /**
     * A type that behaves like {@code type} and that holds no word of it, as it may come from a dump that somebody has
     * tampered with.
     */
    static String harmless(String type) {
        Matcher collation = COLLATION.matcher(type);
        String suffix = collation.find() ? " COLLATE \"" + collation.group(1) + "\"" : "";
        return of(type).shortestType + suffix;
    }

    /** A declared type with the collation of its column, where that is not the usual one. */
    static String withCollation(String type, String collation) {
        return collation.equals("BINARY") ? type : type + " COLLATE \"" + collation.replace("\"", "\"\"") + "\"";
    }

    int jdbcType() {
        return jdbcType;
    }

    boolean isNumeric() {
        return this == NUMERIC || this == INTEGER || this == REAL;
    }

    /** Whether a column of this affinity makes a number of {@code text}. */
    boolean makesNumber(String text) {
        return isNumeric() && !text.isEmpty() && NUMBER.matcher(text).matches();
    }

    /** Whether the number that {@link #makesNumber} speaks of says the same as the text did: not so for 007 and 1.50. */
    boolean keepsText(String text) {
        return PLAIN_NUMBER.matcher(text).matches() && keepsNumber(text);
    }

    /** Whether a column of this affinity can hold the number exactly. */
    boolean keepsNumber(String digits) {
        if (digits.length() > LONGEST_NUMBER) {
            return false;
        }
        BigDecimal number = new BigDecimal(digits);
        if (Math.abs((long) number.precision() - number.scale()) > LONGEST_NUMBER) {
            return false;
        }
        if (this != REAL && number.stripTrailingZeros().scale() <= 0) {
            BigInteger integer = number.toBigInteger();
            return integer.compareTo(LONG_MIN) >= 0 && integer.compareTo(LONG_MAX) <= 0;
        }
        double nearest = number.doubleValue();
        return Double.isFinite(nearest) && new BigDecimal(Double.toString(nearest)).compareTo(number) == 0;
    }

    /** Whether a column of this affinity turns the real number into an integer. */
    boolean makesInteger(double number) {
        return (this == NUMERIC || this == INTEGER) && number == Math.rint(number) && Math.abs(number) < 0x1p63;
    }

    /** Whether a column of this affinity takes the sign off the real number: minus zero is kept in others only. */
    boolean takesSign(double number) {
        return isNumeric() && number == 0 && 1 / number < 0;
    }

    /** Whether a real number cannot say this integer exactly. */
    static boolean isTooPreciseForReal(long integer) {
        return (long) (double) integer != integer || (double) integer == 0x1p63;
    }
}
