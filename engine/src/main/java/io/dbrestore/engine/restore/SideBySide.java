package io.dbrestore.engine.restore;

import io.dbrestore.engine.format.Dump;
import io.dbrestore.engine.format.RowReader;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.RowSource;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/**
 * Reads a table and its dump side by side, as long as they go the same way: a database mostly gives rows in the order
 * in which it gave them before. Each row is printed as a dump would have it and compared with the file byte by byte,
 * which takes neither parsing nor memory.
 */
final class SideBySide {

    /** What was found. */
    enum Result {
        /** The table has every row of the dump. */
        SAME,
        /** A row has the same key on both sides and other values, or the table has fewer rows. */
        DIFFERENT,
        /** The rows come in another order, or somehow else than we print them. */
        UNKNOWN
    }

    private final TablePlan plan;
    private final BufferedRow there;
    private final BufferedRow dumped;
    private final List<String> names;

    private SideBySide(TablePlan plan) {
        this.plan = plan;
        this.there = new BufferedRow(plan.columns().size());
        this.dumped = new BufferedRow(plan.columns().size());
        this.names = plan.columns().stream().map(Column::name).toList();
    }

    /** @param keepsRows whether the table may have other rows besides */
    static Result compare(Handle handle, Dialect dialect, Codecs codecs, Dump dump, TablePlan plan, boolean keepsRows)
            throws SQLException {
        try (RowReader reader = dump.rows(plan.entry(), plan.dumpColumns());
                RowSource source = dialect.read(handle, plan.target().withColumns(plan.columns()), codecs)) {
            return new SideBySide(plan).compare(reader, source, keepsRows);
        }
    }

    private Result compare(RowReader reader, RowSource source, boolean keepsRows) throws SQLException {
        while (source.next()) {
            if (!reader.passes(source)) {
                if (!reader.nextRow()) {
                    return keepsRows ? Result.SAME : Result.DIFFERENT;
                }
                return difference(reader, source);
            }
        }
        return reader.nextRow() ? Result.DIFFERENT : Result.SAME;
    }

    /** What it means that these two rows are not printed alike. */
    private Result difference(RowReader reader, RowSource source) throws SQLException {
        dumped.fill(reader);
        there.clear();
        source.copyTo(there);
        boolean sameKey = !plan.key().isEmpty()
                && plan.key().stream().mapToInt(names::indexOf).allMatch(column -> isSameKey(column));
        boolean sameRow = IntStream.range(0, names.size()).allMatch(column -> there.isSame(dumped, column));
        return sameKey && !sameRow ? Result.DIFFERENT : Result.UNKNOWN;
    }

    private boolean isSameKey(int column) {
        return !there.isNull(column) && there.isSame(dumped, column);
    }
}
