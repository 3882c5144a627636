package io.dbrestore.dialect.mysql.rows;

import io.dbrestore.spi.ValueWriter;
import java.nio.charset.StandardCharsets;

/** Makes values of the text that the server sends for them. */
final class ServerText {

    private static final int SAFE_DIGITS = 18; // any number of so many fits 64 bits
    private static final int DATE_LENGTH = 10;

    private ServerText() {}

    static void integer(byte[] digits, ValueWriter values) {
        values.writeInteger(number(digits));
    }

    static void bigint(byte[] digits, ValueWriter values) {
        if (digits.length <= SAFE_DIGITS) {
            values.writeBigint(number(digits));
        } else {
            values.writeBigint(withoutZeros(ascii(digits)));
        }
    }

    private static long number(byte[] digits) {
        int start = digits[0] == '-' ? 1 : 0;
        long number = 0;
        for (int i = start; i < digits.length; i++) {
            number = number * 10 + (digits[i] - '0');
        }
        return start == 0 ? number : -number;
    }

    static void decimal(byte[] digits, ValueWriter values) {
        values.writeDecimal(withoutZeros(ascii(digits)));
    }

    /** Without the zeros that ZEROFILL puts before a number, which is never negative. */
    private static String withoutZeros(String digits) {
        int start = 0;
        while (start + 1 < digits.length() && digits.charAt(start) == '0' && digits.charAt(start + 1) != '.') {
            start++;
        }
        return digits.substring(start);
    }

    static void floating(byte[] digits, ValueWriter values) {
        values.writeFloat((float) Double.parseDouble(ascii(digits))); // exact: the column has no more bits
    }

    static void doubleFloating(byte[] digits, ValueWriter values) {
        values.writeDouble(Double.parseDouble(ascii(digits)));
    }

    /** Bits come as bytes, the highest first. */
    static void bits(byte[] bits, ValueWriter values) {
        long number = 0;
        for (byte octet : bits) {
            number = number << Byte.SIZE | (octet & 0xff);
        }
        unsigned(number, values);
    }

    static void unsigned(long number, ValueWriter values) {
        if (number < 0) {
            values.writeBigint(Long.toUnsignedString(number));
        } else {
            values.writeInteger(number);
        }
    }

    static void date(byte[] text, ValueWriter values) {
        values.writeDatetime(ascii(text));
    }

    static void datetime(byte[] text, ValueWriter values) {
        text[DATE_LENGTH] = 'T';
        values.writeDatetime(ascii(text));
    }

    static void timestamp(byte[] text, ValueWriter values) {
        text[DATE_LENGTH] = 'T';
        values.writeDatetime(ascii(text) + "Z");
    }

    static void text(byte[] utf8, ValueWriter values) {
        values.writeText(utf8, 0, utf8.length);
    }

    static void json(byte[] utf8, ValueWriter values) {
        values.writeJson(new String(utf8, StandardCharsets.UTF_8), false);
    }

    private static String ascii(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1); // the fastest way to make a text of ASCII
    }
}
