package io.dbrestore.spi;

import java.util.List;
import java.util.Optional;

/**
 * A table and its columns.
 *
 * @param columns all columns in their own order, generated ones too
 * @param primaryKey the primary key's columns in key order; empty without one
 * @param uniqueKeys the other unique keys
 * @param foreignKeys the references of this table to others
 * @param partitioned whether its rows lie in parts that are tables themselves, as PostgreSQL's partitions are; the parts
 *     are not in the catalog then
 */
public record Table(
        TableName name,
        List<Column> columns,
        List<String> primaryKey,
        List<UniqueKey> uniqueKeys,
        List<ForeignKey> foreignKeys,
        boolean partitioned) {

    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        uniqueKeys = List.copyOf(uniqueKeys);
        foreignKeys = List.copyOf(foreignKeys);
    }

    /** A table that holds its rows itself. */
    public Table(
            TableName name,
            List<Column> columns,
            List<String> primaryKey,
            List<UniqueKey> uniqueKeys,
            List<ForeignKey> foreignKeys) {
        this(name, columns, primaryKey, uniqueKeys, foreignKeys, false);
    }

    /**
     * The columns that tell one row from another: the primary key, else the first unique key without nullable columns,
     * else empty.
     */
    public List<String> key() {
        if (!primaryKey.isEmpty()) {
            return primaryKey;
        }
        return uniqueKeys.stream()
                .map(UniqueKey::columns)
                .filter(columns -> columns.stream()
                        .noneMatch(name -> column(name).map(Column::nullable).orElse(true)))
                .findFirst()
                .orElse(List.of());
    }

    /** The column of that name, in the same spelling. */
    public Optional<Column> column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst();
    }

    /** The columns that carry data: all but the generated ones. */
    public List<Column> dataColumns() {
        return columns.stream().filter(column -> !column.isGenerated()).toList();
    }

    /** The same table with only these columns, in this order; what is asked of a dialect to read or to load. */
    public Table withColumns(List<Column> some) {
        return new Table(name, some, primaryKey, uniqueKeys, foreignKeys, partitioned);
    }
}
