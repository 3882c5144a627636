package io.dbrestore.engine.restore;

import static java.util.stream.Collectors.joining;

import io.dbrestore.engine.Strategy;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Dialect;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows that a table had before the merge, in a temporary table: for when triggers of other tables write into it. */
final class BeforeImage {

    private final Sql sql;
    private final Dialect dialect;
    private final TablePlan plan;
    private final Staging rows;
    private final StagedWriter writer;
    private final String target;
    private final long count;

    private BeforeImage(Sql sql, Dialect dialect, TablePlan plan, Staging rows) throws SQLException {
        this.sql = sql;
        this.dialect = dialect;
        this.plan = plan;
        this.rows = rows;
        this.writer = new StagedWriter(sql, dialect, plan, rows);
        this.target = " FROM " + dialect.sql().rows(plan.target()) + " t";
        this.count = rows.count("1 = 1");
    }

    static BeforeImage of(Sql sql, Dialect dialect, TablePlan plan) throws SQLException {
        List<Column> columns = plan.target().dataColumns();
        TablePlan replacing = new TablePlan(
                plan.entry(),
                plan.shown(),
                List.of(),
                plan.target(),
                columns,
                plan.target().key(),
                Map.of(),
                Set.of(),
                Strategy.REPLACE,
                false,
                plan.rollsBack());
        Staging rows = Staging.create(sql, dialect.sql(), "dbrestore_before", columns);
        String values = columns.stream()
                .map(column -> ", t." + dialect.sql().quote(column.name()))
                .collect(joining());
        rows.fill("SELECT ROW_NUMBER() OVER (), " + Staging.NEW + values + " FROM "
                + dialect.sql().rows(plan.target()) + " t");
        return new BeforeImage(sql, dialect, replacing, rows);
    }

    /** Makes the table again what it was; tells how. */
    MergeCounts putBack() throws SQLException {
        return Merge.run(sql, dialect, plan, rows);
    }

    /**
     * Whether the table holds what it had before but for what a merge has done to it.
     *
     * @param merged how it was merged
     * @param counts what the merge did
     */
    boolean isKeptBut(TablePlan merged, MergeCounts counts) throws SQLException {
        long now = sql.number("SELECT COUNT(*)" + target);
        if (!plan.key().isEmpty()) {
            long same = new KeyedMerge(sql, dialect.sql(), plan, rows, writer).same();
            return now == count + counts.inserted() - counts.deleted()
                    && same == count - counts.updated() - counts.deleted();
        }
        if (merged.merge() || !counts.wroteAnything()) {
            return now == count + counts.inserted() && lost() == 0;
        }
        return now == merged.entry().rows(); // they were all replaced
    }

    private long lost() throws SQLException {
        return new KeylessMerge(sql, dialect.sql(), plan, rows, writer)
                .difference()
                .missing();
    }

    /** Which rows of {@code s} have the key of none of these. */
    String hasNoneOfTheirKeys() {
        String sameKey = plan.key().stream()
                .map(dialect.sql()::quote)
                .map(name -> "b." + name + " = s." + name)
                .collect(joining(" AND "));
        return "NOT EXISTS (SELECT 1 FROM " + dialect.sql().quote(rows.name()) + " b WHERE " + sameKey + ")";
    }

    void drop() throws SQLException {
        rows.drop();
    }
}
