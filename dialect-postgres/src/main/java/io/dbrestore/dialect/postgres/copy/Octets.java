package io.dbrestore.dialect.postgres.copy;

import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import java.sql.SQLException;
import java.util.HexFormat;

/** The values of binary columns. */
final class Octets {

    private Octets() {}

    static BinaryDecoder decoder() {
        return (row, offset, length, value) -> value.writeBytes(row, offset, length);
    }

    static void encode(ValueReader value, Kind kind, FieldWriter field) throws SQLException, UnfitValueException {
        field.bytes(
                switch (kind) {
                    case BYTES, UNDECODABLE_TEXT -> value.bytes();
                    case TEXT -> parse(value.text());
                    case NULL, BOOLEAN, INTEGER, FLOAT, DECIMAL, DATETIME, JSON ->
                        throw UnfitValueException.invalid("it is not bytes");
                });
    }

    /** Takes the text form of the database. */
    private static byte[] parse(String text) throws UnfitValueException {
        if (text.startsWith("\\x")) {
            try {
                return HexFormat.of().parseHex(text, 2, text.length());
            } catch (IllegalArgumentException e) {
                throw UnfitValueException.invalid("it is not bytes in hexadecimal digits");
            }
        }
        throw UnfitValueException.invalid("it is not bytes; as text they begin with \\x");
    }
}
