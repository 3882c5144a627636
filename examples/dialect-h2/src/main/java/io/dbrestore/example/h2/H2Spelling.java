package io.dbrestore.example.h2;

import static java.util.stream.Collectors.joining;

import io.dbrestore.spi.Column;
import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.util.List;

/** The SQL of H2: DDL commits, but for temporary tables that are made with the word TRANSACTIONAL. */
final class H2Spelling implements SqlSpelling {

    @Override
    public String createStaging(TableName staging, List<Column> columns) {
        return "CREATE LOCAL TEMPORARY TABLE " + quote(staging)
                + columns.stream()
                        .map(column -> quote(column.name()) + " " + column.type())
                        .collect(joining(", ", " (", ")"))
                + " ON COMMIT DROP TRANSACTIONAL";
    }

    @Override
    public String dropStaging(TableName staging) {
        return ""; // DROP TABLE commits, and the table goes by itself
    }

    /** Text is equal under a collation, or without regard to case; moments are equal whatever their offset. */
    @Override
    public List<String> identity(String expression, Column column) {
        return switch (column.jdbcType()) {
            case java.sql.Types.CHAR, java.sql.Types.VARCHAR, java.sql.Types.CLOB ->
                List.of("CAST(" + expression + " AS BINARY LARGE OBJECT)");
            case java.sql.Types.TIME_WITH_TIMEZONE, java.sql.Types.TIMESTAMP_WITH_TIMEZONE ->
                List.of("CAST(" + expression + " AS VARCHAR)");
            default -> List.of(expression);
        };
    }

    @Override
    public String insert(Table target, TableName staging, List<Column> columns, String condition) {
        String values =
                columns.stream().map(column -> "s." + quote(column.name())).collect(joining(", "));
        return "INSERT INTO " + quote(target.name()) + columns(columns) + " SELECT " + values + " FROM "
                + quote(staging) + " s WHERE " + condition;
    }

    /** The columns of an INSERT, and that a number for an identity column is meant. */
    String columns(List<Column> columns) {
        return columns.stream()
                .map(column -> quote(column.name()))
                .collect(joining(", ", " (", ") OVERRIDING SYSTEM VALUE"));
    }

    /** The standard's correlated subquery would read the whole staging table, which has no index, for each row. */
    @Override
    public String update(Table target, TableName staging, List<Column> columns, String condition) {
        String assignments = columns.stream()
                .map(column -> quote(column.name()) + " = s." + quote(column.name()))
                .collect(joining(", "));
        return "MERGE INTO " + quote(target.name()) + " t USING " + quote(staging) + " s ON (" + condition
                + ") WHEN MATCHED THEN UPDATE SET " + assignments;
    }
}
