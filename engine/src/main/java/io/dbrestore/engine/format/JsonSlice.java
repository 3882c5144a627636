package io.dbrestore.engine.format;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** What a {@link JsonInput} has read last, as it stands in the file: a number, or the inside of a string. */
final class JsonSlice {

    private static final int SAFE_DIGITS = 18; // of which every number fits 64 bits

    private static final int BIG = 1 << 20;

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
        if (escaped && !unescape()) {
            return withHalfPairs();
        }
        return end - start < BIG ? raw(start, end) : big();
    }

    /** A String that is made of bytes takes room for as many characters first, which is twice as much as needed. */
    private String big() {
        int characters = characters();
        if (characters == end - start) {
            return raw(start, end);
        }
        CharBuffer decoded = CharBuffer.allocate(characters);
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, end - start), decoded, true);
        return new String(decoded.array());
    }

    /** How many characters of UTF-16 the bytes stand for. */
    private int characters() {
        int characters = 0;
        for (int i = start; i < end; i++) {
            boolean continues = (bytes[i] & 0xc0) == 0x80;
            boolean takesTwo = (bytes[i] & 0xf8) == 0xf0;
            characters += continues ? 0 : takesTwo ? 2 : 1;
        }
        return characters;
    }

    private String raw(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /**
     * Puts the characters in place of their escapes, which are longer: so that a big text needs no room besides.
     * Returns false, and does nothing, if one of them is half of a surrogate pair, of which UTF-8 knows nothing.
     */
    private boolean unescape() {
        if (hasHalfPair()) {
            return false;
        }
        int to = JsonPlain.end(bytes, start, end);
        int from = to;
        while (from < end) {
            char character = character(from);
            from += lengthOfEscape(from);
            if (Character.isHighSurrogate(character)) {
                to = putUtf8(Character.toCodePoint(character, character(from)), to);
                from += lengthOfEscape(from);
            } else {
                to = putUtf8(character, to);
            }
            int plain = JsonPlain.end(bytes, from, end);
            System.arraycopy(bytes, from, bytes, to, plain - from);
            to += plain - from;
            from = plain;
        }
        end = to;
        escaped = false;
        return true;
    }

    private boolean hasHalfPair() {
        int i = JsonPlain.end(bytes, start, end);
        while (i < end) {
            char character = character(i);
            i += lengthOfEscape(i);
            if (Character.isHighSurrogate(character) && i < end && bytes[i] == '\\') {
                if (!Character.isLowSurrogate(character(i))) {
                    return true;
                }
                i += lengthOfEscape(i);
            } else if (Character.isSurrogate(character)) {
                return true;
            }
            i = JsonPlain.end(bytes, i, end);
        }
        return false;
    }

    private int putUtf8(int codePoint, int position) {
        int next = position;
        if (codePoint < 0x80) {
            bytes[next++] = (byte) codePoint;
            return next;
        }
        if (codePoint < 0x800) {
            bytes[next++] = (byte) (0xc0 | codePoint >> 6);
        } else {
            if (codePoint < 0x1_0000) {
                bytes[next++] = (byte) (0xe0 | codePoint >> 12);
            } else {
                bytes[next++] = (byte) (0xf0 | codePoint >> 18);
                bytes[next++] = (byte) (0x80 | (codePoint >> 12 & 0x3f));
            }
            bytes[next++] = (byte) (0x80 | (codePoint >> 6 & 0x3f));
        }
        bytes[next++] = (byte) (0x80 | (codePoint & 0x3f));
        return next;
    }

    private String withHalfPairs() {
        StringBuilder text = new StringBuilder(end - start);
        int i = start;
        while (i < end) {
            int plain = JsonPlain.end(bytes, i, end);
            text.append(raw(i, plain));
            i = plain;
            if (i < end) {
                text.append(character(i));
                i += lengthOfEscape(i);
            }
        }
        return text.toString();
    }

    private int lengthOfEscape(int escape) {
        return bytes[escape + 1] == 'u' ? 6 : 2;
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
