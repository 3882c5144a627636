package io.dbrestore.engine;

/**
 * How to restore.
 *
 * @param keylessMerge for tables without a key: false makes the table what the dump holds if it differs; true keeps
 *     all rows and inserts what is missing, counting duplicates
 * @param dryRun to do everything and roll it back
 * @param intoOther to restore into another database than the one that was dumped
 */
public record RestoreOptions(
        Strategy strategy, boolean keylessMerge, TableSelection tables, boolean dryRun, boolean intoOther) {

    /** Upsert everything. */
    public static final RestoreOptions DEFAULT =
            new RestoreOptions(Strategy.UPSERT, false, TableSelection.ALL, false, false);
}
