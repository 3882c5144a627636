package io.dbrestore.dialect.postgres.copy;

import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;

/** The values of uuid columns. */
final class Uuids {

    private static final int LENGTH = 16;
    private static final int DIGITS = 2 * LENGTH;
    private static final byte[] HEXADECIMAL = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private Uuids() {}

    static BinaryDecoder decoder() {
        byte[] text = new byte[DIGITS + 4];
        return (row, offset, length, value) -> {
            int position = 0;
            for (int i = 0; i < LENGTH; i++) {
                if (i == 4 || i == 6 || i == 8 || i == 10) {
                    text[position++] = '-';
                }
                text[position++] = HEXADECIMAL[row[offset + i] >> 4 & 0xf];
                text[position++] = HEXADECIMAL[row[offset + i] & 0xf];
            }
            value.writeText(text, 0, position);
        };
    }

    /** Hyphens may stand anywhere, and braces around all. */
    static void encode(ValueReader value, Kind kind, FieldWriter field) throws SQLException, UnfitValueException {
        String text = kind == Kind.TEXT ? value.text() : "";
        boolean braces = text.startsWith("{") && text.endsWith("}");
        int end = braces ? text.length() - 1 : text.length();
        long high = 0;
        long low = 0;
        int digits = 0;
        for (int i = braces ? 1 : 0; i < end; i++) {
            char character = text.charAt(i);
            if (character == '-') {
                continue;
            }
            if (!HexFormat.isHexDigit(character)) {
                throw UnfitValueException.invalid("it is no UUID");
            }
            high = high << 4 | low >>> 60;
            low = low << 4 | HexFormat.fromHexDigit(character);
            digits++;
        }
        if (digits != DIGITS) {
            throw UnfitValueException.invalid("it is no UUID");
        }
        field.uuid(high, low);
    }
}
