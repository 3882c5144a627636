package io.dbrestore.engine.restore;

import io.dbrestore.engine.DbRestoreException;
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
import java.util.Optional;
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
        Sql sql = new Sql(handle.getConnection(), catalog);
        try {
            return restore(handle, dump, options, catalog, sql);
        } catch (SQLException | RuntimeException | Error e) {
            sql.settleAfter(e);
            throw e;
        }
    }

    private RestoreReport restore(Handle handle, Dump dump, RestoreOptions options, Catalog catalog, Sql sql)
            throws SQLException {
        RestorePlan plan = new RestorePlanner(dump, dialect, catalog, options, new ToolTables(hooks)).plan();
        List<String> warnings = new ArrayList<>(dump.notes());
        warnings.addAll(plan.warnings());
        List<TableResult> results = new ArrayList<>();
        TableMerge merge = new TableMerge(handle, sql, dialect, codecs, dump, progress);
        List<TablePlan> unchanged = new ArrayList<>();
        List<TablePlan> changed = new ArrayList<>();
        for (TablePlan table : plan.tables()) {
            Optional<MergeCounts> counts = merge.explained(table, () -> merge.unchanged(table));
            counts.ifPresent(known -> results.add(result(table, known)));
            (counts.isPresent() ? unchanged : changed).add(table);
        }
        FiringTriggers triggers = FiringTriggers.of(dialect, handle, plan.tables(), changed);
        BeyondRollback beyond = BeyondRollback.of(dialect, handle, catalog, changed, triggers.disturb());
        List<TablePlan> differing = beyond.admit(changed, options, warnings);
        List<TablePlan> written = new ArrayList<>();
        if (!differing.isEmpty()) { // holding back may itself write: SQLite's triggers are dropped and recreated
            PlanMerge merging = new PlanMerge(sql, dialect, merge, triggers);
            try {
                dialect.holdBack(handle, targets(differing), () -> {
                    ForeignKeyCheck some = new ForeignKeyCheck(handle.getConnection(), dialect.sql(), catalog);
                    ForeignKeyCheck check = triggers.disturb() ? some.ofEverything() : some;
                    Map<ForeignKeyCheck.Reference, Long> before = check.before(differing);
                    merging.run(differing, unchanged).forEach((table, counts) -> {
                        if (counts.wroteAnything()) {
                            written.add(table);
                        }
                        results.add(result(table, counts));
                        warnings.addAll(triggers.warnings(table, counts));
                    });
                    warnings.addAll(check.after(before, written));
                });
            } catch (RuntimeException e) {
                throw beyond.explained(e, merging.begun());
            }
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
