package io.dbrestore.dialect.sqlite;

import io.dbrestore.spi.Dialect.Purpose;
import io.dbrestore.spi.Session;
import io.dbrestore.spi.Work;
import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/**
 * Begins and ends what db-restore does in a connection of its own.
 *
 * <p>{@code foreign_keys} does nothing inside a transaction, so it is switched before; with it on, even deferred, the
 * actions of foreign keys would change rows of other tables.
 */
final class Transactions {

    private Transactions() {}

    static Session begin(Handle handle, Purpose purpose) throws SQLException {
        return switch (purpose) {
            case DUMP -> dump(handle);
            case RESTORE -> restore(handle);
        };
    }

    /** The first read fixes the snapshot; until the end, SQLite itself refuses any write of ours. */
    private static Session dump(Handle handle) throws SQLException {
        boolean queryOnly = Sql.number(handle, "PRAGMA query_only") != 0;
        Sql.run(handle, "PRAGMA query_only = ON");
        return begun(handle, "SELECT count(*) FROM main.sqlite_schema", "PRAGMA query_only = " + onOff(queryOnly));
    }

    private static Session restore(Handle handle) throws SQLException {
        boolean foreignKeys = Sql.number(handle, "PRAGMA foreign_keys") != 0;
        Sql.run(handle, "PRAGMA foreign_keys = OFF");
        return begun(handle, "BEGIN IMMEDIATE", "PRAGMA foreign_keys = " + onOff(foreignKeys));
    }

    /**
     * Leaves autocommit, which makes the driver begin a deferred transaction. To take the write lock at once, that one
     * is ended and another begun by hand: the driver's own switch would also apply to the transaction that it begins
     * after each commit, and a busy database would then look like a failed commit.
     */
    private static Session begun(Handle handle, String opening, String puttingBack) throws SQLException {
        Connection connection = handle.getConnection();
        boolean driversIsEnded = false;
        try {
            connection.setAutoCommit(false);
            if (opening.startsWith("BEGIN")) {
                Sql.run(handle, "COMMIT");
                driversIsEnded = true;
            }
            Sql.run(handle, opening);
        } catch (SQLException e) {
            SQLException explained = new Failures(handle).explain(e);
            if (driversIsEnded) {
                attempt(() -> Sql.run(handle, "BEGIN"), explained); // for the driver to end
            }
            attempt(() -> connection.setAutoCommit(true), explained);
            attempt(() -> Sql.run(handle, puttingBack), explained);
            throw explained;
        }
        return () -> {
            try {
                connection.setAutoCommit(true);
            } catch (SQLException e) {
                attempt(() -> Sql.run(handle, puttingBack), e);
                throw e;
            }
            Sql.run(handle, puttingBack);
        };
    }

    private static void attempt(Work work, SQLException cause) {
        try {
            work.run();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static String onOff(boolean on) {
        return on ? "ON" : "OFF";
    }
}
