package io.dbrestore.engine.restore;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.Progress;
import io.dbrestore.engine.Progress.Phase;
import io.dbrestore.engine.Strategy;
import io.dbrestore.engine.format.Dump;
import io.dbrestore.engine.format.RowReader;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.RowSink;
import io.dbrestore.spi.Table;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Brings the rows of one dumped table back, by the shortest road that is safe. Into an empty table they go straight.
 * Beside few rows, rows that are there already are passed over, rows that have nothing to do with those go straight in,
 * and only the others are staged and merged. In all other cases every row is staged.
 */
final class TableMerge {

    private static final int PROGRESS_STEP = 1_000;

    /** Where the dump has so many rows for each that is there, most of its rows can go straight in. */
    private static final int FEW = 2;

    private final Handle handle;
    private final Sql sql;
    private final Dialect dialect;
    private final Codecs codecs;
    private final Dump dump;
    private final Progress progress;

    TableMerge(Handle handle, Sql sql, Dialect dialect, Codecs codecs, Dump dump, Progress progress) {
        this.handle = handle;
        this.sql = sql;
        this.dialect = dialect;
        this.codecs = codecs;
        this.dump = dump;
        this.progress = progress;
    }

    /** Whether there is nothing to write; empty also where a table is too big to tell that without staging the dump. */
    Optional<MergeCounts> unchanged(TablePlan plan) throws SQLException {
        if (plan.columns().isEmpty()
                || !plan.converted().isEmpty()
                || !plan.defaulted().isEmpty()) {
            return Optional.empty();
        }
        boolean unchanged = switch (SideBySide.compare(handle, dialect, codecs, dump, plan, keepsRows(plan))) {
            case SAME -> true;
            case DIFFERENT -> false;
            case UNKNOWN -> holdsEveryRow(plan);
        };
        if (!unchanged) {
            return Optional.empty();
        }
        progress.begin(Phase.RESTORING, plan.shown(), plan.entry().rows());
        return Optional.of(new MergeCounts(0, 0, plan.entry().rows(), 0, 0));
    }

    MergeCounts run(TablePlan plan) throws SQLException {
        progress.begin(Phase.RESTORING, plan.shown(), plan.entry().rows());
        if (plan.columns().isEmpty()) {
            return MergeCounts.NONE;
        }
        boolean straight = plan.converted().isEmpty()
                && plan.defaulted().isEmpty()
                && (dialect.holdsForeignKeysBack() || !plan.refersToItself());
        Optional<MergeCounts> counts = straight ? mergeBeside(plan) : Optional.empty();
        return counts.isPresent() ? counts.get() : mergeAll(plan);
    }

    /** The short roads; empty if the long one has to be taken, and then nothing has happened. */
    private Optional<MergeCounts> mergeBeside(TablePlan plan) throws SQLException {
        long there = sql.number("SELECT COUNT(*) FROM " + dialect.sql().rows(plan.target()) + " t");
        boolean few = there * FEW < plan.entry().rows();
        try {
            if (there == 0) {
                return Optional.of(sql.undoneOnFailure(() -> loadAll(plan)));
            }
            if (few && keepsRows(plan) && !plan.key().isEmpty()) {
                Optional<ExistingRows> existing = ExistingRows.read(handle, dialect, codecs, plan);
                if (existing.isPresent()) {
                    return Optional.of(sql.undoneOnFailure(() -> loadUnrelated(plan, existing.get())));
                }
            }
        } catch (SQLException e) {
            if (!dialect.violatesConstraint(e)) {
                throw e;
            }
            // The database sees a duplicate where the fingerprints saw none: a collation that folds case, say.
        }
        return Optional.empty();
    }

    /** Whether rows that only the table has stay there. */
    private static boolean keepsRows(TablePlan plan) {
        return plan.strategy() != Strategy.REPLACE && (!plan.key().isEmpty() || plan.merge());
    }

    /** Whether the table holds every row of the dump already, in whatever order; false also if it is too big to tell. */
    private boolean holdsEveryRow(TablePlan plan) throws SQLException {
        Optional<ExistingRows> read = ExistingRows.read(handle, dialect, codecs, plan);
        if (read.isEmpty()) {
            return false;
        }
        ExistingRows existing = read.get();
        if (existing.size() < plan.entry().rows()
                || (!keepsRows(plan) && existing.size() > plan.entry().rows())) {
            return false;
        }
        BufferedRow row = new BufferedRow(plan.columns().size());
        try (RowReader reader = dump.rows(plan.entry(), plan.dumpColumns())) {
            while (reader.nextRow()) {
                row.fill(reader);
                if (!existing.takeSame(row)) {
                    return false;
                }
            }
        }
        return true;
    }

    private MergeCounts loadAll(TablePlan plan) throws SQLException {
        Table target = plan.target().withColumns(plan.columns());
        try (RowReader reader = dump.rows(plan.entry(), plan.dumpColumns());
                RowSink sink = dialect.load(handle, target, codecs)) {
            while (reader.nextRow()) {
                sink.copyFrom(reader);
                tell(reader.rowNumber());
            }
            return new MergeCounts(sink.finish(), 0, 0, 0, 0);
        }
    }

