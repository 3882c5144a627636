package io.dbrestore.engine.restore;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.spi.Dialect;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Merges the tables of a plan one after the other. Where triggers fire that cannot be held back, it comes to the same
 * as if they did not: tables with triggers come first, and what their triggers do to their own rows is overwritten, which
 * is tried once. Then each of the other tables is made what it was before, whatever triggers have done to it, and merged.
 * What cannot be put right ends the restore.
 */
final class PlanMerge {

    private final Sql sql;
    private final Dialect dialect;
    private final TableMerge merge;
    private final FiringTriggers triggers;
    private final Map<TablePlan, MergeCounts> merged = new LinkedHashMap<>();
    private final Set<TablePlan> begun = new LinkedHashSet<>();

    PlanMerge(Sql sql, Dialect dialect, TableMerge merge, FiringTriggers triggers) {
        this.sql = sql;
        this.dialect = dialect;
        this.merge = merge;
        this.triggers = triggers;
    }

    /**
     * Merges tables.
     *
     * @param differing the tables to merge, in this order if triggers allow it
     * @param unchanged those that hold the rows of the dump already, unless triggers change that
     */
    Map<TablePlan, MergeCounts> run(List<TablePlan> differing, List<TablePlan> unchanged) throws SQLException {
        if (triggers.disturb()) {
            mergeAmongTriggers(differing, unchanged);
        } else {
            mergeAll(differing);
        }
        return merged;
    }

    /** The tables into which something may have been written. */
    Set<TablePlan> begun() {
        return begun;
    }

    private void mergeAll(List<TablePlan> plans) {
        for (TablePlan plan : plans) {
            begun.add(plan);
            try {
                merged.put(plan, merge.explained(plan, () -> merge.run(plan)));
            } catch (DbRestoreException e) {
                throw triggers.besides(plan, e);
            }
        }
    }

    private void mergeAmongTriggers(List<TablePlan> differing, List<TablePlan> unchanged) throws SQLException {
        List<TablePlan> first = new ArrayList<>(differing);
        first.addAll(unchanged);
        Map<TablePlan, BeforeImage> images = new LinkedHashMap<>();
        for (TablePlan plan : first) {
            images.put(plan, merge.explained(plan, () -> BeforeImage.of(sql, dialect, plan)));
        }
        begun.addAll(first);
        List<TablePlan> later = new ArrayList<>();
        if (dialect.holdsForeignKeysBack()) { // otherwise parents have to come first
            later.addAll(first);
            later.removeIf(triggers::areOf);
            first.removeAll(later);
        }
        mergeAll(only(differing, first));
        repair(only(differing, first), images);
        for (Map.Entry<TablePlan, BeforeImage> image : images.entrySet()) {
            TablePlan plan = image.getKey();
            if (first.contains(plan)
                    && !image.getValue().isKeptBut(plan, merged.getOrDefault(plan, MergeCounts.NONE))) {
                throw triggers.interfered(plan);
            }
        }
        for (Map.Entry<TablePlan, BeforeImage> image : images.entrySet()) {
            if (later.contains(image.getKey())) {
                merge.explained(image.getKey(), image.getValue()::putBack);
            }
        }
        mergeAll(only(differing, later));
        for (BeforeImage image : images.values()) {
            image.drop();
        }
    }

    private static List<TablePlan> only(List<TablePlan> differing, List<TablePlan> some) {
        return differing.stream().filter(some::contains).toList();
    }

    /** Writes once more what triggers have changed, and looks whether it stays. */
    private void repair(List<TablePlan> plans, Map<TablePlan, BeforeImage> images) {
        boolean repaired = false;
        for (TablePlan plan : plans) {
            MergeCounts again = merge.explained(plan, () -> merge.run(plan));
            boolean skipsOneMore = // which was inserted, and is taken for another's now
                    again.skipped()
                            > merged.getOrDefault(plan, MergeCounts.NONE).skipped();
            repaired |= again.wroteAnything() || skipsOneMore;
        }
        if (!repaired) {
            return;
        }
        for (Map.Entry<TablePlan, BeforeImage> image : images.entrySet()) {
            TablePlan plan = image.getKey();
            Optional<TableMerge.Difference> difference = plans.contains(plan)
                    ? merge.explained(plan, () -> merge.difference(plan, image.getValue()))
                    : Optional.empty();
            if (difference.isPresent()) {
                throw triggers.overwritten(plan, difference.get());
            }
        }
    }
}
