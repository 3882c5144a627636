package io.dbrestore.dialect.mysql;

import io.dbrestore.dialect.mysql.ColumnType.Kind;
import java.util.List;

/** Whether a value is still the same after the server has converted it. In doubt it is not. */
final class Conversions {

    private static final String NEVER = "FALSE";

    private Conversions() {}

    /** A condition that is never NULL. */
    static String exact(String original, ColumnType from, String converted, ColumnType to) {
        if (isExactNumber(from) && isExactNumber(to)) {
            return converted + " + 0 <=> " + original + " + 0";
        }
        if (isFloating(from) && isNumber(to)) {
            return converted + " + 0e0 <=> " + original + " + 0e0";
        }
        if (isExactNumber(from) && isFloating(to)) { // equal as floats would be too little
            return "CAST(" + converted + " AS DECIMAL(65, 30)) <=> CAST(" + original + " AS DECIMAL(65, 30))";
        }
        if (isText(from) && isText(to)) {
            return sameText(original, from, converted, to);
        }
        if (isText(from) && to.kind() == Kind.JSON) {
            return withoutBlanks(MySqlSql.text(converted)) + " <=> " + withoutBlanks(utf8(original));
        }
        if (isText(from) && hasText(to)) {
            return bytes(MySqlSql.text(converted)) + " <=> " + bytes(utf8(original));
        }
        if (hasText(from) && isText(to)) { // a float may have more digits than its text
            return bytes(utf8(converted)) + " <=> " + bytes(MySqlSql.text(original))
                    + (isFloating(from) ? " AND " + converted + " + 0e0 <=> " + original + " + 0e0" : "");
        }
        if (isBytes(from, to) || isBytes(to, from)) {
            return bytes(converted) + " <=> " + bytes(original);
        }
        boolean sameKind = from.kind() == to.kind();
        return switch (from.kind()) {
            case DATE, TIME -> sameKind ? converted + " <=> " + original : NEVER;
            case OTHER -> sameKind ? bytes(converted) + " <=> " + bytes(original) : NEVER;
            case INTEGER, DECIMAL, FLOATING, BIT, YEAR, TEXT, LABELS, BINARY, JSON -> NEVER;
        };
    }

    private static String sameText(String original, ColumnType from, String converted, ColumnType to) {
        if (from.characterSet().equals(to.characterSet())) {
            return bytes(converted) + " <=> " + bytes(original);
        }
        String back = "CONVERT(" + utf8(original) + " USING " + from.characterSet() + ")";
        return bytes(utf8(converted)) + " <=> " + bytes(utf8(original))
                + (from.characterSet().isEmpty() ? "" : " AND " + bytes(back) + " <=> " + bytes(original));
    }

    private static boolean isExactNumber(ColumnType type) {
        return List.of(Kind.INTEGER, Kind.DECIMAL, Kind.BIT, Kind.YEAR).contains(type.kind());
    }

    private static boolean isFloating(ColumnType type) {
        return type.kind() == Kind.FLOATING;
    }

    private static boolean isNumber(ColumnType type) {
        return isExactNumber(type) || isFloating(type);
    }

    private static boolean isText(ColumnType type) {
        return type.kind() == Kind.TEXT || type.kind() == Kind.LABELS;
    }

    /** Whether values of the type have a text that says everything. */
    private static boolean hasText(ColumnType type) {
        return switch (type.kind()) {
            case INTEGER, DECIMAL, FLOATING, YEAR, DATE, TIME, JSON -> true;
            case OTHER -> List.of("uuid", "inet4", "inet6").contains(type.name());
            case BIT, TEXT, LABELS, BINARY -> false;
        };
    }

    private static boolean isBytes(ColumnType one, ColumnType other) {
        return one.kind() == Kind.BINARY && (other.kind() == Kind.BINARY || other.kind() == Kind.TEXT);
    }

    private static String bytes(String expression) {
        return "CAST(" + expression + " AS BINARY)";
    }

    private static String utf8(String expression) {
        return "CONVERT(" + expression + " USING utf8mb4)";
    }

    /** The same text to JSON, but for what is in its strings; and that is not converted. */
    private static String withoutBlanks(String text) {
        String without = bytes(text);
        for (String blank : List.of(" ", "\\t", "\\n", "\\r")) {
            without = "REPLACE(" + without + ", '" + blank + "', '')";
        }
        return without;
    }
}
