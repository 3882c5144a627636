package io.dbrestore.engine.reset;

import static java.util.stream.Collectors.toMap;

import io.dbrestore.engine.TableSelection;
import io.dbrestore.engine.format.Dump;
import io.dbrestore.engine.format.TableEntry;
import io.dbrestore.spi.TableName;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows of a dump that are still to be restored.
 *
 * @param counts how many there are of which table, where there are any
 */
record AwaitedRows(Map<TableName, Long> counts) {

    AwaitedRows {
        counts = Map.copyOf(counts);
    }

    static AwaitedRows allOf(Path dump) {
        return new AwaitedRows(Dump.metadataOf(dump).tables().stream()
                .filter(entry -> entry.rows() > 0)
                .collect(toMap(entry -> entry.table().name(), TableEntry::rows)));
    }

    static AwaitedRows of(ResetJournal journal) {
        AwaitedRows all = allOf(journal.dump());
        List<String> waiting = journal.state().waiting();
        return waiting.isEmpty() ? all : all.in(waiting);
    }

    AwaitedRows in(Collection<String> schemas) {
        return new AwaitedRows(counts.entrySet().stream()
                .filter(table -> schemas.contains(table.getKey().schema()))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    Set<TableName> tables() {
        return counts.keySet();
    }

    long total() {
        return counts.values().stream().mapToLong(rows -> rows).sum();
    }

    List<String> schemas() {
        return schemasOf(tables());
    }

    /**
     * Those schemas that none of {@code there} is in. One that a selection of tables cannot tell from another that has
     * tables does not count, as it is restored together with that.
     */
    List<String> schemasWithout(Set<TableName> there) {
        List<String> having = schemasOf(there);
        List<String> ours = schemas();
        List<String> filled = ours.stream().filter(having::contains).toList();
        return ours.stream()
                .filter(schema -> filled.stream().noneMatch(other -> areAlike(schema, other)))
                .toList();
    }

    private static boolean areAlike(String schema, String other) {
        return TableSelection.isIn(schema, new TableName(other, "any"))
                || TableSelection.isIn(other, new TableName(schema, "any"));
    }

    private static List<String> schemasOf(Set<TableName> tables) {
        return tables.stream().map(TableName::schema).distinct().sorted().toList();
    }

    /** Such as {@code 3 rows of schema audit}. */
    @Override
    public String toString() {
        String rows = total() + (total() == 1 ? " row" : " rows");
        List<String> named =
                schemas().stream().filter(schema -> !schema.isEmpty()).toList();
        return named.isEmpty()
                ? rows
                : rows + " of schema" + (named.size() == 1 ? " " : "s ") + String.join(", ", named);
    }
}
