package io.dbrestore.tck;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A table of a {@link ModelCase}. A row is a map from columns to literals as they stand in SQL, {@code NULL} among them.
 *
 * @param columns those of the table when it is dumped
 * @param primaryKey empty for none
 * @param gone columns that the table no longer has when the dump is restored
 * @param added columns that it has only then
 * @param filled columns that are nullable when dumped, and NOT NULL with a default when restored
 */
record ModelTable(
        String name,
        List<Column> columns,
        List<String> primaryKey,
        List<List<String>> uniqueKeys,
        List<Reference> references,
        Set<String> gone,
        List<Column> added,
        Set<String> filled) {

    static final String NULL = "NULL";

    /** @param byDefault a literal, {@code NULL} for none */
    record Column(String name, boolean isText, boolean nullable, String byDefault) {

        String definition(String quoted) {
            return quoted
                    + (isText ? " VARCHAR(20)" : " INTEGER")
                    + (byDefault.equals(NULL) ? "" : " DEFAULT " + byDefault)
                    + (nullable ? "" : " NOT NULL");
        }
    }

    record Reference(List<String> columns, String target, List<String> targetColumns) {}

    ModelTable {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        uniqueKeys = List.copyOf(uniqueKeys);
        references = List.copyOf(references);
        gone = Set.copyOf(gone);
        added = List.copyOf(added);
        filled = Set.copyOf(filled);
    }

    /** What rows are told apart by, as the documentation has it. */
    List<String> key() {
        if (!primaryKey.isEmpty()) {
            return primaryKey;
        }
        return uniqueKeys.stream()
                .filter(key -> key.stream().noneMatch(name -> column(name).nullable()))
                .findFirst()
                .orElse(List.of());
    }

    Column column(String columnName) {
        return find(columnName).orElseThrow();
    }

    Optional<Column> find(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst();
    }

    /** The table as it is when the dump is restored. */
    ModelTable now() {
        List<Column> nowColumns = new ArrayList<>();
        for (Column column : columns) {
            if (!gone.contains(column.name())) {
                nowColumns.add(
                        filled.contains(column.name())
                                ? new Column(column.name(), column.isText(), false, defaultOf(column))
                                : column);
            }
        }
        nowColumns.addAll(added);
        return new ModelTable(name, nowColumns, primaryKey, uniqueKeys, references, Set.of(), List.of(), Set.of());
    }

    private static String defaultOf(Column column) {
        return column.isText() ? "'d'" : "7";
    }

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** Columns that may not be changed or dropped without more ado. */
    Set<String> constrained() {
        Set<String> constrained = new LinkedHashSet<>(primaryKey);
        uniqueKeys.forEach(constrained::addAll);
        references.forEach(reference -> constrained.addAll(reference.columns()));
        return constrained;
    }

    ModelTable with(
            List<Column> otherColumns,
            List<List<String>> otherKeys,
            List<Reference> otherReferences,
            Set<String> otherGone,
            List<Column> otherAdded,
            Set<String> otherFilled) {
        return new ModelTable(
                name, otherColumns, primaryKey, otherKeys, otherReferences, otherGone, otherAdded, otherFilled);
    }

    static List<String> values(Map<String, String> row, List<String> names) {
        return names.stream().map(column -> row.getOrDefault(column, NULL)).toList();
    }

    static Comparator<Map<String, String>> byValues() {
        return Comparator.comparing(Object::toString);
    }
}
