package io.dbrestore.engine.restore;

import static java.util.stream.Collectors.joining;

import io.dbrestore.engine.Strategy;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.SqlSpelling;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Merges staged rows by their key: sorts them into new, changed and same ones, looks for clashes on other unique keys,
 * and only then writes, and only what differs.
 */
final class KeyedMerge {

    private final Sql sql;
    private final SqlSpelling spelling;
    private final TablePlan plan;
    private final Staging staging;
    private final StagedWriter writer;
    private final String target;

    KeyedMerge(Sql sql, SqlSpelling spelling, TablePlan plan, Staging staging, StagedWriter writer) {
        this.sql = sql;
        this.spelling = spelling;
        this.plan = plan;
        this.staging = staging;
        this.writer = writer;
        this.target = " FROM " + spelling.rows(plan.target()) + " t";
    }

    MergeCounts run() throws SQLException {
        classify();
        long same = staging.count(keyIsWhole() + " AND " + staging.in(Staging.SAME));
        long changed = staging.count(staging.in(Staging.CHANGED));
        refuseDoubledKeys(same + changed);
        long deleted = plan.strategy() == Strategy.REPLACE ? deleteOthers() : 0;
        boolean update = plan.strategy() != Strategy.SKIP;
        new UniqueClash(sql, spelling, plan, staging).settle(keyIsWhole(), sameKey());
        if (update && changed > 0) {
            writer.update(plan.otherColumns(), sameKey() + " AND " + staging.in(Staging.CHANGED));
            updateKeySpelling();
        }
        long inserted = writer.insert(keyIsWhole() + " AND " + staging.in(Staging.NEW));
        return new MergeCounts(inserted, update ? changed : 0, same, update ? 0 : changed, deleted);
    }

    /**
     * The first staged row that the table does not hold as it is; empty if it holds them all.
     *
     * @param which condition on the staged rows that are meant
     */
    Optional<StagedKey> firstMissing(String which) throws SQLException {
        classify();
        String keys = plan.keyColumns().stream()
                .map(column -> ", s." + spelling.quote(column.name()))
                .collect(joining());
        return sql
                .rows(
                        "SELECT " + staging.number() + keys + staging.from() + " WHERE " + keyIsWhole() + " AND NOT "
                                + staging.in(Staging.SAME) + " AND " + which + " ORDER BY " + staging.number(),
                        1)
                .stream()
                .map(row -> new StagedKey(row.get(0), row.subList(1, row.size())))
                .findFirst();
    }

    /**
     * A staged row.
     *
     * @param number in the dump
     * @param values of its key
     */
    record StagedKey(String number, List<String> values) {}

    /** The columns in which the row of that number is another than the table's with the same key. */
    List<String> differing(String number) throws SQLException {
        List<String> differing = new ArrayList<>();
        for (Column column : plan.columns()) {
            String other = "SELECT COUNT(*) FROM " + meeting() + " WHERE " + staging.number() + " = " + number
                    + " AND NOT (" + spelling.sameRow("t", "s", List.of(column)) + ")";
            if (sql.number(other) > 0) {
                differing.add(column.name());
            }
        }
        return differing;
    }

    /** How many staged rows the table holds as they are. */
    long same() throws SQLException {
        classify();
        return staging.count(staging.in(Staging.SAME));
    }

    private void classify() throws SQLException {
        staging.index(plan.key());
        staging.classify(
                plan.target(),
                keyIsWhole() + " AND " + sameKey(),
                "CASE WHEN " + sameValues() + " THEN " + Staging.SAME + " ELSE " + Staging.CHANGED + " END");
    }

    /**
     * Two rows of the dump that the database takes for one, in a table whose collation has changed, say.
     *
     * @param met how many staged rows have met a row of the target
     */
    private void refuseDoubledKeys(long met) throws SQLException {
        long there = sql.number("SELECT COUNT(*)" + target + " WHERE EXISTS (SELECT 1" + staging.from() + " WHERE "
                + keyIsWhole() + " AND " + sameKey() + ")");
        if (there == met) {
            return;
        }
        String keys =
                plan.key().stream().map(name -> "t." + spelling.quote(name)).collect(joining(", "));
        List<List<String>> doubled = sql.rows(
                "SELECT MIN(" + staging.number() + "), MAX(" + staging.number() + ") FROM " + meeting() + " GROUP BY "
                        + keys + " HAVING COUNT(*) > 1",
                1);
        if (!doubled.isEmpty()) {
            throw Conflicts.sameKeyTwice(
                    plan, doubled.get(0).get(0), doubled.get(0).get(1));
        }
    }

    private long deleteOthers() throws SQLException {
        return sql.execute(
                spelling.delete(plan.target(), "NOT EXISTS (SELECT 1" + staging.from() + " WHERE " + sameKey() + ")"));
    }

    /** Where the database takes 'a' and 'A' for the same key, the dump's spelling wins too. */
    private void updateKeySpelling() throws SQLException {
        List<Column> spelled = plan.keyColumns().stream()
                .filter(column -> column.origin() == Column.Origin.GIVEN && !isInteger(column))
                .toList();
        if (!spelled.isEmpty()) {
            writer.update(
                    spelled,
                    sameKey() + " AND " + staging.in(Staging.CHANGED) + " AND NOT ("
                            + spelling.sameRow("t", "s", spelled) + ")");
        }
    }

    private String meeting() {
        return spelling.meeting(staging.name(), plan.target(), plan.key(), sameKey());
    }

    private String sameKey() {
        return plan.key().stream()
                .map(spelling::quote)
                .map(name -> "t." + name + " = s." + name)
                .collect(joining(" AND "));
    }

    private String sameValues() {
        List<Column> strict = plan.columns().stream()
                .filter(column -> !plan.defaulted().contains(column.name()))
                .toList();
        StringBuilder same = new StringBuilder(spelling.sameRow("t", "s", strict));
        for (Column column : plan.columns()) {
            if (plan.defaulted().contains(column.name())) {
                same.append(" AND (s.")
                        .append(spelling.quote(column.name()))
                        .append(" IS NULL OR ")
                        .append("(" + spelling.sameRow("t", "s", List.of(column)) + ")")
                        .append(")");
            }
        }
        return same.toString();
    }

    /** SQLite allows NULL in a primary key; no two such rows are the same one, so they are counted like keyless ones. */
    boolean someKeyIsNull() throws SQLException {
        return keyMayBeNull()
                && (staging.count(keyIsNull("s")) > 0
                        || sql.number("SELECT COUNT(*)" + target + " WHERE " + keyIsNull("t")) > 0);
    }

    private boolean keyMayBeNull() {
        return plan.keyColumns().stream().anyMatch(Column::nullable);
    }

    private String keyIsWhole() {
        return keyMayBeNull() ? "NOT " + keyIsNull("s") : "1 = 1";
    }

    /** Which rows have no whole key. */
    String keyIsNull(String alias) {
        return plan.keyColumns().stream()
                .filter(Column::nullable)
                .map(column -> alias + "." + spelling.quote(column.name()) + " IS NULL")
                .collect(joining(" OR ", "(", ")"));
    }

    private static boolean isInteger(Column column) {
        return switch (column.jdbcType()) {
            case java.sql.Types.TINYINT, java.sql.Types.SMALLINT, java.sql.Types.INTEGER, java.sql.Types.BIGINT -> true;
            default -> false;
        };
    }
}
