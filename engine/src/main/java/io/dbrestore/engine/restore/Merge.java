package io.dbrestore.engine.restore;

import io.dbrestore.engine.Strategy;
import io.dbrestore.spi.Dialect;
import java.sql.SQLException;

/**
 * Merges the rows of a staging table into their table, in a few statements over all rows at once. In all SQL here
 * {@code t} is the target and {@code s} the staging table, and neither is opened twice in one statement: MySQL cannot
 * do that with temporary tables.
 */
final class Merge {

    private Merge() {}

    static MergeCounts run(Sql sql, Dialect dialect, TablePlan plan, Staging staging) throws SQLException {
        StagedWriter writer = new StagedWriter(sql, dialect, plan, staging);
        KeylessMerge keyless = new KeylessMerge(sql, dialect.sql(), plan, staging, writer);
        if (plan.key().isEmpty()) {
            return plan.merge() ? keyless.insertMissing("1 = 1") : keyless.replaceRows();
        }
        KeyedMerge keyed = new KeyedMerge(sql, dialect.sql(), plan, staging, writer);
        if (!keyed.someKeyIsNull()) {
            return keyed.run();
        }
        return plan.strategy() == Strategy.REPLACE
                ? keyless.replaceRows()
                : keyed.run().plus(keyless.insertMissing(keyed.keyIsNull("s")));
    }
}
