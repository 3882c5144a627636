package io.dbrestore.spi;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * How a database spells the pieces of SQL that the merge is made of. The defaults are standard SQL; a dialect
 * overrides what its database says differently or can do faster. In all of them the target table is called {@code t}
 * and the staging table {@code s}.
 */
public interface SqlSpelling {

    /** An identifier in its exact spelling, whatever it holds. */
    default String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    default String quote(TableName table) {
        return table.schema().isEmpty() ? quote(table.name()) : quote(table.schema()) + "." + quote(table.name());
    }

    /** The rows of a table, as they are named in FROM, UPDATE and DELETE: not those of tables that inherit from it. */
    default String rows(Table table) {
        return quote(table.name());
    }

    /** Where a staging table of that name goes, so that it cannot hide a table of the user's. */
    default TableName staging(String name) {
        return new TableName("", name);
    }

    /**
     * The type of a staging column. It may come from a dump that somebody else has made, so what does not look like a
     * type and nothing else is staged as text.
     */
    default String type(Column column) {
        return DeclaredType.isHarmless(column.type()) ? column.type() : "VARCHAR(1000000)";
    }

    /**
     * Creates a table that only this session sees. It must not commit the transaction. Each column must keep every
     * value that a column of its type can have, and nothing but that: no constraint, no default.
     *
     * @param columns the first of them numbers the rows: no two have the same value there, and none has NULL
     */
    default String createStaging(TableName staging, List<Column> columns) {
        return "CREATE TEMPORARY TABLE " + quote(staging)
                + columns.stream()
                        .map(column -> quote(column.name()) + " " + type(column))
                        .collect(joining(", ", " (", ")"));
    }

    /** Drops a staging table, without committing the transaction; empty where it goes by itself at the commit. */
    default String dropStaging(TableName staging) {
        return "DROP TABLE " + quote(staging);
    }

    /** Lets rows of a staging table be found by these columns; empty where the database does so by itself or cannot. */
    default String indexStaging(TableName staging, List<String> columns) {
        return "";
    }

    /** Whether two expressions are both NULL, or both not and equal under the database's own equality. */
    default String nullSafeEqual(String left, String right) {
        return left + " IS NOT DISTINCT FROM " + right;
    }

    /**
     * Expressions that tell the values of a column apart to the last bit. Two values are the same if and only if each
     * of these is {@linkplain #nullSafeEqual equal}: not so for the plain value where the database takes {@code 'a'}
     * and {@code 'A'}, or 1.0 and 1.00, for equal, or cannot compare the type at all.
     */
    default List<String> identity(String expression, Column column) {
        return List.of(expression);
    }

    /** Whether the rows {@code left} and {@code right}, aliases both, are the same in these columns to the last bit. */
    default String sameRow(String left, String right, List<Column> columns) {
        StringBuilder same = new StringBuilder("1 = 1");
        for (Column column : columns) {
            List<String> lefts = identity(left + "." + quote(column.name()), column);
            List<String> rights = identity(right + "." + quote(column.name()), column);
            for (int i = 0; i < lefts.size(); i++) {
                same.append(" AND ").append(nullSafeEqual(lefts.get(i), rights.get(i)));
            }
        }
        return same.toString();
    }

    /** The head of an INSERT that brings values for these columns; for identity columns too, which count on their own. */
    default String insertInto(TableName table, List<Column> columns) {
        boolean counted = columns.stream().anyMatch(column -> column.origin() == Column.Origin.IDENTITY);
        return "INSERT INTO " + quote(table)
                + columns.stream().map(column -> quote(column.name())).collect(joining(", ", " (", ")"))
                + (counted ? " OVERRIDING SYSTEM VALUE" : "");
    }

    /**
     * Sets a column of those rows of {@code s} that meet a row of the target.
     *
     * @param value an expression over both
     * @param condition which row of {@code t} a row of {@code s} meets; never more than one
     */
    default String classify(Table target, TableName staging, Column column, String value, String condition) {
        String name = quote(column.name());
        return "UPDATE " + quote(staging) + " AS s SET " + name + " = COALESCE((SELECT " + value + " FROM "
                + rows(target) + " t WHERE " + condition + "), s." + name + ")";
    }

    /**
     * Rows of {@code s}, each with the row of the target that it meets, as they are named in FROM. There may be many of
     * both, and the database may think that there are few.
     *
     * @param key columns by which the target can find a row, as the condition does
     */
    default String meeting(TableName staging, Table target, List<String> key, String condition) {
        return quote(staging) + " s JOIN " + rows(target) + " t ON " + condition;
    }

    /**
     * Inserts rows of {@code s} into the target.
     *
     * @param columns the columns that get values, the same in both tables; others get their defaults
     * @param condition which rows of {@code s}
     */
    default String insert(Table target, TableName staging, List<Column> columns, String condition) {
        String values =
                columns.stream().map(column -> "s." + quote(column.name())).collect(joining(", "));
        return insertInto(target.name(), columns) + " SELECT " + values + " FROM " + quote(staging) + " s WHERE "
                + condition;
    }

    /**
     * Updates rows of the target from rows of {@code s}.
     *
     * @param columns the columns that get new values, the same in both tables; at least one
     * @param condition which row of {@code t} gets the values of which row of {@code s}; no row of {@code t} finds two
     */
    default String update(Table target, TableName staging, List<Column> columns, String condition) {
        String assignments = columns.stream()
                .map(column -> quote(column.name()) + " = s." + quote(column.name()))
                .collect(joining(", "));
        return "MERGE INTO " + rows(target) + " t USING " + quote(staging) + " s ON (" + condition
                + ") WHEN MATCHED THEN UPDATE SET " + assignments;
    }

    /**
     * What has to be done first so that {@link #update} writes every bit, where the database leaves a value alone that
     * it takes for equal to the new one; empty where it does not.
     */
    default String beforeUpdate(Table target, TableName staging, List<Column> columns, String condition) {
        return "";
    }

    /** Deletes the rows of the target, called {@code t}, that fulfil {@code condition}; {@code s} is not in scope. */
    default String delete(Table target, String condition) {
        return "DELETE FROM " + rows(target) + " AS t WHERE " + condition;
    }

    /** The value of {@code expression} as it is put into a column of the type of {@code to}. */
    default String convert(String expression, Column from, Column to) {
        return "CAST(" + expression + " AS " + to.type() + ")";
    }

    /**
     * Whether a value that the database converted to another type kept its meaning: {@code '42'} for 42 does, 7 for
     * {@code '007'} does not. NULL counts as kept.
     *
     * @param original an expression of the type of {@code from}
     * @param converted an expression of the type of {@code to}
     */
    default String convertedExactly(String original, Column from, String converted, Column to) {
        return nullSafeEqual("CAST(" + converted + " AS " + type(from) + ")", original);
    }

    /**
     * A value of this column that no row has, made from the staging column {@code rowNumber} (an expression), to move a
     * row out of another's way for a moment while rows swap the values of a unique key; empty if there is none.
     */
    default String parkingValue(Column column, String rowNumber) {
        return switch (column.jdbcType()) {
            case java.sql.Types.SMALLINT, java.sql.Types.INTEGER, java.sql.Types.BIGINT -> "-20000 - " + rowNumber;
            case java.sql.Types.CHAR, java.sql.Types.VARCHAR, java.sql.Types.LONGVARCHAR, java.sql.Types.CLOB ->
                "'~' || " + rowNumber;
            default -> "";
        };
    }
}
