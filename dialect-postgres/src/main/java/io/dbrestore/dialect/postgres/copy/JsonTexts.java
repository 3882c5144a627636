package io.dbrestore.dialect.postgres.copy;

import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import java.sql.SQLException;

/** The values of JSON columns. */
final class JsonTexts {

    /** What the binary form of jsonb begins with; behind it stands the text. */
    static final byte JSONB_VERSION = 1;

    private JsonTexts() {}

    static BinaryDecoder jsonDecoder() {
        return (row, offset, length, value) -> value.writeJson(row, offset, length, true);
    }

    static BinaryDecoder jsonbDecoder() {
        return (row, offset, length, value) -> {
            if (row[offset] != JSONB_VERSION) {
                throw BinaryFormat.broken("jsonb of version " + row[offset]);
            }
            value.writeJson(row, offset + 1, length - 1, false);
        };
    }

    /** For jsonb that is read as its text. */
    static BinaryDecoder jsonbTextDecoder() {
        return (row, offset, length, value) -> value.writeJson(row, offset, length, false);
    }

    static void encodeJson(ValueReader value, Kind kind, FieldWriter field) throws SQLException, UnfitValueException {
        if (kind == Kind.UNDECODABLE_TEXT) {
            field.text(value.bytes());
            return;
        }
        field.text(text(value, kind));
    }

    static void encodeJsonb(ValueReader value, Kind kind, FieldWriter field) throws SQLException, UnfitValueException {
        if (kind == Kind.UNDECODABLE_TEXT) {
            field.jsonb(value.bytes());
            return;
        }
        field.jsonb(text(value, kind));
    }

    private static String text(ValueReader value, Kind kind) throws UnfitValueException {
        return switch (kind) {
            case JSON, TEXT, INTEGER, FLOAT, BOOLEAN, DECIMAL -> value.text();
            case NULL, BYTES, UNDECODABLE_TEXT, DATETIME -> throw UnfitValueException.invalid("it is no JSON");
        };
    }
}
