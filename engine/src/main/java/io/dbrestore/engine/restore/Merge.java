package io.dbrestore.engine.restore;

import static java.util.stream.Collectors.joining;

import io.dbrestore.engine.Strategy;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.TableName;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Merges the rows of a staging table into their table, in a few statements over all rows at once: sorts the rows into
 * new, changed and same ones, looks for clashes on other unique keys, and only then writes, and only what differs. In
 * all SQL here {@code t} is the target and {@code s} the staging table, and neither is opened twice in one statement:
 * MySQL cannot do that with temporary tables.
 */
final class Merge {

    private final Sql sql;
    private final Dialect dialect;
    private final SqlSpelling spelling;
    private final TablePlan plan;
    private final Staging staging;
    private final TableName target;
    private final List<NullPattern> nullPatterns;

    Merge(Sql sql, Dialect dialect, TablePlan plan, Staging staging) throws SQLException {
        this.sql = sql;
        this.dialect = dialect;
        this.spelling = dialect.sql();
        this.plan = plan;
        this.staging = staging;
        this.target = plan.target().name();
        this.nullPatterns = NullPattern.of(sql, spelling, plan, staging);
    }

    MergeCounts run() throws SQLException {
        if (plan.key().isEmpty()) {
            return plan.merge() ? insertMissing("1 = 1") : replaceRows();
        }
        if (!someKeyIsNull()) {
            return mergeByKey();
        }
        return plan.strategy() == Strategy.REPLACE
                ? replaceRows()
                : mergeByKey().plus(insertMissing(keyIsNull("s")));
    }

    // ---------------------------------------------------------------- tables with a key

    private MergeCounts mergeByKey() throws SQLException {
        staging.index(plan.key());
        staging.setState(
                Staging.CHANGED, keyIsWhole() + " AND EXISTS (SELECT 1" + fromTarget() + " WHERE " + sameKey() + ")");
        staging.setState(
                Staging.SAME,
                staging.in(Staging.CHANGED) + " AND EXISTS (SELECT 1" + fromTarget() + " WHERE " + sameKey() + " AND "
                        + sameValues() + ")");
        refuseDoubledKeys();
        long same = staging.count(keyIsWhole() + " AND " + staging.in(Staging.SAME));
        long changed = staging.count(staging.in(Staging.CHANGED));
        long deleted = plan.strategy() == Strategy.REPLACE ? deleteOthers() : 0;
        boolean update = plan.strategy() != Strategy.SKIP;
        new UniqueClash(sql, spelling, plan, staging).settle(keyIsWhole(), sameKey());
        if (update && changed > 0) {
            update();
        }
        long inserted = insert(keyIsWhole() + " AND " + staging.in(Staging.NEW));
        return new MergeCounts(inserted, update ? changed : 0, same, update ? 0 : changed, deleted);
    }

    /** Two rows of the dump that the database takes for one, in a table whose collation has changed, say. */
    private void refuseDoubledKeys() throws SQLException {
        String keys =
                plan.key().stream().map(name -> "t." + spelling.quote(name)).collect(joining(", "));
        List<List<String>> doubled = sql.rows(
                "SELECT MIN(" + staging.number() + "), MAX(" + staging.number() + ")" + staging.from() + " JOIN "
                        + spelling.quote(target) + " t ON " + sameKey() + " GROUP BY " + keys
                        + " HAVING COUNT(*) > 1",
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

    private void update() throws SQLException {
        for (NullPattern pattern : nullPatterns) {
            List<Column> columns = pattern.present(plan.otherColumns());
            if (!columns.isEmpty()) {
                write(
                        pattern.condition(),
                        condition -> spelling.update(
                                plan.target(),
                                staging.name(),
                                columns,
                                sameKey() + " AND " + staging.in(Staging.CHANGED) + " AND " + condition));
            }
        }
        updateKeySpelling();
    }

    /** Where the database takes 'a' and 'A' for the same key, the dump's spelling wins too. */
    private void updateKeySpelling() throws SQLException {
        List<Column> spelled = plan.keyColumns().stream()
                .filter(column -> column.origin() == Column.Origin.GIVEN && !isInteger(column))
                .toList();
        if (!spelled.isEmpty()) {
            String differs = "NOT " + parenthesized(spelling.sameRow("t", "s", spelled));
            write(
                    "1 = 1",
                    condition -> spelling.update(
                            plan.target(),
                            staging.name(),
                            spelled,
                            sameKey() + " AND " + staging.in(Staging.CHANGED) + " AND " + differs + " AND "
                                    + condition));
        }
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
                        .append(parenthesized(spelling.sameRow("t", "s", List.of(column))))
                        .append(")");
            }
        }
        return same.toString();
    }

