package io.dbrestore.dialect.sqlite;

import io.dbrestore.spi.Column;
import io.dbrestore.spi.ForeignKey;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The foreign keys of tables, in the true spelling of what they refer to. SQLite takes a reference to anything: where
 * the target lacks the columns, the reference has none either. None is trusted, as SQLite checks them only on
 * connections that ask for it.
 */
final class ForeignKeys {

    /** @param to null if the reference is to the target's primary key */
    private record Reference(
            int id, String target, String from, @Nullable String to) {}

    private final Handle handle;
    private final List<Table> tables;

    ForeignKeys(Handle handle, List<Table> tables) {
        this.handle = handle;
        this.tables = tables;
    }

    List<Table> ofAll() {
        return tables.stream()
                .map(table ->
                        new Table(table.name(), table.columns(), table.primaryKey(), table.uniqueKeys(), of(table)))
                .toList();
    }

    private List<ForeignKey> of(Table table) {
        Map<Integer, List<Reference>> keys = new LinkedHashMap<>();
        handle.createQuery("""
                        SELECT id, "table", "from", "to" FROM pragma_foreign_key_list(:table, 'main') ORDER BY id DESC, seq""")
                .bind("table", table.name().name())
                .map((row, context) ->
                        new Reference(row.getInt(1), row.getString(2), row.getString(3), row.getString(4)))
                .forEach(reference -> keys.computeIfAbsent(reference.id(), id -> new ArrayList<>())
                        .add(reference));
        return keys.values().stream().map(references -> key(table, references)).toList();
    }

    private ForeignKey key(Table table, List<Reference> references) {
        String name = references.get(0).target();
        Optional<Table> target = tables.stream()
                .filter(candidate -> Names.same(candidate.name().name(), name))
                .findFirst();
        List<String> columns = references.stream()
                .map(reference -> column(table, reference.from()).orElse(reference.from()))
                .toList();
        return new ForeignKey(
                "",
                columns,
                target.map(Table::name).orElse(new TableName("", name)),
                target.map(there -> targetColumns(there, references)).orElse(List.of()),
                false);
    }

    private static List<String> targetColumns(Table target, List<Reference> references) {
        if (references.get(0).to() == null) {
            return target.primaryKey().size() == references.size() ? target.primaryKey() : List.of();
        }
        List<String> columns = new ArrayList<>();
        for (Reference reference : references) {
            column(target, String.valueOf(reference.to())).ifPresent(columns::add);
        }
        return columns.size() == references.size() ? columns : List.of();
    }

    private static Optional<String> column(Table table, String name) {
        return table.columns().stream()
                .map(Column::name)
                .filter(candidate -> Names.same(candidate, name))
                .findFirst();
    }
}
