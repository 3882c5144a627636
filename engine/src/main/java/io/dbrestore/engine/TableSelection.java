package io.dbrestore.engine;

import io.dbrestore.spi.TableName;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which tables take part. Patterns are globs ({@code *} and {@code ?}) over {@code schema.table}, or over the table's
 * name alone; the case of letters does not count.
 *
 * @param only if not empty, only tables that one of these matches
 * @param except tables that none of these matches
 * @param include tables of migration tools, which are left out otherwise
 * @param schemas if not empty, only tables in a schema that one of these matches
 */
public record TableSelection(List<String> only, List<String> except, List<String> include, List<String> schemas) {

    /** All the user's tables. */
    public static final TableSelection ALL = new TableSelection(List.of(), List.of(), List.of());

    /** Of all schemas. */
    public TableSelection(List<String> only, List<String> except, List<String> include) {
        this(only, except, include, List.of());
    }

    public TableSelection {
        schemas = List.copyOf(schemas);
        only = List.copyOf(only);
        except = List.copyOf(except);
        include = List.copyOf(include);
    }

    /** The same, but in these schemas only. */
    public TableSelection inSchemas(List<String> others) {
        return new TableSelection(only, except, include, others);
    }

    /** Whether the user wants this table, as far as schemas, {@code --tables} and {@code --exclude} go. */
    public boolean selects(TableName table) {
        return (schemas.isEmpty() || schemas.stream().anyMatch(schema -> isIn(schema, table)))
                && (only.isEmpty() || matches(only, table))
                && !matches(except, table);
    }

    /** Whether {@code table} is in a schema that {@code schema} matches. */
    public static boolean isIn(String schema, TableName table) {
        return pattern(schema).matcher(table.schema()).matches();
    }

    /** Whether the user wants this table although it is a migration tool's. */
    public boolean includes(TableName table) {
        return matches(include, table);
    }

    private static boolean matches(List<String> globs, TableName table) {
        return globs.stream()
                .map(TableSelection::pattern)
                .anyMatch(pattern -> pattern.matcher(table.name()).matches()
                        || pattern.matcher(table.toString()).matches());
    }

    private static Pattern pattern(String glob) {
        String regex = Pattern.quote(glob).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }
}
