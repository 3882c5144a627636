package io.dbrestore.dialect.mysql;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column's type, taken apart.
 *
 * @param name in lower case, such as {@code varchar}; empty for what is no type of MySQL's
 * @param length the first number in parentheses; 0 without one
 * @param isUnsigned whether it is a number without negative values
 * @param characterSet empty for what is no text
 */
record ColumnType(String name, int length, boolean isUnsigned, String characterSet) {

    private static final Pattern NAME = Pattern.compile("^([a-zA-Z0-9]+)(?:\\((\\d{1,9})[,)])?");
    private static final Pattern CHARACTER_SET =
            Pattern.compile(" CHARACTER SET (\\w+)(?: COLLATE \\w+)?$", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNSIGNED = Pattern.compile("\\b(?:unsigned|zerofill)\\b", Pattern.CASE_INSENSITIVE);

    /** What can be done with a type. */
    enum Kind {
        INTEGER,
        DECIMAL,
        FLOATING,
        BIT,
        YEAR,
        TEXT,
        /** Text from a list of labels. */
        LABELS,
        BINARY,
        /** A date, or a date and a time. */
        DATE,
        TIME,
        JSON,
        OTHER
    }

    /** @param type as it stands in {@code CREATE TABLE} */
    static ColumnType of(String type) {
        Matcher matcher = NAME.matcher(type);
        if (!matcher.find()) {
            return new ColumnType("", 0, false, "");
        }
        Matcher characterSet = CHARACTER_SET.matcher(type);
        boolean isNumber = type.indexOf('\'') < 0; // labels may hold anything
        return new ColumnType(
                matcher.group(1).toLowerCase(Locale.ROOT),
                Optional.ofNullable(matcher.group(2)).map(Integer::parseInt).orElse(0),
                isNumber && UNSIGNED.matcher(type).find(),
                characterSet.find() ? characterSet.group(1).toLowerCase(Locale.ROOT) : "");
    }

    Kind kind() {
        return switch (name) {
            case "tinyint", "smallint", "mediumint", "int", "integer", "bigint", "bool", "boolean" -> Kind.INTEGER;
            case "decimal", "numeric" -> Kind.DECIMAL;
            case "float", "double", "real" -> Kind.FLOATING;
            case "bit" -> Kind.BIT;
            case "year" -> Kind.YEAR;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> Kind.TEXT;
            case "enum", "set" -> Kind.LABELS;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> Kind.BINARY;
            case "date", "datetime", "timestamp" -> Kind.DATE;
            case "time" -> Kind.TIME;
            case "json" -> Kind.JSON;
            default -> Kind.OTHER;
        };
    }

    /** How many bytes the longest value has that stands in its row, as the server counts a row's size. */
    int bytesInRow() {
        return switch (name) {
            case "char", "varchar" -> length * bytesPerCharacter() + 2;
            case "binary", "varbinary" -> length + 2;
            case "decimal" -> 30;
            default -> 12;
        };
    }

    private int bytesPerCharacter() {
        return switch (characterSet) {
            case "utf8mb4", "utf32", "utf16", "utf16le", "gb18030" -> 4;
            case "utf8", "utf8mb3", "ujis", "eucjpms" -> 3;
            case "ucs2", "big5", "gb2312", "gbk", "sjis", "euckr", "cp932" -> 2;
            default -> 1;
        };
    }
}
