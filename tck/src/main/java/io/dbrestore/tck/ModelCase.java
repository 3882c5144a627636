package io.dbrestore.tck;

import static java.util.stream.Collectors.joining;

import io.dbrestore.engine.Strategy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One case of {@link MergeModelTest}: a schema, the rows that are dumped, the rows that are there when the dump is
 * restored, and how it is restored.
 */
record ModelCase(
        List<ModelTable> tables,
        Map<String, List<Map<String, String>>> dumpedRows,
        Map<String, List<Map<String, String>>> existingRows,
        Strategy strategy,
        boolean keylessMerge) {

    List<Map<String, String>> dumped(String table) {
        return dumpedRows.getOrDefault(table, List.of());
    }

    List<Map<String, String>> existing(String table) {
        return existingRows.getOrDefault(table, List.of());
    }

    /** Removes rows until every unique key is kept and every reference leads somewhere. */
    static void makeValid(List<ModelTable> tables, Map<String, List<Map<String, String>>> rows) {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (ModelTable table : tables) {
                List<Map<String, String>> own = rows.getOrDefault(table.name(), List.of());
                for (int i = own.size() - 1; i >= 0; i--) {
                    if (!ReferenceMerge.isValid(own.get(i), table, own, rows)) {
                        own.remove(i);
                        changed = true;
                    }
                }
            }
        }
    }

    /** Cases that are one step smaller. */
    List<ModelCase> smaller() {
        List<ModelCase> smaller = new ArrayList<>();
        for (ModelTable table : tables) {
            smaller.add(without(table));
            for (int i = 0; i < table.references().size(); i++) {
                int dropped = i;
                smaller.add(replacing(
                        table,
                        t -> t.with(
                                t.columns(),
                                t.uniqueKeys(),
                                without(t.references(), dropped),
                                t.gone(),
                                t.added(),
                                t.filled())));
            }
            for (int i = 0; i < table.uniqueKeys().size(); i++) {
                List<List<String>> left = without(table.uniqueKeys(), i);
                if (!isReferred(table.name(), table.uniqueKeys().get(i))) {
                    smaller.add(replacing(
                            table, t -> t.with(t.columns(), left, t.references(), t.gone(), t.added(), t.filled())));
                }
            }
            if (!table.gone().isEmpty()
                    || !table.added().isEmpty()
                    || !table.filled().isEmpty()) {
                smaller.add(replacing(
                        table,
                        t -> t.with(t.columns(), t.uniqueKeys(), t.references(), Set.of(), List.of(), Set.of())));
            }
            for (ModelTable.Column column : table.columns()) {
                boolean isLast = table.now().columns().stream()
                        .allMatch(other -> other.name().equals(column.name())
                                || table.added().contains(other));
                if (!isLast
                        && !table.constrained().contains(column.name())
                        && !isReferred(table.name(), List.of(column.name()))) {
                    smaller.add(without(table, column));
                }
            }
        }
        smaller.addAll(withFewerRows());
        return smaller;
    }

    private List<ModelCase> withFewerRows() {
        List<ModelCase> smaller = new ArrayList<>();
        for (ModelTable table : tables) {
            for (int i = 0; i < dumped(table.name()).size(); i++) {
                smaller.add(valid(tables, withoutRow(dumpedRows, table.name(), i), copy(existingRows)));
            }
            for (int i = 0; i < existing(table.name()).size(); i++) {
                smaller.add(valid(tables, copy(dumpedRows), withoutRow(existingRows, table.name(), i)));
            }
        }
        return smaller;
    }

    private ModelCase without(ModelTable table) {
        List<ModelTable> left = new ArrayList<>();
        for (ModelTable other : tables) {
            if (!other.name().equals(table.name())) {
                left.add(other.with(
                        other.columns(),
                        other.uniqueKeys(),
                        other.references().stream()
                                .filter(reference -> !reference.target().equals(table.name()))
                                .toList(),
                        other.gone(),
                        other.added(),
                        other.filled()));
            }
        }
        return valid(left, copy(dumpedRows), copy(existingRows));
    }

    private ModelCase without(ModelTable table, ModelTable.Column column) {
        Set<String> gone = new HashSet<>(table.gone());
        gone.remove(column.name());
        Set<String> filled = new HashSet<>(table.filled());
        filled.remove(column.name());
        return replacing(
                table,
                t -> t.with(
                        t.columns().stream()
                                .filter(other -> !other.equals(column))
                                .toList(),
                        t.uniqueKeys(),
                        t.references(),
                        gone,
                        t.added(),
                        filled));
    }

    private ModelCase replacing(ModelTable table, UnaryOperator<ModelTable> change) {
        return valid(
                tables.stream()
                        .map(other -> other.name().equals(table.name()) ? change.apply(other) : other)
                        .toList(),
                copy(dumpedRows),
                copy(existingRows));
    }

    private ModelCase valid(
            List<ModelTable> someTables,
            Map<String, List<Map<String, String>>> someDumped,
            Map<String, List<Map<String, String>>> someExisting) {
        makeValid(someTables, someDumped);
        makeValid(someTables.stream().map(ModelTable::now).toList(), someExisting);
        return new ModelCase(someTables, someDumped, someExisting, strategy, keylessMerge);
    }

    private boolean isReferred(String table, List<String> columns) {
        return tables.stream()
                .flatMap(other -> other.references().stream())
                .anyMatch(reference -> reference.target().equals(table)
                        && reference.targetColumns().equals(columns));
    }

    private static <T> List<T> without(List<T> list, int index) {
        List<T> left = new ArrayList<>(list);
        left.remove(index);
        return left;
    }

    private static Map<String, List<Map<String, String>>> withoutRow(
            Map<String, List<Map<String, String>>> rows, String table, int index) {
        Map<String, List<Map<String, String>>> left = copy(rows);
        List<Map<String, String>> own = left.getOrDefault(table, List.of());
        own.remove(index);
        return left;
    }

    static Map<String, List<Map<String, String>>> copy(Map<String, List<Map<String, String>>> rows) {
        Map<String, List<Map<String, String>>> copy = new HashMap<>();
        rows.forEach((table, own) -> {
            List<Map<String, String>> copied = new ArrayList<>();
            own.forEach(row -> copied.add(new LinkedHashMap<>(row)));
            copy.put(table, copied);
        });
        return copy;
    }

    /** The case as SQL, to be read and to be tried by hand. */
    @Override
    public String toString() {
        StringBuilder sql = new StringBuilder("-- what is dumped\n");
        tables.forEach(table -> sql.append(create(table, table.references())).append(";\n"));
        tables.forEach(table -> sql.append(inserts(table, dumped(table.name()))));
        sql.append("-- what is there when it is restored with ")
                .append(strategy)
                .append(keylessMerge ? ", keyless tables merged" : "")
                .append('\n');
        for (ModelTable table : tables) {
            if (!table.now().equals(table)) {
                sql.append(create(table.now(), table.references())).append(";\n");
            }
        }
        tables.forEach(table -> sql.append(inserts(table.now(), existing(table.name()))));
        return sql.toString();
    }

    private static String inserts(ModelTable table, List<Map<String, String>> rows) {
        return rows.stream().map(row -> insert(table, row) + ";\n").collect(joining());
    }

    static String insert(ModelTable table, Map<String, String> row) {
        return "INSERT INTO " + table.name() + " VALUES (" + String.join(", ", ModelTable.values(row, table.names()))
                + ")";
    }

    static String create(ModelTable table, List<ModelTable.Reference> references) {
        List<String> parts = new ArrayList<>();
        table.columns().forEach(column -> parts.add(column.definition(column.name())));
        if (!table.primaryKey().isEmpty()) {
            parts.add("PRIMARY KEY (" + String.join(", ", table.primaryKey()) + ")");
        }
        table.uniqueKeys().forEach(key -> parts.add("UNIQUE (" + String.join(", ", key) + ")"));
        references.forEach(reference -> parts.add(foreignKey(reference)));
        return "CREATE TABLE " + table.name() + " (" + String.join(", ", parts) + ")";
    }

    static String foreignKey(ModelTable.Reference reference) {
        return "FOREIGN KEY (" + String.join(", ", reference.columns()) + ") REFERENCES " + reference.target() + " ("
                + String.join(", ", reference.targetColumns()) + ")";
    }
}
