package io.dbrestore.engine.restore;

import io.dbrestore.engine.Strategy;
import io.dbrestore.engine.format.TableEntry;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How one dumped table goes back.
 *
 * @param entry the table in the dump
 * @param shown the name of {@code target} for messages
 * @param dumpColumns the names, in the dump, of the columns that go back
 * @param target the table that takes them, as it is now
 * @param columns the columns that take them, in the order of {@code dumpColumns}
 * @param key the names of the columns that tell rows apart; empty for a table without a key
 * @param converted for columns whose type has changed since, by their name now: the column as it was dumped
 * @param defaulted columns that did take NULL and no longer do, but have a default: NULL in the dump counts as no value
 * @param strategy what to do with rows that exist
 * @param merge for a table without a key: whether its rows are kept and only missing ones inserted
 * @param rollsBack whether what is written into the table goes when the transaction is rolled back
 */
record TablePlan(
        TableEntry entry,
        TableName shown,
        List<String> dumpColumns,
        Table target,
        List<Column> columns,
        List<String> key,
        Map<String, Column> converted,
        Set<String> defaulted,
        Strategy strategy,
        boolean merge,
        boolean rollsBack) {

    TablePlan {
        dumpColumns = List.copyOf(dumpColumns);
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        converted = Map.copyOf(converted);
        defaulted = Set.copyOf(defaulted);
    }

    /** The same for a table that keeps what is written into it. */
    TablePlan beyondRollback() {
        return new TablePlan(
                entry, shown, dumpColumns, target, columns, key, converted, defaulted, strategy, merge, false);
    }

    List<Column> keyColumns() {
        return columns.stream().filter(column -> key.contains(column.name())).toList();
    }

    List<Column> otherColumns() {
        return columns.stream().filter(column -> !key.contains(column.name())).toList();
    }

    boolean refersToItself() {
        return target.foreignKeys().stream()
                .anyMatch(reference -> reference.target().equals(target.name()));
    }
}