    /** SQLite allows NULL in a primary key; no two such rows are the same one, so they are counted like keyless ones. */
    private boolean someKeyIsNull() throws SQLException {
        return keyMayBeNull()
                && (staging.count(keyIsNull("s")) > 0
                        || sql.number("SELECT COUNT(*)" + fromTarget() + " WHERE " + keyIsNull("t")) > 0);
    }

    private boolean keyMayBeNull() {
        return plan.keyColumns().stream().anyMatch(Column::nullable);
    }

    private String keyIsWhole() {
        return keyMayBeNull() ? "NOT " + parenthesized(keyIsNull("s")) : "1 = 1";
    }

    private String keyIsNull(String alias) {
        return plan.keyColumns().stream()
                .filter(Column::nullable)
                .map(column -> alias + "." + spelling.quote(column.name()) + " IS NULL")
                .collect(joining(" OR ", "(", ")"));
    }

    // ---------------------------------------------------------------- tables without a key

    /** Makes the table what the dump holds, unless it is that already. */
    private MergeCounts replaceRows() throws SQLException {
        long rows = staging.count("1 = 1");
        String union = "SELECT " + list("t", plan.columns()) + ", 1 AS side" + fromTarget() + " UNION ALL SELECT "
                + list("s", plan.columns()) + ", -1 AS side" + staging.from();
        List<String> difference = sql.rows(
                        "SELECT SUM(CASE WHEN d > 0 THEN d ELSE 0 END), SUM(CASE WHEN d < 0 THEN 1 ELSE 0 END)"
                                + " FROM (SELECT SUM(u.side) AS d FROM (" + union + ") u GROUP BY "
                                + identity(plan.columns()) + ") g",
                        1)
                .get(0);
        if (difference.stream().allMatch(count -> count.equals("0") || count.equals("NULL"))) {
            return new MergeCounts(0, 0, rows, 0, 0);
        }
        sql.execute(spelling.delete(plan.target(), "1 = 1"));
        long inserted = insert("1 = 1");
        return new MergeCounts(inserted, 0, 0, 0, Long.parseLong(difference.get(0)));
    }

    /** Keeps all rows and inserts those of the dump that are not there often enough. */
    private MergeCounts insertMissing(String which) throws SQLException {
        List<Column> compared = plan.columns();
        for (NullPattern pattern : nullPatterns) {
            compared = pattern.present(compared);
        }
        String identity = identity(compared);
        String union = "SELECT " + list("t", compared) + ", 0 AS side, 0 AS number" + fromTarget()
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
        long inserted = insert("(" + which + ") AND " + staging.in(Staging.NEW));
        return new MergeCounts(inserted, 0, same, 0, 0);
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

    // ---------------------------------------------------------------- writing

    private String fromTarget() {
        return " FROM " + spelling.quote(target) + " t";
    }

    private long insert(String condition) throws SQLException {
        long inserted = 0;
        for (NullPattern pattern : nullPatterns) {
            List<Column> columns = pattern.present(plan.columns());
            inserted += write(
                    condition + " AND " + pattern.condition(),
                    rows -> spelling.insert(plan.target(), staging.name(), columns, rows));
        }
        return inserted;
    }

    /** Writes some rows; where one of them breaks a constraint, finds out which. */
    private long write(String condition, Statement statement) throws SQLException {
        try {
            return sql.undoneOnFailure(() -> sql.execute(statement.of(condition)));
        } catch (SQLException e) {
            if (!dialect.violatesConstraint(e)) {
                throw e;
            }
            throw Conflicts.violation(plan, firstBadRow(condition, statement), e);
        }
    }

    /** The first row without which the rows before it could be written, by halving. */
    private long firstBadRow(String condition, Statement statement) throws SQLException {
        long good = 0;
        long bad = sql.number("SELECT MAX(" + staging.number() + ")" + staging.from());
        while (bad - good > 1) {
            long middle = good + (bad - good) / 2;
            String some = condition + " AND " + staging.number() + " <= " + middle;
            sql.execute("SAVEPOINT dbrestore_halving");
            try {
                sql.execute(statement.of(some));
                good = middle;
            } catch (SQLException e) {
                bad = middle;
            } finally {
                sql.execute("ROLLBACK TO SAVEPOINT dbrestore_halving");
            }
        }
        return bad;
    }

    /** A statement over the rows that fulfil a condition. */
    @FunctionalInterface
    private interface Statement {
        String of(String condition);
    }

    private static boolean isInteger(Column column) {
        return switch (column.jdbcType()) {
            case java.sql.Types.TINYINT, java.sql.Types.SMALLINT, java.sql.Types.INTEGER, java.sql.Types.BIGINT -> true;
            default -> false;
        };
    }

    private static String parenthesized(String condition) {
        return "(" + condition + ")";
    }
}
