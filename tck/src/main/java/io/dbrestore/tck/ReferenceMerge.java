package io.dbrestore.tck;

import static io.dbrestore.tck.ModelTable.NULL;

import io.dbrestore.engine.Strategy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a restore must come to, in the simplest words: lists of maps, one row after the other. Whether the outcome would
 * break a unique key or a reference is looked at in the end, since that is when it counts.
 */
final class ReferenceMerge {

    private final ModelCase model;
    private final Map<String, List<Map<String, String>>> rows = new LinkedHashMap<>();
    private final Map<String, Counts> counts = new LinkedHashMap<>();

    /** As in the report of a restore. */
    record Counts(long inserted, long updated, long unchanged, long skipped, long deleted) {}

    ReferenceMerge(ModelCase model) {
        this.model = model;
        for (ModelTable table : model.tables()) {
            merge(table);
        }
    }

    Map<String, List<Map<String, String>>> rows() {
        return rows;
    }

    Counts counts(String table) {
        return counts.getOrDefault(table, new Counts(0, 0, 0, 0, 0));
    }

    private void merge(ModelTable was) {
        ModelTable table = was.now();
        List<String> common =
                was.names().stream().filter(name -> !was.gone().contains(name)).toList();
        List<Map<String, String>> there = new ArrayList<>();
        model.existing(was.name()).forEach(row -> there.add(new LinkedHashMap<>(row)));
        rows.put(was.name(), there);
        List<Map<String, String>> dumped = model.dumped(was.name());
        List<String> key = table.key();
        boolean someKeyIsNull = dumped.stream().anyMatch(row -> keyIsNull(row, key))
                || there.stream().anyMatch(row -> keyIsNull(row, key));
        boolean replace = model.strategy() == Strategy.REPLACE;
        boolean keylessMerge = model.keylessMerge() || model.strategy() == Strategy.SKIP;
        if (key.isEmpty() ? !keylessMerge : someKeyIsNull && replace) {
            counts.put(was.name(), replaceAll(was, table, common, dumped, there));
        } else {
            counts.put(was.name(), mergeRows(was, table, common, dumped, there));
        }
    }

    private Counts mergeRows(
            ModelTable was,
            ModelTable table,
            List<String> common,
            List<Map<String, String>> dumped,
            List<Map<String, String>> there) {
        List<String> key = table.key();
        List<Map<String, String>> unmatched = new ArrayList<>(there);
        long inserted = 0;
        long updated = 0;
        long unchanged = 0;
        long skipped = 0;
        for (Map<String, String> row : dumped) {
            boolean byKey = !key.isEmpty() && !keyIsNull(row, key);
            List<String> compared = byKey ? present(was, common, row) : presentInAll(was, common, dumped);
            List<String> sought = byKey ? key : compared;
            Optional<Map<String, String>> match = unmatched.stream()
                    .filter(other -> ModelTable.values(other, sought).equals(ModelTable.values(row, sought)))
                    .findFirst();
            if (match.isEmpty()) {
                there.add(inserted(table, present(was, common, row), row));
                inserted++;
                continue;
            }
            unmatched.removeIf(other -> other == match.get());
            if (ModelTable.values(match.get(), compared).equals(ModelTable.values(row, compared))) {
                unchanged++;
            } else if (model.strategy() == Strategy.SKIP) {
                skipped++;
            } else {
                compared.forEach(name -> match.get().put(name, row.getOrDefault(name, NULL)));
                updated++;
            }
        }
        long deleted = 0;
        if (model.strategy() == Strategy.REPLACE && !key.isEmpty()) {
            deleted = unmatched.size();
            there.removeIf(row -> unmatched.stream().anyMatch(other -> other == row));
        }
        return new Counts(inserted, updated, unchanged, skipped, deleted);
    }

    /** The table becomes the dump, unless it is that already. */
    private static Counts replaceAll(
            ModelTable was,
            ModelTable table,
            List<String> common,
            List<Map<String, String>> dumped,
            List<Map<String, String>> there) {
        Map<List<String>, Integer> surplus = new HashMap<>();
        there.forEach(row -> surplus.merge(ModelTable.values(row, common), 1, Integer::sum));
        dumped.forEach(row -> surplus.merge(ModelTable.values(row, common), -1, Integer::sum));
        if (surplus.values().stream().allMatch(count -> count == 0)) {
            return new Counts(0, 0, dumped.size(), 0, 0);
        }
        there.clear();
        dumped.forEach(row -> there.add(inserted(table, present(was, common, row), row)));
        long deleted = surplus.values().stream()
                .filter(count -> count > 0)
                .mapToLong(count -> count)
                .sum();
        return new Counts(dumped.size(), 0, 0, 0, deleted);
    }

    private static boolean keyIsNull(Map<String, String> row, List<String> key) {
        return key.stream().anyMatch(name -> row.getOrDefault(name, NULL).equals(NULL));
    }

    /** A NULL for a column that takes none any more counts as if the row did not have the column. */
    private static List<String> present(ModelTable was, List<String> common, Map<String, String> row) {
        return common.stream()
                .filter(name -> !was.filled().contains(name)
                        || !row.getOrDefault(name, NULL).equals(NULL))
                .toList();
    }

    private static List<String> presentInAll(ModelTable was, List<String> common, List<Map<String, String>> rows) {
        return common.stream()
                .filter(name ->
                        rows.stream().allMatch(row -> present(was, common, row).contains(name)))
                .toList();
    }

    private static Map<String, String> inserted(ModelTable table, List<String> present, Map<String, String> row) {
        Map<String, String> result = new LinkedHashMap<>();
        for (ModelTable.Column column : table.columns()) {
            result.put(
                    column.name(),
                    present.contains(column.name()) ? row.getOrDefault(column.name(), NULL) : column.byDefault());
        }
        return result;
    }

    /** Whether the outcome is one that no database would have allowed. */
    boolean isConflict() {
        return model.tables().stream().map(ModelTable::now).anyMatch(table -> !isValid(table, rows));
    }

    /** Whether the rows of a table keep its unique keys, and refer to rows that exist. */
    static boolean isValid(ModelTable table, Map<String, List<Map<String, String>>> rows) {
        return rows.getOrDefault(table.name(), List.of()).stream()
                .allMatch(row -> isValid(row, table, rows.getOrDefault(table.name(), List.of()), rows));
    }

    static boolean isValid(
            Map<String, String> row,
            ModelTable table,
            List<Map<String, String>> siblings,
            Map<String, List<Map<String, String>>> rows) {
        List<List<String>> keys = new ArrayList<>(table.uniqueKeys());
        keys.add(table.primaryKey());
        for (List<String> key : keys) {
            if (!key.isEmpty()
                    && !keyIsNull(row, key)
                    && siblings.stream()
                                    .filter(other ->
                                            ModelTable.values(other, key).equals(ModelTable.values(row, key)))
                                    .count()
                            > 1) {
                return false;
            }
        }
        for (ModelTable.Reference reference : table.references()) {
            Set<List<String>> targets = new HashSet<>();
            rows.getOrDefault(reference.target(), List.of())
                    .forEach(target -> targets.add(ModelTable.values(target, reference.targetColumns())));
            if (!keyIsNull(row, reference.columns())
                    && !targets.contains(ModelTable.values(row, reference.columns()))) {
                return false;
            }
        }
        return true;
    }
}
