package io.dbrestore.dialect.mysql.rows;

import io.dbrestore.spi.Column;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a column, as far as reading and loading go different ways.
 *
 * @param characterSet of its text; empty if it has none, or the server does not say
 */
record ValueType(Kind kind, String characterSet) {

    /** Types whose values are carried alike. */
    enum Kind {
        INTEGER,
        BIGINT,
        DECIMAL,
        FLOAT,
        DOUBLE,
        BIT,
        DATE,
        DATETIME,
        TIMESTAMP,
        TEXT,
        ENUM,
        SET,
        JSON,
        BYTES,
        /** Carried as the text that the server makes of it, which has no character set to speak of. */
        OTHER
    }

    private static final Pattern CHARACTER_SET = Pattern.compile("CHARACTER SET (\\w+)", Pattern.CASE_INSENSITIVE);

    static ValueType of(Column column) {
        String type = column.type();
        String rest = type.substring(type.lastIndexOf(')') + 1); // behind labels, which may say anything
        Matcher matcher = CHARACTER_SET.matcher(rest);
        return new ValueType(kind(type), matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : "");
    }

    private static Kind kind(String type) {
        String word = type.toLowerCase(Locale.ROOT).split("[ (]", 2)[0];
        return switch (word) {
            case "tinyint", "smallint", "mediumint", "int", "integer", "year", "bool", "boolean" -> Kind.INTEGER;
            case "bigint" -> Kind.BIGINT;
            case "decimal", "numeric", "dec", "fixed" -> Kind.DECIMAL;
            case "float" -> Kind.FLOAT;
            case "double", "real" -> Kind.DOUBLE;
            case "bit" -> Kind.BIT;
            case "date" -> Kind.DATE;
            case "datetime" -> Kind.DATETIME;
            case "timestamp" -> Kind.TIMESTAMP;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> Kind.TEXT;
            case "enum" -> Kind.ENUM;
            case "set" -> Kind.SET;
            case "json" -> Kind.JSON;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "vector" -> Kind.BYTES;
            case "geometry", "point", "linestring", "polygon", "geometrycollection", "geomcollection" -> Kind.BYTES;
            case "multipoint", "multilinestring", "multipolygon" -> Kind.BYTES;
            default -> Kind.OTHER; // time, too, which is a duration; uuid, inet4 and inet6 of MariaDB
        };
    }

    /** Whether its text comes in UTF-8 as it is. */
    boolean isUtf8() {
        return switch (characterSet) {
            case "utf8mb4", "utf8mb3", "utf8" -> true;
            default -> false;
        };
    }
}
