package io.dbrestore.engine;

/**
 * How to restore.
 *
 * @param keylessMerge for tables without a key: false makes the table what the dump holds if it differs; true keeps
 *     all rows and inserts what is missing, counting duplicates
 * @param dryRun to do everything and roll it back
 * @param intoOther to restore into another database than the one that was dumped
 * @param refresh to bring up to date afterwards what the database derives from tables, such as materialized views
 */
public record RestoreOptions(
        Strategy strategy,
        boolean keylessMerge,
        TableSelection tables,
        boolean dryRun,
        boolean intoOther,
        boolean refresh) {

    /** Upsert everything, and refresh afterwards. */
    public static final RestoreOptions DEFAULT =
            new RestoreOptions(Strategy.UPSERT, false, TableSelection.ALL, false, false, true);

    public RestoreOptions withStrategy(Strategy other) {
        return new RestoreOptions(other, keylessMerge, tables, dryRun, intoOther, refresh);
    }

    public RestoreOptions withKeylessMerge(boolean other) {
        return new RestoreOptions(strategy, other, tables, dryRun, intoOther, refresh);
    }

    public RestoreOptions withTables(TableSelection other) {
        return new RestoreOptions(strategy, keylessMerge, other, dryRun, intoOther, refresh);
    }

    public RestoreOptions withDryRun(boolean other) {
        return new RestoreOptions(strategy, keylessMerge, tables, other, intoOther, refresh);
    }

    public RestoreOptions withIntoOther(boolean other) {
        return new RestoreOptions(strategy, keylessMerge, tables, dryRun, other, refresh);
    }

    public RestoreOptions withRefresh(boolean other) {
        return new RestoreOptions(strategy, keylessMerge, tables, dryRun, intoOther, other);
    }
}
