package io.dbrestore.engine.restore;

import static java.util.stream.Collectors.joining;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.spi.ForeignKey;
import io.dbrestore.spi.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts tables into an order in which each comes after the tables that it refers to. */
final class TableOrder {

    private TableOrder() {}

    /**
     * Parents first; a cycle is entered at its first table by name.
     *
     * @param cyclesAllowed otherwise a cycle of two tables or more is an error that names it
     */
    static List<TablePlan> parentsFirst(List<TablePlan> plans, boolean cyclesAllowed) {
        Map<TableName, TablePlan> waiting = new LinkedHashMap<>();
        plans.stream()
                .sorted(Comparator.comparing(plan -> plan.target().name().toString()))
                .forEach(plan -> waiting.put(plan.target().name(), plan));
        List<TablePlan> ordered = new ArrayList<>();
        while (!waiting.isEmpty()) {
            List<TablePlan> free = waiting.values().stream()
                    .filter(plan -> isFree(plan, waiting))
                    .toList();
            if (free.isEmpty()) {
                if (!cyclesAllowed) {
                    throw cycle(waiting);
                }
                free = List.of(waiting.values().iterator().next());
            }
            for (TablePlan plan : free) {
                waiting.remove(plan.target().name());
                ordered.add(plan);
            }
        }
        return ordered;
    }

    private static boolean isFree(TablePlan plan, Map<TableName, TablePlan> waiting) {
        return plan.target().foreignKeys().stream()
                .map(ForeignKey::target)
                .noneMatch(parent -> !parent.equals(plan.target().name()) && waiting.containsKey(parent));
    }

    private static DbRestoreException cycle(Map<TableName, TablePlan> waiting) {
        String tables = waiting.keySet().stream().map(TableName::toString).collect(joining(", "));
        return new DbRestoreException(
                Failure.DRIFT,
                "the foreign keys among " + tables + " form a cycle, and this dialect cannot hold foreign keys back."
                        + " Nothing was restored; the dump is unharmed",
                "leave one of them out with --exclude, or drop one of the foreign keys meanwhile");
    }
}
