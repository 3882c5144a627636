package io.dbrestore.dialect.sqlite;

import io.dbrestore.spi.Column;
import io.dbrestore.spi.ForeignKey;
import io.dbrestore.spi.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The foreign keys of tables, in the true spelling of what they refer to. SQLite takes a reference to anything: one
 * whose target is no table, or lacks the columns, is left out, since there is nothing to check it against. None is
 * trusted, as SQLite checks them only on connections that ask for it.
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
        return keys.values().stream()
                .map(references -> key(table, references))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<ForeignKey> key(Table table, List<Reference> references) {
        Optional<Table> target = tables.stream()
                .filter(candidate ->
                        sameName(candidate.name().name(), references.get(0).target()))
                .findFirst();
        if (target.isEmpty()) {
            return Optional.empty();
        }
        List<String> columns = new ArrayList<>();
        List<String> targetColumns = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) {
            Optional<String> from = column(table, references.get(i).from());
            Optional<String> to = targetColumn(target.get(), references.get(i).to(), i, references.size());
            if (from.isEmpty() || to.isEmpty()) {
                return Optional.empty();
            }
            columns.add(from.get());
            targetColumns.add(to.get());
        }
        return Optional.of(new ForeignKey("", columns, target.get().name(), targetColumns, false));
    }

    private static Optional<String> targetColumn(Table target, @Nullable String name, int i, int count) {
        if (name != null) {
            return column(target, name);
        }
        List<String> key = target.primaryKey();
        return key.size() == count ? Optional.of(key.get(i)) : Optional.empty();
    }

    private static Optional<String> column(Table table, String name) {
        return table.columns().stream()
                .map(Column::name)
                .filter(candidate -> sameName(candidate, name))
                .findFirst();
    }

    /** SQLite folds ASCII letters in names, and no others. */
    static boolean sameName(String one, String other) {
        return fold(one).equals(fold(other));
    }

    private static String fold(String name) {
        StringBuilder folded = new StringBuilder(name);
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                folded.setCharAt(i, (char) (c + 'a' - 'A'));
            }
        }
        return folded.toString();
    }
}
