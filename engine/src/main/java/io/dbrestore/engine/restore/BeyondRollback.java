package io.dbrestore.engine.restore;

import static java.util.stream.Collectors.joining;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Tables that the database cannot roll back, among those that a restore is about to write into. */
final class BeyondRollback {

    private final Map<TableName, String> tables;
    private final String ban;
    private final Catalog catalog;
    private final boolean triggersDisturb;

    private BeyondRollback(Map<TableName, String> tables, String ban, Catalog catalog, boolean triggersDisturb) {
        this.tables = Map.copyOf(tables);
        this.ban = ban;
        this.catalog = catalog;
        this.triggersDisturb = triggersDisturb;
    }

    /** Where triggers fire, nobody knows what they write into, so that every table counts. */
    static BeyondRollback of(
            Dialect dialect, Handle handle, Catalog catalog, List<TablePlan> differing, boolean triggersDisturb)
            throws SQLException {
        List<Table> written = triggersDisturb
                ? catalog.tables()
                : differing.stream().map(TablePlan::target).toList();
        Map<TableName, String> tables = written.isEmpty() ? Map.of() : dialect.beyondRollback(handle, written);
        String ban = tables.isEmpty() ? "" : dialect.banBeyondRollback(handle);
        return new BeyondRollback(tables, ban, catalog, triggersDisturb);
    }

    /**
     * What may be merged: these tables in the same order but last, or, in a dry run, not at all.
     *
     * @param warnings gets what the user should know of it
     */
    List<TablePlan> admit(List<TablePlan> differing, RestoreOptions options, List<String> warnings) {
        if (tables.isEmpty()) {
            return differing;
        }
        if (options.dryRun()) {
            return rehearsed(differing, warnings);
        }
        if (!ban.isEmpty()) {
            throw refusal("the server lets no transaction write into them (" + ban + ")", "");
        }
        if (!options.allowNonAtomic()) {
            throw refusal(
                    "a restore that fails halfway would leave them half restored",
                    ", or, if you can live with that, add --allow-non-atomic");
        }
        warnings.add("Had the restore failed, these tables would not have been rolled back: " + shown() + ".");
        return differing.stream()
                .map(plan -> has(plan) ? plan.beyondRollback() : plan)
                .sorted(Comparator.comparing(this::has)) // stable
                .toList();
    }

    private List<TablePlan> rehearsed(List<TablePlan> differing, List<String> warnings) {
        if (triggersDisturb) {
            throw refusal("triggers may write into them, so that a dry run would not leave everything as it is", "");
        }
        warnings.add("The dry run left out tables that cannot be rolled back: " + shown()
                + ". "
                + (ban.isEmpty()
                        ? "A restore writes into them only with --allow-non-atomic."
                        : "A restore is refused, since the server lets no transaction write into them (" + ban + ")."));
        return differing.stream().filter(plan -> !has(plan)).toList();
    }

    private DbRestoreException refusal(String why, String alternative) {
        return new DbRestoreException(
                Failure.REFUSED,
                "these tables cannot be rolled back: " + shown() + "; " + why + ". Nothing was restored; the dump is"
                        + " unharmed",
                "give them an engine that knows transactions, or leave them out with --exclude "
                        + names().collect(joining(",")) + alternative);
    }

    /** What to tell of a failure after which not all is as it was. */
    RuntimeException explained(RuntimeException failure, Collection<TablePlan> begun) {
        String half = begun.stream()
                .filter(this::has)
                .map(plan -> plan.shown().toString())
                .collect(joining(", "));
        if (half.isEmpty() || !(failure instanceof DbRestoreException known)) {
            return failure;
        }
        return new DbRestoreException(
                known.failure(),
                known.getMessage() + ". But what was written into " + half + " until then is still there",
                known.hint() + (known.hint().isEmpty() ? "" : "; then ")
                        + "run the same restore again, which completes it",
                known);
    }

    boolean has(TablePlan plan) {
        return tables.containsKey(plan.target().name());
    }

    private Stream<String> names() {
        return tables.keySet().stream()
                .map(catalog::shown)
                .map(TableName::toString)
                .sorted();
    }

    private String shown() {
        return tables.entrySet().stream()
                .sorted(Comparator.comparing(table -> table.getKey().toString()))
                .map((Entry<TableName, String> table) -> catalog.shown(table.getKey()) + " (" + table.getValue() + ")")
                .collect(joining(", "));
    }
}
