package io.dbrestore.tck;

import static io.dbrestore.tck.ModelTable.NULL;

import io.dbrestore.engine.Strategy;
import io.dbrestore.tck.ModelTable.Column;
import io.dbrestore.tck.ModelTable.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Makes up cases; the same for the same seed. Values come from few, so that rows meet. */
final class ModelGenerator {

    private final Random random;
    private final boolean cycles;
    private final boolean nullsInPrimaryKeys;

    /**
     * @param cycles whether tables may refer to each other in a circle
     * @param nullsInPrimaryKeys whether the database takes NULL in a column of a composite primary key
     */
    ModelGenerator(long seed, boolean cycles, boolean nullsInPrimaryKeys) {
        this.random = new Random(seed);
        this.cycles = cycles;
        this.nullsInPrimaryKeys = nullsInPrimaryKeys;
    }

    ModelCase next() {
        int count = 1 + random.nextInt(random.nextInt(5) + 1);
        List<ModelTable> tables = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tables.add(table("t" + i));
        }
        for (int i = 0; i < count; i++) {
            tables.set(i, referring(tables.get(i), i, tables));
        }
        for (int i = 0; i < count; i++) {
            tables.set(i, drifting(tables.get(i), tables));
        }
        Map<String, List<Map<String, String>>> dumped = new HashMap<>();
        Map<String, List<Map<String, String>>> existing = new HashMap<>();
        for (ModelTable table : tables) {
            List<Map<String, String>> rows = rows(table, 7);
            dumped.put(table.name(), rows);
            existing.put(table.name(), later(table, rows));
        }
        aim(tables, dumped);
        ModelCase.makeValid(tables, dumped);
        aim(tables.stream().map(ModelTable::now).toList(), existing);
        ModelCase.makeValid(tables.stream().map(ModelTable::now).toList(), existing);
        Strategy strategy = List.of(Strategy.values()).get(random.nextInt(3));
        return new ModelCase(tables, dumped, existing, strategy, random.nextInt(3) == 0);
    }

    private ModelTable table(String name) {
        List<Column> columns = new ArrayList<>();
        List<String> primaryKey = new ArrayList<>();
        List<List<String>> uniqueKeys = new ArrayList<>();
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                columns.add(column("id", chance(5), false));
                primaryKey.add("id");
            }
            case 2 -> {
                boolean nullable = nullsInPrimaryKeys && chance(2);
                columns.add(column("k1", false, nullable));
                columns.add(column("k2", chance(2), nullable));
                primaryKey.addAll(chance(2) ? List.of("k1", "k2") : List.of("k2", "k1"));
            }
            case 3 -> {
                columns.add(column("u", chance(3), false));
                uniqueKeys.add(List.of("u"));
            }
            default -> {
                // a table without a key, or with a nullable one at most
            }
        }
        int others = random.nextInt(4) + (columns.isEmpty() ? 1 : 0);
        for (int i = 0; i < others; i++) {
            columns.add(column("c" + i, chance(2), chance(2)));
        }
        if (others > 0 && chance(3)) {
            uniqueKeys.add(List.of("c0"));
        }
        if (others > 2 && chance(3)) {
            uniqueKeys.add(List.of("c1", "c2"));
        }
        return new ModelTable(name, columns, primaryKey, uniqueKeys, List.of(), Set.of(), List.of(), Set.of());
    }

    private ModelTable referring(ModelTable table, int index, List<ModelTable> tables) {
        List<Column> columns = new ArrayList<>(table.columns());
        List<Reference> references = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            int to = random.nextInt(cycles ? tables.size() : index + 1);
            ModelTable target = tables.get(to);
            List<List<String>> keys = new ArrayList<>(target.uniqueKeys());
            if (!target.primaryKey().isEmpty()) {
                keys.add(target.primaryKey());
            }
            if (!keys.isEmpty()) {
                List<String> key = keys.get(random.nextInt(keys.size()));
                boolean nullable = chance(2);
                List<String> own = new ArrayList<>();
                for (String name : key) {
                    String column = "r" + i + own.size();
                    columns.add(column(column, target.column(name).isText(), nullable));
                    own.add(column);
                }
                references.add(new Reference(own, target.name(), key));
            }
        }
        return table.with(columns, table.uniqueKeys(), references, Set.of(), List.of(), Set.of());
    }

    private ModelTable drifting(ModelTable table, List<ModelTable> tables) {
        if (!chance(3)) {
            return table;
        }
        Set<String> fixed = new LinkedHashSet<>(table.constrained());
        tables.stream()
                .flatMap(other -> other.references().stream())
                .filter(reference -> reference.target().equals(table.name()))
                .forEach(reference -> fixed.addAll(reference.targetColumns()));
        Set<String> gone = new LinkedHashSet<>();
        Set<String> filled = new LinkedHashSet<>();
        for (Column column : table.columns()) {
            if (!fixed.contains(column.name()) && chance(2)) {
                if (column.nullable() && !table.key().isEmpty() && chance(2)) {
                    filled.add(column.name());
                } else if (gone.size() + 1 < table.columns().size()) {
                    gone.add(column.name());
                }
            }
        }
        List<Column> added = new ArrayList<>();
        if (chance(2)) {
            added.add(chance(2) ? new Column("added", false, true, NULL) : new Column("added", true, false, "'new'"));
        }
        return table.with(table.columns(), table.uniqueKeys(), table.references(), gone, added, filled);
    }

    private List<Map<String, String>> rows(ModelTable table, int most) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            rows.add(row(table));
        }
        return rows;
    }

    private Map<String, String> row(ModelTable table) {
        Map<String, String> row = new LinkedHashMap<>();
        table.columns().forEach(column -> row.put(column.name(), value(column)));
        return row;
    }

    /** What became of rows meanwhile: some are as they were, some changed, some gone, some new. */
    private List<Map<String, String>> later(ModelTable table, List<Map<String, String>> rows) {
        ModelTable now = table.now();
        List<Map<String, String>> later = new ArrayList<>();
        boolean asItWas = chance(4);
        for (Map<String, String> row : rows) {
            if (asItWas || !chance(4)) {
                Map<String, String> copy = new LinkedHashMap<>();
                for (Column column : now.columns()) {
                    String old = row.getOrDefault(column.name(), column.byDefault());
                    boolean keep = asItWas || !chance(table.key().contains(column.name()) ? 8 : 3);
                    copy.put(column.name(), keep && (column.nullable() || !old.equals(NULL)) ? old : value(column));
                }
                later.add(copy);
            }
        }
        if (!asItWas) {
            later.addAll(rows(now, 3));
            swap(now, later);
        }
        return later;
    }

    /** Lets two rows swap the values of a unique key. */
    private void swap(ModelTable table, List<Map<String, String>> rows) {
        if (table.uniqueKeys().isEmpty() || rows.size() < 2) {
            return;
        }
        Map<String, String> first = rows.get(0);
        Map<String, String> second = rows.get(1 + random.nextInt(rows.size() - 1));
        for (String name : table.uniqueKeys().get(0)) {
            String value = first.getOrDefault(name, NULL);
            first.put(name, second.getOrDefault(name, NULL));
            second.put(name, value);
        }
    }

    /** Points references that lead nowhere at rows that exist. */
    private void aim(List<ModelTable> tables, Map<String, List<Map<String, String>>> rows) {
        for (ModelTable table : tables) {
            for (Reference reference : table.references()) {
                List<Map<String, String>> targets = rows.getOrDefault(reference.target(), List.of());
                List<List<String>> valid = targets.stream()
                        .map(target -> ModelTable.values(target, reference.targetColumns()))
                        .toList();
                for (Map<String, String> row : rows.getOrDefault(table.name(), List.of())) {
                    List<String> own = ModelTable.values(row, reference.columns());
                    if (!valid.isEmpty() && !own.contains(NULL) && !valid.contains(own)) {
                        List<String> aimed = valid.get(random.nextInt(valid.size()));
                        for (int i = 0; i < aimed.size(); i++) {
                            if (!aimed.get(i).equals(NULL)) {
                                row.put(reference.columns().get(i), aimed.get(i));
                            }
                        }
                    }
                }
            }
        }
    }

    private String value(Column column) {
        if (column.nullable() && chance(4)) {
            return NULL;
        }
        int number = random.nextInt(5);
        return column.isText() ? List.of("''", "'a'", "'b'", "'c d'", "'e'").get(number) : String.valueOf(number - 1);
    }

    private static Column column(String name, boolean isText, boolean nullable) {
        return new Column(name, isText, nullable, NULL);
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }
}
