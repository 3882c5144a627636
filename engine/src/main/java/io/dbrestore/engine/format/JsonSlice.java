package io.dbrestore.engine.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** What a {@link JsonInput} has read last, as it stands in the file: a number, or the inside of a string. */
final class JsonSlice {

    private static final int SAFE_DIGITS = 18; // of which every number fits 64 bits

    private byte[] bytes = {};
    private int start;
    private int end;
    private boolean escaped;

    void set(byte[] newBytes, int newStart, int newEnd, boolean hasEscapes) {
        bytes = newBytes;
        start = newStart;
        end = newEnd;
        escaped = hasEscapes;
    }

    /** The characters that it stands for. */
    String text() {
        return escaped ? unescaped() : raw(start, end);
    }

    private String raw(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private String unescaped() {
        StringBuilder text = new StringBuilder(end - start);
        int i = start;
        while (i < end) {
            int plain = JsonPlain.end(bytes, i, end);
            text.append(raw(i, plain));
            i = plain;
            if (i < end) {
                text.append(character(i));
                i += bytes[i + 1] == 'u' ? 6 : 2;
            }
        }
        return text.toString();
    }

    private char character(int escape) {
        return switch (bytes[escape + 1]) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) HexFormat.fromHexDigits(raw(escape + 2, escape + 6));
            default -> (char) bytes[escape + 1];
        };
    }

    boolean isInteger() {
        return escaped ? Forms.isInteger(text()) : Forms.isInteger(bytes, start, end);
    }

    boolean isDecimal() {
        return escaped ? Forms.isDecimal(text()) : Forms.isDecimal(bytes, start, end);
    }

    boolean isDatetime() {
        return escaped ? Forms.isDatetime(text()) : Forms.isDatetime(bytes, start, end);
    }

    /**
     * The number that it is.
     *
     * @throws NumberFormatException if it does not fit 64 bits
     */
    long longValue() {
        if (escaped || end - start > SAFE_DIGITS) {
            return Long.parseLong(text());
        }
        boolean negative = bytes[start] == '-';
        long value = 0;
        for (int i = negative ? start + 1 : start; i < end; i++) {
            value = value * 10 + bytes[i] - '0';
        }
        return negative ? -value : value;
    }

    /** Whether it is base64 with its padding. */
    boolean isBase64() {
        if (escaped) {
            return isBase64(text());
        }
        if ((end - start) % 4 != 0) {
            return false;
        }
        int digits = end;
        while (digits > start && end - digits < 2 && bytes[digits - 1] == '=') {
            digits--;
        }
        for (int i = start; i < digits; i++) {
            if (!JsonBytes.isBase64(bytes[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBase64(String text) {
        byte[] digits = text.getBytes(StandardCharsets.UTF_8);
        JsonSlice slice = new JsonSlice();
        slice.set(digits, 0, digits.length, false);
        return slice.isBase64();
    }

    /** The bytes of which it is the base64. */
    byte[] fromBase64() {
        if (escaped) {
            return Base64.getDecoder().decode(text());
        }
        ByteBuffer decoded = Base64.getDecoder().decode(ByteBuffer.wrap(bytes, start, end - start));
        byte[] octets = decoded.array();
        return octets.length == decoded.remaining() ? octets : java.util.Arrays.copyOf(octets, decoded.remaining());
    }

    /** The same bytes, which are a document, without blanks and as we escape. */
    String printed() {
        return JsonPrinter.print(bytes, start, end);
    }
}
