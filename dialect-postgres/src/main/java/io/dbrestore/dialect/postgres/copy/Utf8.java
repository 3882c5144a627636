package io.dbrestore.dialect.postgres.copy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text in UTF-8, as far as PostgreSQL can hold it: no U+0000, and no half of a surrogate pair. */
final class Utf8 {

    /** How many octets a {@code char} has at most. */
    static final int GREATEST = 3;

    private Utf8() {}

    /** How many octets a text has. */
    static long length(String text) {
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < 0x80) {
                length += 1;
            } else if (character < 0x800) {
                length += 2;
            } else if (Character.isSurrogate(character)) {
                length += 4;
                i++; // encode() looks at the other half
            } else {
                length += 3;
            }
        }
        return length;
    }

    /** Encodes part of a text into {@code bytes} at {@code position}; returns the position behind it. */
    static int encode(String text, int start, int end, byte[] bytes, int position) throws UnfitValueException {
        int next = position;
        for (int i = start; i < end; i++) {
            char character = text.charAt(i);
            if (character < 0x80) {
                if (character == 0) {
                    throw hasZero();
                }
                bytes[next++] = (byte) character;
            } else if (character < 0x800) {
                bytes[next++] = (byte) (0xc0 | (character >> 6));
                bytes[next++] = (byte) (0x80 | (character & 0x3f));
            } else if (Character.isSurrogate(character)) {
                int codePoint = codePoint(text, i++);
                bytes[next++] = (byte) (0xf0 | (codePoint >> 18));
                bytes[next++] = (byte) (0x80 | (codePoint >> 12 & 0x3f));
                bytes[next++] = (byte) (0x80 | (codePoint >> 6 & 0x3f));
                bytes[next++] = (byte) (0x80 | (codePoint & 0x3f));
            } else {
                bytes[next++] = (byte) (0xe0 | (character >> 12));
                bytes[next++] = (byte) (0x80 | (character >> 6 & 0x3f));
                bytes[next++] = (byte) (0x80 | (character & 0x3f));
            }
        }
        return next;
    }

    /** Refuses text that no database can hold. */
    static void check(String text) throws UnfitValueException {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == 0) {
                throw hasZero();
            }
            if (Character.isSurrogate(text.charAt(i))) {
                codePoint(text, i++);
            }
        }
    }

    private static int codePoint(String text, int index) throws UnfitValueException {
        if (index + 1 == text.length() || !Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1))) {
            throw UnfitValueException.invalidText("it has half of a surrogate pair, which is no character of UTF-8");
        }
        return Character.toCodePoint(text.charAt(index), text.charAt(index + 1));
    }

    /** Lets bytes pass that a text can consist of; where the database knows no encoding that is almost all. */
    static void check(byte[] text, boolean anyBytes) throws UnfitValueException {
        for (byte octet : text) {
            if (octet == 0) {
                throw hasZero();
            }
        }
        if (anyBytes) {
            return;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw UnfitValueException.invalidText(
                    "its bytes are no text, and only a database of the encoding SQL_ASCII keeps such");
        }
    }

    private static UnfitValueException hasZero() {
        return UnfitValueException.invalidText("it has the character U+0000, which PostgreSQL keeps in no text");
    }
}
