package io.dbrestore.engine.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What the strings inside wrappers may look like. The writer and the reader of dumps ask the same questions. */
final class Forms {

    private static final int LONGEST_DATETIME = 80;
    private static final byte[] NOT_A_NUMBER = JsonBytes.ascii("NaN");
    private static final byte[] INFINITE = JsonBytes.ascii("Infinity");
    private static final byte[] MINUS_INFINITE = JsonBytes.ascii("-Infinity");
    private static final byte[] INFINITY = JsonBytes.ascii("infinity");
    private static final byte[] MINUS_INFINITY = JsonBytes.ascii("-infinity");
    private static final byte[] BEFORE_CHRIST = JsonBytes.ascii(" BC");

    private Forms() {}

    /** Digits, perhaps after a minus. */
    static boolean isInteger(String text) {
        byte[] bytes = bytes(text);
        return isInteger(bytes, 0, bytes.length);
    }

    static boolean isInteger(byte[] text, int start, int end) {
        int digits = start < end && text[start] == '-' ? start + 1 : start;
        return digits < end && digitsEnd(text, digits, end) == end;
    }

    /** Digits with or without a point and an exponent, or one of the three that are no numbers. */
    static boolean isDecimal(String text) {
        byte[] bytes = bytes(text);
        return isDecimal(bytes, 0, bytes.length);
    }

    static boolean isDecimal(byte[] text, int start, int end) {
        int first = start < end && text[start] == '-' ? start + 1 : start;
        int place = digitsEnd(text, first, end);
        int digits = place - first;
        if (place < end && text[place] == '.') {
            int fraction = digitsEnd(text, place + 1, end);
            digits += fraction - place - 1;
            place = fraction;
        }
        if (digits == 0) {
            return is(NOT_A_NUMBER, text, start, end)
                    || is(INFINITE, text, start, end)
                    || is(MINUS_INFINITE, text, start, end);
        }
        if (place < end && (text[place] == 'e' || text[place] == 'E')) {
            int exponent = place + 1;
            if (exponent < end && (text[exponent] == '+' || text[exponent] == '-')) {
                exponent++;
            }
            place = digitsEnd(text, exponent, end);
            return place > exponent && place == end;
        }
        return place == end;
    }

    /** Made of what dates and times are made of; whether it is one, the database must say. */
    static boolean isDatetime(String text) {
        byte[] bytes = bytes(text);
        return isDatetime(bytes, 0, bytes.length);
    }

    static boolean isDatetime(byte[] text, int start, int end) {
        boolean beforeChrist = end - start > 3 && text[end - 1] == 'C' && is(BEFORE_CHRIST, text, end - 3, end);
        int last = beforeChrist ? end - 3 : end;
        if (last == start || last - start > LONGEST_DATETIME) {
            return false;
        }
        boolean digit = false;
        for (int i = start; i < last; i++) {
            byte octet = text[i];
            if (isDigit(octet)) {
                digit = true;
            } else if (octet != '-' && octet != ':' && octet != '.' && octet != 'T' && octet != 'Z' && octet != '+') {
                return is(INFINITY, text, start, end) || is(MINUS_INFINITY, text, start, end);
            }
        }
        return digit;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean is(byte[] word, byte[] text, int start, int end) {
        return Arrays.equals(word, 0, word.length, text, start, end);
    }

    private static int digitsEnd(byte[] text, int start, int end) {
        int place = start;
        while (place < end && isDigit(text[place])) {
            place++;
        }
        return place;
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }
}
