package io.dbrestore.dialect.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/**
 * A virtual table.
 *
 * @param module what implements it, in small letters
 * @param content the table that a full-text index is over; empty if it holds its rows itself, or has none
 */
record VirtualTable(String name, String module, Kind kind, String content) {

    /** What there is to dump of a virtual table. */
    enum Kind {
        /** It holds rows of its own, which SELECT and INSERT carry like those of a table. */
        ROWS,
        /** It is made of the rows of another table and can be rebuilt from those. */
        INDEX,
        /** It holds rows that cannot be read back. */
        CONTENTLESS,
        /** It holds no rows of its own, or none that this program can read. */
        OTHER
    }

    private static final String NAME =
            "(?:\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|\\[[^]]*]|'(?:[^']|'')*'|[^\\s(\"`\\[']+)";

    private static final Pattern DECLARATION = Pattern.compile(
            "CREATE\\s+VIRTUAL\\s+TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?" + NAME + "\\s*USING\\s*(" + NAME
                    + ")\\s*(?:\\((.*)\\))?.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** An option among the arguments; only full-text modules have this one. */
    private static final Pattern CONTENT =
            Pattern.compile("(?:^|,)\\s*content\\s*=\\s*(" + NAME + "?)\\s*(?=,|$)", Pattern.CASE_INSENSITIVE);

    static List<VirtualTable> all(Handle handle) {
        List<VirtualTable> tables = new ArrayList<>();
        handle.createQuery("""
                        SELECT name, sql FROM main.sqlite_schema
                        WHERE type = 'table' AND sql LIKE 'create virtual%' ORDER BY name""")
                .map((row, context) -> of(row.getString(1), row.getString(2)))
                .forEach(tables::add);
        return tables;
    }

    private static VirtualTable of(String name, String sql) {
        Matcher declaration = DECLARATION.matcher(sql);
        if (!declaration.matches()) {
            return new VirtualTable(name, "unknown", Kind.OTHER, "");
        }
        String module = unquoted(declaration.group(1)).toLowerCase(Locale.ROOT);
        String arguments = declaration.group(2) == null ? "" : declaration.group(2);
        return switch (module) {
            case "fts3", "fts4", "fts5" -> fullText(name, module, arguments);
            case "rtree", "rtree_i32" -> new VirtualTable(name, module, Kind.ROWS, "");
            default -> new VirtualTable(name, module, Kind.OTHER, "");
        };
    }

    private static VirtualTable fullText(String name, String module, String arguments) {
        Matcher option = CONTENT.matcher(arguments);
        if (!option.find()) {
            return new VirtualTable(name, module, Kind.ROWS, "");
        }
        String content = unquoted(option.group(1));
        return new VirtualTable(name, module, content.isEmpty() ? Kind.CONTENTLESS : Kind.INDEX, content);
    }

    private static String unquoted(String token) {
        if (token.length() < 2) {
            return token;
        }
        char quote = token.charAt(0);
        String inner = token.substring(1, token.length() - 1);
        return switch (quote) {
            case '"', '`', '\'' -> inner.replace("" + quote + quote, "" + quote);
            case '[' -> inner;
            default -> token;
        };
    }

    /** How the number of a row is called, which is no declared column of a full-text table. */
    String rowNumber() {
        return switch (module) {
            case "fts5" -> "rowid";
            case "fts3", "fts4" -> "docid";
            default -> "";
        };
    }

    /** Why a dump does not hold it. */
    String reason() {
        return switch (kind) {
            case ROWS -> "";
            case INDEX -> "a full-text index over " + content + "; it is rebuilt when that is restored";
            case CONTENTLESS ->
                "a full-text index without content (" + module
                        + "): SQLite cannot give back what it was made of, so fill it again after a reset";
            case OTHER -> "a virtual table (" + module + "); what it holds is not in the dump";
        };
    }
}
