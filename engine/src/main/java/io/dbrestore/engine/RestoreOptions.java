package io.dbrestore.engine;

/**
 * How to restore.
 *
 * @param keylessMerge for tables without a key: false makes the table what the dump holds if it differs; true keeps
 *     all rows and inserts what is missing, counting duplicates
 * @param dryRun to do everything and roll it back
 * @param intoOther to restore into another database than the one that was dumped
 * @param refresh to bring up to date afterwards what the database derives from tables, such as materialized views
 * @param allowNonAtomic to write into tables that the database cannot roll back, too: if the restore fails, they stay
 *     half restored until it is run again
 */
public record RestoreOptions(
        Strategy strategy,
        boolean keylessMerge,
        TableSelection tables,
        boolean dryRun,
        boolean intoOther,
        boolean refresh,
        boolean allowNonAtomic) {

    /** Upsert everything, and refresh afterwards. */
    public static final RestoreOptions DEFAULT =
            new RestoreOptions(Strategy.UPSERT, false, TableSelection.ALL, false, false, true, false);

    public RestoreOptions withStrategy(Strategy other) {
        return new RestoreOptions(other, keylessMerge, tables, dryRun, intoOther, refresh, allowNonAtomic);
    }

    public RestoreOptions withKeylessMerge(boolean other) {
        return new RestoreOptions(strategy, other, tables, dryRun, intoOther, refresh, allowNonAtomic);
    }

    public RestoreOptions withTables(TableSelection other) {
        return new RestoreOptions(strategy, keylessMerge, other, dryRun, intoOther, refresh, allowNonAtomic);
    }

    public RestoreOptions withDryRun(boolean other) {
        return new RestoreOptions(strategy, keylessMerge, tables, other, intoOther, refresh, allowNonAtomic);
    }

    public RestoreOptions withIntoOther(boolean other) {
        return new RestoreOptions(strategy, keylessMerge, tables, dryRun, other, refresh, allowNonAtomic);
    }

    public RestoreOptions withRefresh(boolean other) {
        return new RestoreOptions(strategy, keylessMerge, tables, dryRun, intoOther, other, allowNonAtomic);
    }

    public RestoreOptions withAllowNonAtomic(boolean other) {
        return new RestoreOptions(strategy, keylessMerge, tables, dryRun, intoOther, refresh, other);
    }
}
