package io.dbrestore.tck;

/** What a dialect can do unless it says otherwise. What it lacks is not skipped but tested to be refused or told of. */
public enum Capability {
    /** Rows may refer to each other in a circle of tables. */
    CYCLES,
    /** Triggers do not fire during a restore. */
    SILENT_TRIGGERS,
    /** A failed restore leaves everything as it was. */
    ATOMIC_RESTORE
}
