package io.dbrestore.dialect.postgres;

import static java.util.stream.Collectors.joining;

import io.dbrestore.spi.Column;
import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.util.List;
import java.util.stream.IntStream;

/**
 * SQL as PostgreSQL spells it. Types come in the catalog's spelling: those of PostgreSQL itself without a schema, all
 * others with theirs, so a point in its name tells that a type is not built in.
 */
final class PostgresSql implements SqlSpelling {

    /**
     * Creates a table whose columns have types that may be domains, whose rules must not apply to staged rows, or that
     * may be gone since the dump was made. Parameters: the table's name, and a row for each column with its place, its
     * name and its type.
     */
    @SuppressWarnings("InlineFormatString") // a statement reads best on its own
    private static final String CREATE_STAGING = """
            DECLARE
                definition pg_catalog.text;
            BEGIN
                WITH RECURSIVE declared (place, name, type) AS (
                    VALUES %2$s
                ), resolved (place, name, type, oid) AS (
                    SELECT place, name, type, pg_catalog.to_regtype(type)::pg_catalog.oid FROM declared
                    UNION ALL
                    SELECT r.place, r.name, pg_catalog.format_type(t.typbasetype, t.typtypmod), t.typbasetype
                    FROM resolved r JOIN pg_catalog.pg_type t ON t.oid = r.oid AND t.typtype = 'd'
                )
                SELECT pg_catalog.string_agg(
                        pg_catalog.format('%%I %%s', r.name, CASE WHEN r.oid IS NULL THEN 'text' ELSE r.type END),
                        ', ' ORDER BY r.place)
                INTO definition
                FROM resolved r
                WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_type t WHERE t.oid = r.oid AND t.typtype = 'd');
                EXECUTE 'CREATE TEMPORARY TABLE %1$s (' || definition || ') ON COMMIT DROP';
            END""";

    /** A table that others inherit from does not own their rows; one with partitions has no rows without them. */
    @Override
    public String rows(Table table) {
        return table.partitioned() ? quote(table.name()) : "ONLY " + quote(table.name());
    }

    @Override
    public TableName staging(String name) {
        return new TableName("pg_temp", name);
    }

    @Override
    public String type(Column column) {
        String type = SqlSpelling.super.type(column);
        return type.equals(column.type()) ? type : "text";
    }

    @Override
    public String createStaging(TableName staging, List<Column> columns) {
        if (columns.stream().noneMatch(PostgresSql::isForeign)) {
            return SqlSpelling.super.createStaging(staging, columns) + " ON COMMIT DROP";
        }
        String rows = IntStream.range(0, columns.size())
                .mapToObj(i ->
                        "(" + i + ", " + literal(columns.get(i).name()) + ", " + literal(type(columns.get(i))) + ")")
                .collect(joining(", "));
        String name = quote(staging).replace("'", "''");
        return "DO " + literal(String.format(CREATE_STAGING, name, rows));
    }

    /**
     * Compares the images of the rows: equality would take 1.0 for 1.00, and does not exist for json. Both sides must be
     * of the very same types, and staging has the type under a domain.
     */
    @Override
    public String sameRow(String left, String right, List<Column> columns) {
        if (columns.isEmpty()) {
            return "1 = 1";
        }
        return row(left, columns) + " OPERATOR(pg_catalog.*=) " + row(right, columns);
    }

    private String row(String alias, List<Column> columns) {
        return columns.stream()
                .map(column -> {
                    String value = alias + "." + quote(column.name());
                    return isForeign(column) ? "CAST(" + value + " AS " + column.type() + ")" : value;
                })
                .collect(joining(", ", "CAST(ROW(", ") AS record)")); // uncast, rows are compared value by value
    }

    /** The text of a value tells it apart to the last bit, whatever its type thinks is equal. */
    @Override
    public List<String> identity(String expression, Column column) {
        return switch (column.type()) {
            case "bigint", "boolean", "bytea", "date", "integer", "smallint", "uuid" -> List.of(expression);
            default -> List.of("CAST(" + expression + " AS text) COLLATE \"C\"");
        };
    }

    /** A join, since a subquery would be run for each row. */
    @Override
    public String classify(Table target, TableName staging, Column column, String value, String condition) {
        return "UPDATE " + quote(staging) + " AS s SET " + quote(column.name()) + " = " + value + " FROM "
                + rows(target) + " AS t WHERE " + condition;
    }

    @Override
    public String update(Table target, TableName staging, List<Column> columns, String condition) {
        String assignments = columns.stream()
                .map(column -> quote(column.name()) + " = s." + quote(column.name()))
                .collect(joining(", "));
        return "UPDATE " + rows(target) + " AS t SET " + assignments + " FROM " + quote(staging) + " s WHERE "
                + condition;
    }

    /** By way of text where a type is not built in: there is seldom a cast between two of those. */
    @Override
    public String convert(String expression, Column from, Column to) {
        return isForeign(from) || isForeign(to)
                ? "CAST(CAST(" + expression + " AS text) AS " + to.type() + ")"
                : "CAST(" + expression + " AS " + to.type() + ")";
    }

    /** Compares texts, since not every type can be compared; a type that is gone is staged as text. */
    @Override
    public String convertedExactly(String original, Column from, String converted, Column to) {
        if (from.type().equals("json") && to.type().equals("jsonb")) {
            return converted + " = CAST(" + original + " AS jsonb)";
        }
        String back = isForeign(from) ? converted : "CAST(" + converted + " AS " + type(from) + ")";
        return nullSafeEqual("CAST(" + back + " AS text)", "CAST(" + original + " AS text)");
    }

    @Override
    public String parkingValue(Column column, String rowNumber) {
        return column.type().equals("uuid")
                ? "pg_catalog.gen_random_uuid()"
                : SqlSpelling.super.parkingValue(column, rowNumber);
    }

    private static boolean isForeign(Column column) {
        return column.type().contains(".");
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
