package io.dbrestore.spi;

import java.sql.SQLException;

/** The settings of a connection while db-restore works in it, see {@link Dialect#begin}. */
@FunctionalInterface
public interface Session extends AutoCloseable {

    /**
     * Puts every setting back to what it was, and the connection into the mode that it came in. Called once, after the
     * commit or the rollback.
     */
    @Override
    void close() throws SQLException;
}
