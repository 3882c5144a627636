package io.dbrestore.engine.restore;

import io.dbrestore.engine.RestoreReport.TableResult;

/** What became of some rows, see {@link TableResult}. */
record MergeCounts(long inserted, long updated, long unchanged, long skipped, long deleted) {

    static final MergeCounts NONE = new MergeCounts(0, 0, 0, 0, 0);

    MergeCounts plus(MergeCounts other) {
        return new MergeCounts(
                inserted + other.inserted,
                updated + other.updated,
                unchanged + other.unchanged,
                skipped + other.skipped,
                deleted + other.deleted);
    }

    boolean wroteAnything() {
        return inserted + updated + deleted > 0;
    }
}
