package io.dbrestore.spi;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** What one transaction sees, for other connections to see too, see {@link Dialect#shareSnapshot}. */
@FunctionalInterface
public interface SharedSnapshot extends AutoCloseable {

    /**
     * Begins a transaction for a dump that sees the very same.
     *
     * @param another a connection to the same database, in autocommit mode
     */
    Session begin(Handle another) throws SQLException;

    /**
     * Lets go of what only the beginning needs, such as a lock that keeps all writers waiting. Called as soon as every
     * connection has begun; what they see stays.
     */
    @Override
    default void close() throws SQLException {}
}
