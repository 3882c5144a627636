package io.dbrestore.engine.restore;

import static java.util.stream.Collectors.joining;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.TableName;
import io.dbrestore.spi.Trigger;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The triggers that fire during a merge although it would rather have them not, by their tables. */
final class FiringTriggers {

    private final Map<TableName, List<Trigger>> triggers;
    private final boolean disturbing;

    private FiringTriggers(Map<TableName, List<Trigger>> triggers, boolean disturbing) {
        this.triggers = Map.copyOf(triggers);
        this.disturbing = disturbing;
    }

    /**
     * Those of all tables of the plan.
     *
     * @param differing the tables that will be written
     */
    static FiringTriggers of(Dialect dialect, Handle handle, List<TablePlan> all, List<TablePlan> differing)
            throws SQLException {
        Map<TableName, List<Trigger>> triggers = differing.isEmpty()
                ? Map.of()
                : dialect.firingTriggers(
                        handle, all.stream().map(TablePlan::target).toList());
        return new FiringTriggers(
                triggers,
                differing.stream()
                        .anyMatch(plan -> triggers.containsKey(plan.target().name())));
    }

    /** Whether any of them may fire at all. */
    boolean disturb() {
        return disturbing;
    }

    boolean areOf(TablePlan plan) {
        return triggers.containsKey(plan.target().name());
    }

    /** What fired in a merge, for the user. */
    List<String> warnings(TablePlan plan, MergeCounts counts) {
        String fired = of(plan).stream()
                .filter(trigger -> fires(trigger, counts))
                .map(Trigger::name)
                .collect(joining(", "));
        return fired.isEmpty()
                ? List.of()
                : List.of("Triggers of " + plan.shown() + " fired: " + fired + ". What they did to restored tables was"
                        + " put right; what they did elsewhere stays.");
    }

    private static boolean fires(Trigger trigger, MergeCounts counts) {
        return switch (trigger.event()) {
            case INSERT -> counts.inserted() > 0;
            case UPDATE -> counts.updated() > 0;
            case DELETE -> counts.deleted() > 0;
        };
    }

    /** That a row cannot be what it is in the dump. */
    DbRestoreException overwritten(TablePlan plan, TableMerge.Difference difference) {
        String key =
                difference.key().isEmpty() ? "" : " (" + Conflicts.values(plan.keyColumns(), difference.key()) + ")";
        return conflict(
                plan,
                "row " + difference.number() + " of " + plan.shown() + " in the dump" + key + " does not stay as it is"
                        + (difference.columns().isEmpty() ? "" : " in " + String.join(", ", difference.columns()))
                        + ": triggers of the table (" + names(plan) + ") change it whenever it is written");
    }

    /** That rows of a table are not what they should be, since triggers have written there. */
    DbRestoreException interfered(TablePlan plan) {
        String all = names(triggers.values().stream().flatMap(List::stream).toList());
        return conflict(
                plan,
                "triggers (" + all + ") change rows of " + plan.shown() + " while others are restored, and that cannot"
                        + " be put right");
    }

    /** Adds to a failure of a merge which triggers fired in it. */
    DbRestoreException besides(TablePlan plan, DbRestoreException failure) {
        return areOf(plan)
                ? new DbRestoreException(
                        failure.failure(),
                        failure.getMessage() + ". The triggers of the table fired meanwhile: " + names(plan),
                        failure.hint() + "; if it is the triggers, drop them, restore, and create them again",
                        failure)
                : failure;
    }

    private static DbRestoreException conflict(TablePlan plan, String what) {
        return new DbRestoreException(
                Failure.CONFLICT,
                what + ". Nothing was restored; the dump is unharmed",
                "drop the triggers, restore, and create them again; or leave the table out with --exclude "
                        + plan.shown());
    }

    private String names(TablePlan plan) {
        return names(of(plan));
    }

    private static String names(List<Trigger> triggers) {
        return triggers.isEmpty()
                ? "the user may not see which"
                : triggers.stream().map(Trigger::name).sorted().distinct().collect(joining(", "));
    }

    private List<Trigger> of(TablePlan plan) {
        return triggers.getOrDefault(plan.target().name(), List.of());
    }
}