    /** Two passes over the file, because not every database can load into two tables at once. */
    private MergeCounts loadUnrelated(TablePlan plan, ExistingRows existing) throws SQLException {
        Table target = plan.target().withColumns(plan.columns());
        BufferedRow row = new BufferedRow(plan.columns().size());
        long same = 0;
        long related = 0;
        long inserted;
        try (RowReader reader = dump.rows(plan.entry(), plan.dumpColumns());
                RowSink sink = dialect.load(handle, target, codecs)) {
            while (reader.nextRow()) {
                row.fill(reader);
                if (existing.isUnrelated(row)) {
                    sink.copyFrom(row);
                } else if (existing.hasSame(row)) {
                    same++;
                } else {
                    related++;
                }
                tell(reader.rowNumber());
            }
            inserted = sink.finish();
        }
        MergeCounts counts = new MergeCounts(inserted, 0, same, 0, 0);
        return related == 0 ? counts : counts.plus(mergeRelated(plan, existing));
    }

    private MergeCounts mergeRelated(TablePlan plan, ExistingRows existing) throws SQLException {
        Staging staging = Staging.create(sql, dialect.sql(), "dbrestore_staging", plan.columns());
        BufferedRow row = new BufferedRow(plan.columns().size());
        StagedRow staged = new StagedRow(row);
        try (RowReader reader = dump.rows(plan.entry(), plan.dumpColumns());
                RowSink sink = dialect.load(handle, staging.asTable(), codecs)) {
            while (reader.nextRow()) {
                row.fill(reader);
                if (!existing.isUnrelated(row) && !existing.hasSame(row)) {
                    staged.restart(reader.rowNumber());
                    sink.copyFrom(staged);
                }
            }
            sink.finish();
        }
        MergeCounts counts = Merge.run(sql, dialect, plan, staging);
        staging.drop();
        return counts;
    }

    private MergeCounts mergeAll(TablePlan plan) throws SQLException {
        Staging staging = stageAll(plan);
        MergeCounts counts = Merge.run(sql, dialect, plan, staging);
        staging.drop();
        return counts;
    }

    /** All rows of the dump, converted to the types of the target. */
    private Staging stageAll(TablePlan plan) throws SQLException {
        List<Column> asDumped = plan.columns().stream()
                .map(column -> plan.converted().getOrDefault(column.name(), column))
                .toList();
        Staging staging = Staging.create(sql, dialect.sql(), "dbrestore_staging", asDumped)
                .described();
        try (RowReader reader = dump.rows(plan.entry(), plan.dumpColumns());
                RowSink sink = dialect.load(handle, staging.asTable(), codecs)) {
            StagedRow staged = new StagedRow(reader);
            while (reader.nextRow()) {
                staged.restart(reader.rowNumber());
                sink.copyFrom(staged);
                tell(reader.rowNumber());
            }
            sink.finish();
        }
        return plan.converted().isEmpty() ? staging : new Conversion(sql, dialect.sql(), plan).convert(staging);
    }

    /**
     * A row of the dump that the table does not hold as it is.
     *
     * @param number its number in the dump
     * @param key the values of its key; empty in a table without one
     * @param columns where it differs
     */
    record Difference(String number, List<String> key, List<String> columns) {}

    /**
     * Looks whether the table holds what the dump does, after a merge that other things came between.
     *
     * @param before the rows that were there before; whoever skips keeps those that differ
     */
    Optional<Difference> difference(TablePlan plan, BeforeImage before) throws SQLException {
        if (plan.columns().isEmpty()) {
            return Optional.empty();
        }
        Staging staging = stageAll(plan);
        StagedWriter writer = new StagedWriter(sql, dialect, plan, staging);
        Optional<Difference> difference;
        if (plan.key().isEmpty()) {
            difference = new KeylessMerge(sql, dialect.sql(), plan, staging, writer)
                    .firstMissing()
                    .map(number -> new Difference(number, List.of(), List.of()));
        } else {
            KeyedMerge keyed = new KeyedMerge(sql, dialect.sql(), plan, staging, writer);
            String which = plan.strategy() == Strategy.SKIP ? before.hasNoneOfTheirKeys() : "1 = 1";
            Optional<KeyedMerge.StagedKey> missing = keyed.firstMissing(which);
            List<String> columns =
                    missing.isPresent() ? keyed.differing(missing.get().number()) : List.of();
            difference = missing.map(row -> new Difference(row.number(), row.values(), columns));
        }
        staging.drop();
        return difference;
    }

    /** Says which table it was if {@code merging} fails. */
    <T> T explained(TablePlan plan, Sql.Attempt<T> merging) {
        try {
            return merging.run();
        } catch (SQLException e) {
            String advice = dialect.advice(e);
            throw new DbRestoreException(
                    Failure.UNEXPECTED,
                    "cannot restore " + plan.shown() + ": " + e.getMessage()
                            + ". Nothing was restored; the dump is unharmed",
                    advice.isEmpty() ? "run it again with -v to see where this comes from" : advice,
                    e);
        }
    }

    private void tell(long rows) {
        if (rows % PROGRESS_STEP == 0) {
            progress.rows(PROGRESS_STEP);
        }
    }
}
