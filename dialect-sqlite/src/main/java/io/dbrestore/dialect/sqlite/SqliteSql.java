package io.dbrestore.dialect.sqlite;

import static java.util.stream.Collectors.joining;

import io.dbrestore.spi.Column;
import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.util.List;

/** How SQLite spells the pieces of the merge. Staging tables live in the schema {@code temp}, so the file is not written. */
final class SqliteSql implements SqlSpelling {

    /** In backticks: a name in double quotes that SQLite does not find would silently become a string. */
    @Override
    public String quote(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }

    /** With its schema in any case: without one a temporary table of the same name would be found first. */
    @Override
    public String quote(TableName table) {
        return quote(table.schema().isEmpty() ? "main" : table.schema()) + "." + quote(table.name());
    }

    @Override
    public TableName staging(String name) {
        return new TableName("temp", name);
    }

    /** Columns of the same affinity and collation as the target's, so that both sides compare like one column. */
    @Override
    public String createStaging(TableName staging, List<Column> columns) {
        return "CREATE TABLE " + quote(staging)
                + columns.stream()
                        .map(column -> quote(column.name()) + " " + Affinity.harmless(column.type()))
                        .collect(joining(", ", " (", ")"));
    }

    @Override
    public String dropStaging(TableName staging) {
        return "DROP TABLE IF EXISTS " + quote(staging);
    }

    @Override
    public String indexStaging(TableName staging, List<String> columns) {
        TableName index = new TableName(staging.schema(), staging.name() + " by " + String.join(", ", columns));
        return "CREATE INDEX IF NOT EXISTS " + quote(index) + " ON " + quote(staging.name())
                + columns.stream().map(this::quote).collect(joining(", ", " (", ")"));
    }

    @Override
    public String nullSafeEqual(String left, String right) {
        return left + " IS " + right;
    }

    /**
     * The storage class, and the value without affinity, since '1' and 1 would be equal in a numeric column. Minus zero
     * is kept in columns without affinity only; of all that SQLite can compute of it, just the angle shows the sign.
     */
    @Override
    public List<String> identity(String expression, Column column) {
        String storageClass = "typeof(" + expression + ")";
        String value = "+" + expression + " COLLATE BINARY";
        return Affinity.of(column.type()) == Affinity.NONE
                ? List.of(
                        storageClass, value, "CASE WHEN +" + expression + " = 0 THEN atan2(" + expression + ", -1) END")
                : List.of(storageClass, value);
    }

    /** Nested in halves: SQLite takes an expression of a depth of 1,000, and a table may have 2,000 columns. */
    @Override
    public String sameRow(String left, String right, List<Column> columns) {
        if (columns.size() > 1) {
            int half = columns.size() / 2;
            return "(" + sameRow(left, right, columns.subList(0, half)) + " AND "
                    + sameRow(left, right, columns.subList(half, columns.size())) + ")";
        }
        return SqlSpelling.super.sameRow(left, right, columns);
    }

    @Override
    public String update(Table target, TableName staging, List<Column> columns, String condition) {
        String assignments = columns.stream()
                .map(column -> quote(column.name()) + " = s." + quote(column.name()))
                .collect(joining(", "));
        return "UPDATE " + quote(target.name()) + " AS t SET " + assignments + " FROM " + quote(staging)
                + " AS s WHERE " + condition;
    }

    /** As it is: the column that it is put into converts it as it would any value; CAST makes 0 of what is no number. */
    @Override
    public String convert(String expression, Column from, Column to) {
        return expression;
    }

    @Override
    public String insertInto(TableName table, List<Column> columns) {
        return "INSERT INTO " + quote(table)
                + columns.stream().map(column -> quote(column.name())).collect(joining(", ", " (", ")"));
    }

    /**
     * Within a storage class, and between integers and reals, SQLite compares exactly. Between text and numbers, the
     * text must be what the number is written as.
     */
    @Override
    public String convertedExactly(String original, Column from, String converted, Column to) {
        return """
                CASE
                  WHEN %1$s IS NULL THEN 1
                  WHEN typeof(%1$s) = typeof(%2$s) THEN +%1$s COLLATE BINARY = +%2$s
                  WHEN typeof(%1$s) IN ('integer', 'real') AND typeof(%2$s) IN ('integer', 'real') THEN +%1$s = +%2$s
                  WHEN typeof(%1$s) = 'text' AND typeof(%2$s) IN ('integer', 'real')
                    THEN CAST(%2$s AS TEXT) COLLATE BINARY = +%1$s
                  WHEN typeof(%1$s) IN ('integer', 'real') AND typeof(%2$s) = 'text'
                    THEN CAST(%2$s AS NUMERIC) = +%1$s
                  ELSE 0
                END""".formatted("(" + original + ")", "(" + converted + ")");
    }

    /** Far from where anybody's values are. */
    @Override
    public String parkingValue(Column column, String rowNumber) {
        if (Affinity.of(column.type()) == Affinity.NONE && column.type().contains("BLOB")) {
            return "CAST('db-restore parks ' || " + rowNumber + " AS BLOB)"; // a STRICT table takes nothing else
        }
        return switch (Affinity.of(column.type())) {
            case TEXT -> "'db-restore parks ' || " + rowNumber;
            case REAL -> "-1.5e300 * (1 + " + rowNumber + ")";
            case NONE, NUMERIC, INTEGER -> "-9223372036854775807 + " + rowNumber;
        };
    }
}
