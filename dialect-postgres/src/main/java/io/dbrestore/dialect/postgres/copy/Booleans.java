package io.dbrestore.dialect.postgres.copy;

import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import java.sql.SQLException;

/** The values of boolean columns. */
final class Booleans {

    private Booleans() {}

    static BinaryDecoder decoder() {
        return (row, offset, length, value) -> value.writeBoolean(row[offset] != 0);
    }

    static void encode(ValueReader value, Kind kind, FieldWriter field) throws SQLException, UnfitValueException {
        field.bool(kind == Kind.BOOLEAN ? value.booleanValue() : parse(value, kind));
    }

    /** Takes the text form of the database, and the numbers of those that have no booleans. */
    private static boolean parse(ValueReader value, Kind kind) throws UnfitValueException {
        String text = kind == Kind.TEXT || kind == Kind.INTEGER ? value.text() : "";
        return switch (text) {
            case "t", "true", "1" -> true;
            case "f", "false", "0" -> false;
            default -> throw UnfitValueException.invalid("it is neither true nor false");
        };
    }
}
