package io.dbrestore.dialect.sqlite;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** In which encoding a database keeps its text, which shows where the text is not well-formed. */
enum TextEncoding {
    UTF8(ByteOrder.BIG_ENDIAN),
    UTF16LE(ByteOrder.LITTLE_ENDIAN),
    UTF16BE(ByteOrder.BIG_ENDIAN);

    private final ByteOrder order;

    TextEncoding(ByteOrder order) {
        this.order = order;
    }

    static TextEncoding of(Handle handle) throws SQLException {
        String name = Sql.text(handle, "PRAGMA main.encoding");
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "UTF-8" -> UTF8;
            case "UTF-16LE" -> UTF16LE;
            case "UTF-16BE" -> UTF16BE;
            default -> throw new SQLException("a database in the encoding " + name + " is not known to db-restore");
        };
    }

    boolean isUtf16() {
        return this != UTF8;
    }

    /** The text of UTF-16 bytes, lone surrogates included, which SQLite's own conversion would swallow. */
    String decodeUtf16(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(order).asCharBuffer().toString();
    }

    /** The bytes that this database keeps for {@code text}, lone surrogates included. */
    byte[] encode(String text) {
        if (isUtf16()) {
            ByteBuffer bytes = ByteBuffer.allocate(2 * text.length()).order(order);
            bytes.asCharBuffer().put(text);
            return bytes.array();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
        text.codePoints()
                .forEach(point -> bytes.writeBytes(
                        isSurrogate(point)
                                ? surrogate(point)
                                : Character.toString(point).getBytes(StandardCharsets.UTF_8)));
        return bytes.toByteArray();
    }

    /** Whether the driver would replace a part of the text by a question mark. */
    static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    private static byte[] surrogate(int point) {
        return new byte[] {(byte) 0xED, (byte) (0x80 + ((point >> 6) & 0x3F)), (byte) (0x80 + (point & 0x3F))};
    }
}
