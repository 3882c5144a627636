package io.dbrestore.dialect.mysql.rows;

import io.dbrestore.spi.ValueWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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
            values.writeBigint(ascii(digits).substring(zeros(digits)));
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
        int start = zeros(digits);
        values.writeDecimal(digits, start, digits.length - start);
    }

    /** How many zeros ZEROFILL has put before a number, which is never negative. */
    private static int zeros(byte[] digits) {
        int zeros = 0;
        while (zeros + 1 < digits.length && digits[zeros] == '0' && digits[zeros + 1] != '.') {
            zeros++;
        }
        return zeros;
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
        values.writeDatetime(text, 0, text.length);
    }

    static void datetime(byte[] text, ValueWriter values) {
        text[DATE_LENGTH] = 'T';
        values.writeDatetime(text, 0, text.length);
    }

    static void timestamp(byte[] text, ValueWriter values) {
        byte[] instant = Arrays.copyOf(text, text.length + 1);
        instant[DATE_LENGTH] = 'T';
        instant[text.length] = 'Z';
        values.writeDatetime(instant, 0, instant.length);
    }

    static void text(byte[] utf8, ValueWriter values) {
        values.writeText(utf8, 0, utf8.length);
    }

    static void json(byte[] utf8, ValueWriter values) {
        values.writeJson(utf8, 0, utf8.length, false);
    }

    private static String ascii(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1); // the fastest way to make a text of ASCII
    }
}
