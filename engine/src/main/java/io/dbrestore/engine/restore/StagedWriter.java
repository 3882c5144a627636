package io.dbrestore.engine.restore;

import io.dbrestore.spi.Column;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.SqlSpelling;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/** Writes staged rows into their table, and says which row it was if one breaks a rule of the database. */
final class StagedWriter {

    private final Sql sql;
    private final Dialect dialect;
    private final SqlSpelling spelling;
    private final TablePlan plan;
    private final Staging staging;
    private final List<NullPattern> nullPatterns;

    StagedWriter(Sql sql, Dialect dialect, TablePlan plan, Staging staging) throws SQLException {
        this.sql = sql;
        this.dialect = dialect;
        this.spelling = dialect.sql();
        this.plan = plan;
        this.staging = staging;
        this.nullPatterns = NullPattern.of(sql, spelling, plan, staging);
    }

    /** The columns that have a value in every staged row. */
    List<Column> alwaysPresent() {
        List<Column> present = plan.columns();
        for (NullPattern pattern : nullPatterns) {
            present = pattern.present(present);
        }
        return present;
    }

    /** Inserts the staged rows that fulfil {@code condition}, and returns how many they were. */
    long insert(String condition) throws SQLException {
        long inserted = 0;
        for (NullPattern pattern : nullPatterns) {
            List<Column> columns = pattern.present(plan.columns());
            inserted += write(
                    condition + " AND " + pattern.condition(),
                    rows -> spelling.insert(plan.target(), staging.name(), columns, rows));
        }
        return inserted;
    }

    /** Gives rows of the target the values of the staged rows that {@code condition} joins them with. */
    void update(List<Column> columns, String condition) throws SQLException {
        for (NullPattern pattern : nullPatterns) {
            List<Column> present = pattern.present(columns);
            if (!present.isEmpty()) {
                String rows = condition + " AND " + pattern.condition();
                if (!spelling.beforeUpdate(plan.target(), staging.name(), present, rows)
                        .isEmpty()) {
                    write(rows, some -> spelling.beforeUpdate(plan.target(), staging.name(), present, some));
                }
                write(rows, some -> spelling.update(plan.target(), staging.name(), present, some));
            }
        }
    }

    /** Writes some rows; where one of them breaks a constraint, finds out which. */
    private long write(String condition, Statement statement) throws SQLException {
        try {
            return sql.undoneOnFailure(() -> sql.execute(statement.of(condition)));
        } catch (SQLException e) {
            if (!dialect.violatesConstraint(e)) {
                throw e;
            }
            // Where attempts stay in the table, there must be no more of them.
            throw Conflicts.violation(
                    plan,
                    plan.rollsBack() ? OptionalLong.of(firstBadRow(condition, statement)) : OptionalLong.empty(),
                    e);
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
                if (!dialect.violatesConstraint(e)) {
                    throw e;
                }
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
}
