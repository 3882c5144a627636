package io.dbrestore.dialect.postgres.copy;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;

/** Gathers what is copied in, and sends it in pieces that are worth a message. */
final class CopyBuffer {

    private static final int SIZE = 64 * 1024;
    private static final int LARGEST_MESSAGE = 1 << 20;
    private static final int PIECE = 4 * 1024; // characters
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ESCAPES = escapes();

    private final CopyIn copy;
    private final byte[] buffer = new byte[SIZE];
    private int position;

    CopyBuffer(CopyIn copy) {
        this.copy = copy;
    }

    void octet(int value) throws SQLException {
        room(1);
        buffer[position++] = (byte) value;
    }

    void int16(int value) throws SQLException {
        room(2);
        BinaryFormat.putInt16(buffer, position, value);
        position += 2;
    }

    void int32(int value) throws SQLException {
        room(4);
        BinaryFormat.putInt32(buffer, position, value);
        position += 4;
    }

    void int64(long value) throws SQLException {
        room(8);
        BinaryFormat.putInt64(buffer, position, value);
        position += 8;
    }

    void bytes(byte[] bytes, int offset, int length) throws SQLException {
        if (length <= SIZE) {
            room(length);
            System.arraycopy(bytes, offset, buffer, position, length);
            position += length;
            return;
        }
        flush();
        for (int sent = 0; sent < length; sent += LARGEST_MESSAGE) {
            copy.writeToCopy(bytes, offset + sent, Math.min(LARGEST_MESSAGE, length - sent));
        }
    }

    /** Text in UTF-8 behind its length in octets. */
    void counted(String text) throws SQLException, UnfitValueException {
        if (Integer.BYTES + (long) text.length() * Utf8.GREATEST <= SIZE) {
            room(Integer.BYTES + text.length() * Utf8.GREATEST);
            int start = position + Integer.BYTES;
            int end = Utf8.encode(text, 0, text.length(), buffer, start);
            BinaryFormat.putInt32(buffer, position, end - start);
            position = end;
            return;
        }
        int32(Math.toIntExact(Utf8.length(text)));
        text(text, 0, text.length());
    }

    /** Part of a text in UTF-8, piece by piece. */
    void text(String text, int start, int end) throws SQLException, UnfitValueException {
        int done = start;
        while (done < end) {
            int next = Math.min(end, done + PIECE);
            room((next - done) * Utf8.GREATEST);
            if (next < end && Character.isHighSurrogate(text.charAt(next - 1))) {
                next--; // together with its other half
            }
            position = Utf8.encode(text, done, next, buffer, position);
            done = next;
        }
    }

    /** Text in UTF-8, with what has a meaning in the text format of COPY escaped. */
    void escaped(String text) throws SQLException, UnfitValueException {
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            byte escape = character <= '\\' ? ESCAPES[character] : 0;
            if (escape != 0) {
                text(text, start, i);
                octet('\\');
                octet(escape);
                start = i + 1;
            }
        }
        text(text, start, text.length());
    }

    void escaped(byte[] text) throws SQLException {
        int start = 0;
        for (int i = 0; i < text.length; i++) {
            byte escape = text[i] >= 0 && text[i] <= '\\' ? ESCAPES[text[i]] : 0;
            if (escape != 0) {
                bytes(text, start, i - start);
                octet('\\');
                octet(escape);
                start = i + 1;
            }
        }
        bytes(text, start, text.length - start);
    }

    void ascii(String text) throws SQLException {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            buffer[position++] = (byte) text.charAt(i);
        }
    }

    void hexadecimal(byte[] bytes) throws SQLException {
        for (byte octet : bytes) {
            room(2);
            buffer[position++] = DIGITS[(octet >> 4) & 0xf];
            buffer[position++] = DIGITS[octet & 0xf];
        }
    }

    void flush() throws SQLException {
        if (position > 0) {
            copy.writeToCopy(buffer, 0, position);
            position = 0;
        }
    }

    private void room(int length) throws SQLException {
        if (SIZE - position < length) {
            flush();
        }
    }

    private static byte[] escapes() {
        byte[] escapes = new byte['\\' + 1];
        escapes['\\'] = '\\';
        escapes['\n'] = 'n';
        escapes['\r'] = 'r';
        escapes['\t'] = 't';
        return escapes;
    }
}
