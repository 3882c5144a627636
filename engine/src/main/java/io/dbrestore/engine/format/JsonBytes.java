package io.dbrestore.engine.format;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Prints the parts of JSON into a buffer that is emptied into a stream whenever it is full. */
final class JsonBytes {

    private static final int SIZE = 128 * 1024;
    private static final int LONGEST_CHARACTER = 6; // an escape, backslash u and four digits
    private static final byte[] HEXADECIMAL = ascii("0123456789abcdef");
    private static final byte[] BASE64 = ascii("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    private static final boolean[] IS_BASE64 = isBase64();
    private static final byte[] SMALLEST_LONG = ascii(Long.toString(Long.MIN_VALUE));
    private static final byte[] VERBATIM = {};
    private static final byte[][] ESCAPES = escapes();

    private final OutputStream out;
    private final byte[] buffer = new byte[SIZE];
    private int position;

    JsonBytes(OutputStream out) {
        this.out = out;
    }

    /** How a character is escaped in strings; nothing if it is not, or is a surrogate. */
    static byte[] escape(int character) {
        return character < 0x80 ? ESCAPES[character] : VERBATIM;
    }

    /** Whether this is one of the digits of base64. */
    static boolean isBase64(byte octet) {
        return octet > 0 && IS_BASE64[octet];
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    void raw(byte octet) {
        room(1);
        buffer[position++] = octet;
    }

    void raw(byte[] bytes) {
        raw(bytes, 0, bytes.length);
    }

    void raw(byte[] bytes, int offset, int length) {
        if (length > SIZE) {
            flush();
            emit(bytes, offset, length);
            return;
        }
        room(length);
        System.arraycopy(bytes, offset, buffer, position, length);
        position += length;
    }

    void number(long value) {
        if (value == Long.MIN_VALUE) {
            raw(SMALLEST_LONG);
            return;
        }
        room(20);
        long rest = value;
        if (rest < 0) {
            buffer[position++] = '-';
            rest = -rest;
        }
        int end = position + digits(rest);
        position = end;
        do {
            buffer[--end] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
    }

    private static int digits(long value) {
        int digits = 1;
        for (long limit = 10; digits < 19 && value >= limit; limit *= 10) {
            digits++;
        }
        return digits;
    }

    /** A string, in quotation marks. */
    void string(String text) {
        raw((byte) '"');
        characters(text);
        raw((byte) '"');
    }

    /** A string, in quotation marks, of bytes that are valid UTF-8. */
    void string(byte[] utf8, int offset, int length) {
        raw((byte) '"');
        int end = offset + length;
        int start = offset;
        while (start < end) {
            int plain = JsonPlain.end(utf8, start, end);
            raw(utf8, start, plain - start);
            start = plain;
            if (start < end) {
                raw(ESCAPES[utf8[start++]]);
            }
        }
        raw((byte) '"');
    }

    private void characters(String text) {
        int i = 0;
        while (i < text.length()) {
            room(LONGEST_CHARACTER);
            int stop = Math.min(text.length(), i + (SIZE - position) / LONGEST_CHARACTER);
            while (i < stop) {
                char character = text.charAt(i++);
                if (character < 0x80) {
                    ascii(character);
                } else if (character < 0x800) {
                    buffer[position++] = (byte) (0xc0 | (character >> 6));
                    buffer[position++] = (byte) (0x80 | (character & 0x3f));
                } else if (!Character.isSurrogate(character)) {
                    buffer[position++] = (byte) (0xe0 | (character >> 12));
                    buffer[position++] = (byte) (0x80 | (character >> 6 & 0x3f));
                    buffer[position++] = (byte) (0x80 | (character & 0x3f));
                } else if (i < text.length() && Character.isSurrogatePair(character, text.charAt(i))) {
                    supplementary(Character.toCodePoint(character, text.charAt(i++)));
                } else {
                    escapeSurrogate(character);
                }
            }
        }
    }

    private void ascii(char character) {
        byte[] escape = ESCAPES[character];
        if (escape.length == 0) {
            buffer[position++] = (byte) character;
            return;
        }
        System.arraycopy(escape, 0, buffer, position, escape.length);
        position += escape.length;
    }

    private void supplementary(int codePoint) {
        buffer[position++] = (byte) (0xf0 | (codePoint >> 18));
        buffer[position++] = (byte) (0x80 | (codePoint >> 12 & 0x3f));
        buffer[position++] = (byte) (0x80 | (codePoint >> 6 & 0x3f));
        buffer[position++] = (byte) (0x80 | (codePoint & 0x3f));
    }

    private void escapeSurrogate(char character) {
        buffer[position++] = '\\';
        buffer[position++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            buffer[position++] = HEXADECIMAL[character >> shift & 0xf];
        }
    }

    /** Bytes in base64, with padding and without quotation marks. */
    void base64(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int i = offset;
        while (end - i >= 3) {
            room(4);
            int stop = i + Math.min((end - i) / 3, (SIZE - position) / 4) * 3;
            while (i < stop) {
                quartet((bytes[i] & 0xff) << 16 | (bytes[i + 1] & 0xff) << 8 | (bytes[i + 2] & 0xff));
                i += 3;
            }
        }
        if (i < end) {
            room(4);
            boolean two = end - i == 2;
            quartet((bytes[i] & 0xff) << 16 | (two ? (bytes[i + 1] & 0xff) << 8 : 0));
            buffer[position - 1] = '=';
            if (!two) {
                buffer[position - 2] = '=';
            }
        }
    }

    private void quartet(int bits) {
        buffer[position++] = BASE64[bits >> 18];
        buffer[position++] = BASE64[bits >> 12 & 0x3f];
        buffer[position++] = BASE64[bits >> 6 & 0x3f];
        buffer[position++] = BASE64[bits & 0x3f];
    }

    void flush() {
        emit(buffer, 0, position);
        position = 0;
    }

    private void room(int length) {
        if (SIZE - position < length) {
            flush();
        }
    }

    private void emit(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean[] isBase64() {
        boolean[] is = new boolean[128];
        for (byte digit : BASE64) {
            is[digit] = true;
        }
        return is;
    }

    private static byte[][] escapes() {
        byte[][] escapes = new byte[128][];
        Arrays.fill(escapes, VERBATIM);
        for (int i = 0; i < ' '; i++) {
            escapes[i] = new byte[] {'\\', 'u', '0', '0', HEXADECIMAL[i >> 4], HEXADECIMAL[i & 0xf]};
        }
        String named = "\b\t\n\f\r\"\\";
        String names = "btnfr\"\\";
        for (int i = 0; i < named.length(); i++) {
            escapes[named.charAt(i)] = new byte[] {'\\', (byte) names.charAt(i)};
        }
        return escapes;
    }
}
