package io.dbrestore.spi;

import java.sql.SQLException;

/**
 * Takes rows into one table, in bulk. Not thread-safe.
 *
 * <p>Once a sink is closed unfinished, or has thrown, its transaction is good for nothing but a rollback, to a
 * savepoint or whole.
 */
public interface RowSink extends AutoCloseable {

    /**
     * Takes one row: reads one value for each column of the table that was asked for, in its order. The row may reach
     * the database later, in a batch, so an error may tell of an earlier row.
     */
    void copyFrom(ValueReader values) throws SQLException;

    /** Brings every row taken so far into the table and returns how many there were. */
    long finish() throws SQLException;

    /** Lets go of what the sink holds in the database. Does nothing the second time. */
    @Override
    void close() throws SQLException;
}
