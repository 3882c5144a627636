package io.dbrestore.dialect.mysql;

import static java.util.stream.Collectors.joining;

import io.dbrestore.spi.Column;
import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.util.List;

/** How MySQL and MariaDB spell the pieces of the merge. Nothing here may commit the transaction by itself. */
final class MySqlSql implements SqlSpelling {

    @Override
    public String quote(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }

    /** {@code TEMPORARY} is what keeps this from committing. */
    @Override
    public String dropStaging(TableName staging) {
        return "DROP TEMPORARY TABLE " + quote(staging);
    }

    @Override
    public String nullSafeEqual(String left, String right) {
        return left + " <=> " + right;
    }

    @Override
    public String insertInto(TableName table, List<Column> columns) {
        return "INSERT INTO " + quote(table)
                + columns.stream().map(column -> quote(column.name())).collect(joining(", ", " (", ")"));
    }

    @Override
    public String update(Table target, TableName staging, List<Column> columns, String condition) {
        String assignments = columns.stream()
                .map(column -> "t." + quote(column.name()) + " = s." + quote(column.name()))
                .collect(joining(", "));
        return "UPDATE " + quote(target.name()) + " t JOIN " + quote(staging) + " s ON " + condition + " SET "
                + assignments;
    }

    @Override
    public String delete(Table target, String condition) {
        return "DELETE t FROM " + quote(target.name()) + " t WHERE " + condition;
    }
}
