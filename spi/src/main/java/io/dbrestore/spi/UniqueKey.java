package io.dbrestore.spi;

import java.util.List;

/**
 * Columns whose values no two rows share, except where one of them is NULL. Only keys over plain columns and all rows
 * count: an index with a condition or an expression is left out, and a clash on it is found by the database itself.
 *
 * @param name the constraint's or index's name, for messages
 */
public record UniqueKey(String name, List<String> columns) {

    public UniqueKey {
        columns = List.copyOf(columns);
    }
}
