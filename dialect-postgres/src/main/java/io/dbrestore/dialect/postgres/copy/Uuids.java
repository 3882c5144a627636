package io.dbrestore.dialect.postgres.copy;

import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/** The values of uuid columns. */
final class Uuids {

    private static final int LENGTH = 16;
    private static final int DIGITS = 2 * LENGTH;
    private static final String HYPHENS = "-+";
    private static final Pattern BRACES = Pattern.compile("\\{(.*)}");

    private Uuids() {}

    static BinaryDecoder decoder() {
        return (row, offset, length, value) -> value.writeText(
                new UUID(BinaryFormat.int64(row, offset), BinaryFormat.int64(row, offset + 8)).toString());
    }

    static void encode(ValueReader value, Kind kind, FieldWriter field) throws SQLException, UnfitValueException {
        String text = kind == Kind.TEXT ? value.text() : "";
        String digits = BRACES.matcher(text.replaceAll(HYPHENS, "")).replaceFirst("$1");
        if (digits.length() != DIGITS || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            throw UnfitValueException.invalid("it is no UUID");
        }
        field.uuid(
                HexFormat.fromHexDigitsToLong(digits, 0, LENGTH),
                HexFormat.fromHexDigitsToLong(digits, LENGTH, DIGITS));
    }
}
