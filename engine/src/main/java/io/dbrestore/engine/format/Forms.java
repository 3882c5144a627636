package io.dbrestore.engine.format;

/** What the strings inside wrappers may look like. The writer and the reader of dumps ask the same questions. */
final class Forms {

    private static final int LONGEST_DATETIME = 80;

    private Forms() {}

    /** Digits, perhaps after a minus. */
    static boolean isInteger(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        return start < text.length() && digitsEnd(text, start) == text.length();
    }

    /** Digits with or without a point and an exponent, or one of the three that are no numbers. */
    static boolean isDecimal(String text) {
        if (text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity")) {
            return true;
        }
        int start = text.startsWith("-") ? 1 : 0;
        int end = digitsEnd(text, start);
        int digits = end - start;
        if (end < text.length() && text.charAt(end) == '.') {
            int fraction = digitsEnd(text, end + 1);
            digits += fraction - end - 1;
            end = fraction;
        }
        if (digits == 0) {
            return false;
        }
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            int sign = end + 1 < text.length() && "+-".indexOf(text.charAt(end + 1)) >= 0 ? 1 : 0;
            int exponent = end + 1 + sign;
            end = digitsEnd(text, exponent);
            return end > exponent && end == text.length();
        }
        return end == text.length();
    }

    /** Made of what dates and times are made of; whether it is one, the database must say. */
    static boolean isDatetime(String text) {
        if (text.equals("infinity") || text.equals("-infinity")) {
            return true;
        }
        int end = text.endsWith(" BC") ? text.length() - 3 : text.length();
        if (end == 0 || end > LONGEST_DATETIME) {
            return false;
        }
        boolean digit = false;
        for (int i = 0; i < end; i++) {
            char character = text.charAt(i);
            digit |= isDigit(character);
            if (!isDigit(character) && "-:.+TZ".indexOf(character) < 0) {
                return false;
            }
        }
        return digit;
    }

    private static int digitsEnd(String text, int start) {
        int end = start;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
