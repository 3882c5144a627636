package io.dbrestore.spi;

import java.sql.SQLException;

/** A forward-only cursor over the rows of one table. It holds one row at a time. Not thread-safe. */
public interface RowSource extends AutoCloseable {

    /** Moves to the next row and returns true, or returns false after the last one. */
    boolean next() throws SQLException;

    /** Writes the values of the current row: one for each column of the table that was asked for, in its order. */
    void copyTo(ValueWriter values) throws SQLException;

    /** Lets go of what the cursor holds in the database. Does nothing the second time. */
    @Override
    void close() throws SQLException;
}
