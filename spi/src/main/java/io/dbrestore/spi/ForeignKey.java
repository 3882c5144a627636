package io.dbrestore.spi;

import java.util.List;

/**
 * A reference from some columns of a table to the same number of columns of another, or of itself.
 *
 * @param name the constraint's name; empty where the database gives it none
 * @param columns the referring columns
 * @param target the table referred to
 * @param targetColumns the columns referred to, each beside its referring one
 * @param trusted whether the database vouches that every row obeys; where it does not (SQLite by default, MySQL after
 *     {@code foreign_key_checks = 0}), the rows of the source are checked when they are dumped
 */
public record ForeignKey(
        String name, List<String> columns, TableName target, List<String> targetColumns, boolean trusted) {

    public ForeignKey {
        columns = List.copyOf(columns);
        targetColumns = List.copyOf(targetColumns);
    }
}
