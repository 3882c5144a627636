package io.dbrestore.dialect.postgres.copy;

import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** The values of text columns, and those of all other types by their text. */
final class Texts {

    private static final Pattern OCTAL = Pattern.compile("\\\\[0-3][0-7]{2}");

    private Texts() {}

    static BinaryDecoder decoder() {
        return (row, offset, length, value) -> value.writeText(row, offset, length);
    }

    static void encode(ValueReader value, Kind kind, FieldWriter field) throws SQLException, UnfitValueException {
        if (kind == Kind.BYTES || kind == Kind.UNDECODABLE_TEXT) {
            field.text(value.bytes());
        } else {
            field.text(value.text());
        }
    }

    /** The empty text is a zero octet there. */
    static BinaryDecoder charDecoder() {
        return (row, offset, length, value) -> value.writeText(row, offset, row[offset] == 0 ? 0 : 1);
    }

    static void encodeChar(ValueReader value, Kind kind, FieldWriter field) throws SQLException, UnfitValueException {
        if (kind == Kind.BYTES || kind == Kind.UNDECODABLE_TEXT) {
            byte[] bytes = value.bytes();
            if (bytes.length != 1) {
                throw UnfitValueException.invalid("it is not one octet");
            }
            field.octet(bytes[0]);
            return;
        }
        String text = value.text();
        if (OCTAL.matcher(text).matches()) {
            field.octet((byte) Integer.parseInt(text.substring(1), 8));
            return;
        }
        if (text.length() > 1 || (!text.isEmpty() && (text.charAt(0) == 0 || text.charAt(0) > 0x7f))) {
            throw UnfitValueException.invalid("it is not one octet");
        }
        field.octet(text.isEmpty() ? 0 : (byte) text.charAt(0));
    }
}
