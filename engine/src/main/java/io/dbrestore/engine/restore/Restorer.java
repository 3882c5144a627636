package io.dbrestore.engine.restore;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.Progress;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.RestoreReport.TableResult;
import io.dbrestore.engine.catalog.ToolTables;
import io.dbrestore.engine.format.Dump;
import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.ResetHook;
import io.dbrestore.spi.Sequence;
import io.dbrestore.spi.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Restores a dump inside a transaction that somebody else has begun and will end: plans, merges table by table with
 * foreign keys and triggers held back, checks the foreign keys, and moves the counters on.
 */
public final class Restorer {

    private final Dialect dialect;
    private final Codecs codecs;
    private final List<ResetHook> hooks;
    private final Progress progress;

    /** @param hooks which know tables of their tools, that are never restored */
    public Restorer(Dialect dialect, Codecs codecs, List<ResetHook> hooks, Progress progress) {
        this.dialect = dialect;
        this.codecs = codecs;
        this.hooks = List.copyOf(hooks);
        this.progress = progress;
    }

    /**
     * Merges the whole dump.
     *
     * @param dump read and checked already
     * @throws DbRestoreException if the dump does not fit the database; whatever is thrown, the caller rolls back
     */
    public RestoreReport restore(Handle handle, Dump dump, RestoreOptions options) throws SQLException {
        Catalog catalog = dialect.catalog(handle);
        RestorePlan plan = new RestorePlanner(dump, dialect, catalog, options, new ToolTables(hooks)).plan();
        List<String> warnings = new ArrayList<>(dump.notes());
        warnings.addAll(plan.warnings());
        List<TableResult> results = new ArrayList<>();
        TableMerge merge = new TableMerge(handle, dialect, codecs, dump, progress);
        List<TablePlan> differing = new ArrayList<>();
        List<TablePlan> written = new ArrayList<>();
        for (TablePlan table : plan.tables()) {
            explained(table, () -> merge.unchanged(table))
                    .ifPresentOrElse(counts -> results.add(result(table, counts)), () -> differing.add(table));
        }
        if (!differing.isEmpty()) { // holding back may itself write: SQLite's triggers are dropped and recreated
            dialect.holdBack(handle, targets(differing), () -> {
                ForeignKeyCheck check = new ForeignKeyCheck(handle.getConnection(), dialect.sql(), catalog);
                Map<ForeignKeyCheck.Reference, Long> before = check.before(differing);
                for (TablePlan table : differing) {
                    MergeCounts counts = explained(table, () -> merge.run(table));
                    if (counts.wroteAnything()) {
                        written.add(table);
                    }
                    results.add(result(table, counts));
                }
                warnings.addAll(check.after(before, written));
            });
        }
        if (!options.dryRun()) {
            if (options.refresh() && !written.isEmpty()) {
                warnings.addAll(dialect.refresh(handle, targets(written)));
            }
            warnings.addAll(dialect.advanceSequences(handle, targets(plan.tables()), sequences(dump, catalog)));
        }
        results.sort(Comparator.comparing(result -> result.table().toString()));
        return new RestoreReport(results, warnings, options.dryRun());
    }

    private static List<Table> targets(List<TablePlan> plans) {
        return plans.stream().map(TablePlan::target).toList();
    }

    private <T> T explained(TablePlan table, Sql.Attempt<T> merging) {
        try {
            return merging.run();
        } catch (SQLException e) {
            String advice = dialect.advice(e);
            throw new DbRestoreException(
                    Failure.UNEXPECTED,
                    "cannot restore " + table.shown() + ": " + e.getMessage()
                            + ". Nothing was restored; the dump is unharmed",
                    advice.isEmpty() ? "run it again with -v to see where this comes from" : advice,
                    e);
        }
    }

    private static TableResult result(TablePlan plan, MergeCounts counts) {
        return new TableResult(
                plan.shown(),
                plan.strategy(),
                plan.entry().rows(),
                counts.inserted(),
                counts.updated(),
                counts.unchanged(),
                counts.skipped(),
                counts.deleted());
    }

    private static List<Sequence> sequences(Dump dump, Catalog catalog) {
        List<Sequence> there = catalog.sequences();
        return dump.metadata().sequences().stream()
                .filter(sequence -> there.stream().anyMatch(now -> now.name().equals(sequence.name())))
                .toList();
    }
}
