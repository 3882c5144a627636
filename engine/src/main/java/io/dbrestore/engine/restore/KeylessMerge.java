package io.dbrestore.engine.restore;

import static java.util.stream.Collectors.joining;

import io.dbrestore.spi.Column;
import io.dbrestore.spi.SqlSpelling;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Merges staged rows that no key tells apart: what counts is how often each row is there. Both sides go through one
 * union, so that every table is opened once.
 */
final class KeylessMerge {

    private final Sql sql;
    private final SqlSpelling spelling;
    private final TablePlan plan;
    private final Staging staging;
    private final StagedWriter writer;
    private final String target;

    KeylessMerge(Sql sql, SqlSpelling spelling, TablePlan plan, Staging staging, StagedWriter writer) {
        this.sql = sql;
        this.spelling = spelling;
        this.plan = plan;
        this.staging = staging;
        this.writer = writer;
        this.target = " FROM " + spelling.rows(plan.target()) + " t";
    }

    /** Makes the table what the dump holds, unless it is that already. */
    MergeCounts replaceRows() throws SQLException {
        long rows = staging.count("1 = 1");
        Difference difference = difference();
        if (difference.surplus() == 0 && difference.missing() == 0) {
            return new MergeCounts(0, 0, rows, 0, 0);
        }
        sql.execute(spelling.delete(plan.target(), "1 = 1"));
        long inserted = writer.insert("1 = 1");
        return new MergeCounts(inserted, 0, 0, 0, difference.surplus());
    }

    /**
     * How the table and the staged rows differ.
     *
     * @param surplus how many rows the table has too many
     * @param missing how many kinds of rows it has too few of
     */
    record Difference(long surplus, long missing) {}

    Difference difference() throws SQLException {
        String union = "SELECT " + list("t", plan.columns()) + ", 1 AS side" + target + " UNION ALL SELECT "
                + list("s", plan.columns()) + ", -1 AS side" + staging.from();
        List<String> difference = sql.rows(
                        "SELECT SUM(CASE WHEN d > 0 THEN d ELSE 0 END), SUM(CASE WHEN d < 0 THEN 1 ELSE 0 END)"
                                + " FROM (SELECT SUM(u.side) AS d FROM (" + union + ") u GROUP BY "
                                + identity(plan.columns()) + ") g",
                        1)
                .get(0);
        return new Difference(Sql.parse(difference.get(0)), Sql.parse(difference.get(1)));
    }

    /**
     * Keeps all rows and inserts those of the dump that are not there often enough.
     *
     * @param which condition on the staged rows that are meant
     */
    MergeCounts insertMissing(String which) throws SQLException {
        long same = markThere(which);
        long inserted = writer.insert("(" + which + ") AND " + staging.in(Staging.NEW));
        return new MergeCounts(inserted, 0, same, 0, 0);
    }

    /** The number of the first staged row that the table does not hold, or not often enough. */
    Optional<String> firstMissing() throws SQLException {
        markThere("1 = 1");
        return sql
                .rows(
                        "SELECT " + staging.number() + staging.from() + " WHERE " + staging.in(Staging.NEW)
                                + " ORDER BY " + staging.number(),
                        1)
                .stream()
                .map(row -> row.get(0))
                .findFirst();
    }

    /** Finds the staged rows that the table holds, each as often as it does, and returns how many they are. */
    private long markThere(String which) throws SQLException {
        List<Column> compared = writer.alwaysPresent();
        String identity = identity(compared);
        String union = "SELECT " + list("t", compared) + ", 0 AS side, 0 AS number" + target
                + " UNION ALL SELECT " + list("s", compared) + ", 1 AS side, " + staging.number() + " AS number"
                + staging.from() + " WHERE " + which;
        Staging there = Staging.create(sql, spelling, "dbrestore_there", List.of());
        there.fill("SELECT x.number, 0 FROM (SELECT u.number, u.side,"
                + " ROW_NUMBER() OVER (PARTITION BY " + identity + ", u.side ORDER BY u.number) AS copy,"
                + " SUM(CASE WHEN u.side = 0 THEN 1 ELSE 0 END) OVER (PARTITION BY " + identity + ") AS copies"
                + " FROM (" + union + ") u) x WHERE x.side = 1 AND x.copy <= x.copies");
        long same = there.count("1 = 1");
        staging.setState(
                Staging.SAME,
                staging.number() + " IN (SELECT " + there.number("k") + " FROM " + spelling.quote(there.name())
                        + " k)");
        there.drop();
        return same;
    }

    /** What tells rows apart in a subquery {@code u} of {@link #list}. */
    private String identity(List<Column> columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> spelling.identity("u.c" + i, columns.get(i)))
                .flatMap(List::stream)
                .collect(joining(", "));
    }

    /** Columns under names that are certainly none of ours. */
    private String list(String alias, List<Column> columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> alias + "." + spelling.quote(columns.get(i).name()) + " AS c" + i)
                .collect(joining(", "));
    }
}
