package io.dbrestore.dialect.sqlite;

import io.dbrestore.spi.Column;
import io.dbrestore.spi.Column.Origin;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A table as SQLite's pragmas describe it.
 *
 * @param columns all but the hidden ones of virtual tables
 */
record TableDefinition(String name, boolean withoutRowid, boolean strict, List<ColumnDefinition> columns) {

    /**
     * A column as table_xinfo describes it.
     *
     * @param defaultValue the expression, or null
     * @param keyPosition where it stands in the primary key, from 1; 0 outside of it
     * @param hidden 0 for an ordinary column, 2 and 3 for generated ones
     */
    record ColumnDefinition(
            String name,
            String type,
            boolean notNull,
            @Nullable String defaultValue,
            int keyPosition,
            int hidden) {

        Column described(TableDefinition table, Keys keys) {
            boolean counted = keys.isRowid(name);
            boolean required = notNull || counted || (keyPosition > 0 && (table.withoutRowid || table.strict));
            String ownType = table.strict && type.equalsIgnoreCase("ANY") ? "" : type; // elsewhere ANY is numeric
            return new Column(
                    name,
                    Affinity.of(ownType).jdbcType(),
                    Affinity.withCollation(ownType, keys.collation(name)),
                    !required,
                    counted || (defaultValue != null && !defaultValue.equalsIgnoreCase("NULL")),
                    hidden > 1 ? Origin.GENERATED : counted ? Origin.IDENTITY : Origin.GIVEN);
        }
    }

    /** Ordinary and virtual tables, without their shadow tables and without SQLite's own. */
    static List<TableDefinition> all(Handle handle) {
        return handle.createQuery("""
                        SELECT name, type, wr, strict FROM pragma_table_list
                        WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                        ORDER BY name""")
                .map((row, context) -> new TableDefinition(
                        row.getString(1),
                        row.getBoolean(3),
                        row.getBoolean(4),
                        row.getString(2).equals("table") ? columns(handle, row.getString(1)) : List.of()))
                .list();
    }

    static List<ColumnDefinition> columns(Handle handle, String table) {
        return handle.createQuery("""
                        SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(:table, 'main')
                        WHERE hidden <> 1 ORDER BY cid""")
                .bind("table", table)
                .map((row, context) -> new ColumnDefinition(
                        row.getString(1),
                        row.getString(2),
                        row.getBoolean(3),
                        row.getString(4),
                        row.getInt(5),
                        row.getInt(6)))
                .list();
    }

    List<String> primaryKey() {
        return columns.stream()
                .filter(column -> column.keyPosition() > 0)
                .sorted(Comparator.comparingInt(ColumnDefinition::keyPosition))
                .map(ColumnDefinition::name)
                .toList();
    }
}
