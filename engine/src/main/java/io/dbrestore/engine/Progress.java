package io.dbrestore.engine;

import io.dbrestore.spi.TableName;

/** Is told how far a dump or a restore has got; called on the thread that does the work, so be quick. */
public interface Progress {

    /** Nobody is watching. */
    Progress NONE = new Progress() {};

    /** What is being done to a table. */
    enum Phase {
        DUMPING,
        VERIFYING,
        RESTORING
    }

    /**
     * Work on a table begins.
     *
     * @param totalRows how many rows there are, or -1 if nobody knows
     */
    default void begin(Phase phase, TableName table, long totalRows) {}

    /** Some more rows are through; called every thousand rows or so, and at the end of each table. */
    default void rows(long count) {}
}
