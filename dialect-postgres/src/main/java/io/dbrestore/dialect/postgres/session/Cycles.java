package io.dbrestore.dialect.postgres.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which of the merged tables refer to themselves, directly or by way of others; a partition stands for its table. */
final class Cycles {

    private final Map<Long, Relation> relations;
    private final Map<Long, Set<Long>> parents = new HashMap<>();

    Cycles(List<Reference> references, Map<Long, Relation> relations) {
        this.relations = relations;
        for (Reference reference : references) {
            Relation child = relations.get(reference.child());
            Relation parent = relations.get(reference.parent());
            if (child != null && parent != null) {
                parents.computeIfAbsent(child.root(), unused -> new HashSet<>()).add(parent.root());
            }
        }
    }

    /** Whether the reference closes a circle, so that no order of the tables puts its parents first. */
    boolean contain(Reference reference) {
        Relation child = relations.get(reference.child());
        Relation parent = relations.get(reference.parent());
        if (child == null || parent == null) {
            return false;
        }
        Set<Long> seen = new HashSet<>();
        Deque<Long> waiting = new ArrayDeque<>(List.of(parent.root()));
        while (!waiting.isEmpty()) {
            long next = waiting.remove();
            if (next == child.root()) {
                return true;
            }
            if (seen.add(next)) {
                waiting.addAll(parents.getOrDefault(next, Set.of()));
            }
        }
        return false;
    }
}
