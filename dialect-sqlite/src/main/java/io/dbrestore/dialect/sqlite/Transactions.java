package io.dbrestore.dialect.sqlite;

import io.dbrestore.spi.Dialect.Purpose;
import io.dbrestore.spi.Session;
import io.dbrestore.spi.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Begins and ends what db-restore does in a connection of its own.
 *
 * <p>{@code foreign_keys} does nothing inside a transaction, so it is switched before; with it on, even deferred, the
 * actions of foreign keys would change rows of other tables.
 */
final class Transactions {

    private static final long DEFAULT_CACHE = -2_000; // kilobytes, which SQLite writes with a minus

    /** Enough for the indexes of millions of rows, so that they need not go to the disk and back. */
    private static final long RESTORING_CACHE = -16_384;

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
        return begun(
                handle,
                List.of("PRAGMA query_only = ON"),
                "SELECT count(*) FROM main.sqlite_schema",
                List.of("PRAGMA query_only = " + onOff(queryOnly)));
    }

    private static Session restore(Handle handle) throws SQLException {
        boolean foreignKeys = Sql.number(handle, "PRAGMA foreign_keys") != 0;
        long cache = Sql.number(handle, "PRAGMA main.cache_size");
        return begun(
                handle,
                List.of(
                        "PRAGMA foreign_keys = OFF",
                        "PRAGMA main.cache_size = " + (cache == DEFAULT_CACHE ? RESTORING_CACHE : cache)),
                "BEGIN IMMEDIATE",
                List.of("PRAGMA foreign_keys = " + onOff(foreignKeys), "PRAGMA main.cache_size = " + cache));
    }

    /**
     * Leaves autocommit, which makes the driver begin a deferred transaction. To take the write lock at once, that one
     * is ended and another begun by hand: the driver's own switch would also apply to the transaction that it begins
     * after each commit, and a busy database would then look like a failed commit.
     */
    private static Session begun(Handle handle, List<String> settings, String opening, List<String> puttingBack)
            throws SQLException {
        Connection connection = handle.getConnection();
        boolean driversIsEnded = false;
        try {
            for (String setting : settings) {
                Sql.run(handle, setting);
            }
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
            attempt(() -> end(handle, puttingBack), explained);
            throw explained;
        }
        return () -> end(handle, puttingBack);
    }

    /** Ends the transaction and puts every setting back, also when something of it fails. */
    private static void end(Handle handle, List<String> puttingBack) throws SQLException {
        List<Work> steps = new ArrayList<>();
        steps.add(() -> handle.getConnection().setAutoCommit(true));
        puttingBack.forEach(setting -> steps.add(() -> Sql.run(handle, setting)));
        SQLException failure = null;
        for (Work step : steps) {
            try {
                step.run();
            } catch (SQLException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
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
