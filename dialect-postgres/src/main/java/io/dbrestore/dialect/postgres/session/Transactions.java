package io.dbrestore.dialect.postgres.session;

import io.dbrestore.spi.Dialect.Purpose;
import io.dbrestore.spi.Session;
import io.dbrestore.spi.SharedSnapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;

/**
 * Begins and ends what db-restore does in a connection. Everything is bound to the transaction, the lock too: a pool, or
 * a pgbouncer that gives each transaction another server process, finds nothing of it afterwards.
 */
public final class Transactions {

    private static final String SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";

    private static final String WRITING = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED READ WRITE";

    /** Excludes other restores into the same database; the number is db-restore's own and means nothing. */
    private static final String LOCK = "SELECT pg_catalog.pg_try_advisory_xact_lock(7233393920862024815)";

    private Transactions() {}

    /** See {@link io.dbrestore.spi.Dialect#begin}. */
    public static Session begin(Handle handle, Purpose purpose) throws SQLException {
        Connection connection = handle.getConnection();
        return switch (purpose) {
            case DUMP -> begun(connection, List.of(SNAPSHOT), () -> {});
            case RESTORE -> begun(connection, List.of(WRITING), () -> excludeOthers(connection));
        };
    }

    /** See {@link io.dbrestore.spi.Dialect#shareSnapshot}. */
    public static SharedSnapshot shareSnapshot(Handle handle) throws SQLException {
        String snapshot = Sql.value(handle.getConnection(), "SELECT pg_catalog.pg_export_snapshot()");
        List<String> beginning = List.of(SNAPSHOT, "SET TRANSACTION SNAPSHOT " + Sql.literal(snapshot));
        return another -> begun(another.getConnection(), beginning, () -> {});
    }

    /** See {@link io.dbrestore.spi.Dialect#join}. */
    public static Session join(Handle handle) throws SQLException {
        Connection connection = handle.getConnection();
        Settings before = Settings.current(connection);
        Session statements = unprepared(connection);
        Settings.pin(connection);
        return () -> {
            statements.close();
            putBack(before, connection);
        };
    }

    private static Session begun(Connection connection, List<String> beginning, Step last) throws SQLException {
        Session statements = unprepared(connection);
        Session session = () -> {
            try {
                connection.setAutoCommit(true);
            } finally {
                statements.close();
            }
        };
        try {
            connection.setAutoCommit(false);
            for (String sql : beginning) {
                Sql.run(connection, sql);
            }
            Settings.pin(connection);
            last.run();
        } catch (SQLException e) {
            SQLException explained = explained(e, beginning);
            giveUp(connection, session, explained);
            throw explained;
        }
        return session;
    }

    private static void giveUp(Connection connection, Session session, SQLException cause) {
        for (Step step : List.<Step>of(connection::rollback, session::close)) {
            try {
                step.run();
            } catch (SQLException e) {
                cause.addSuppressed(e);
            }
        }
    }

    private static SQLException explained(SQLException failure, List<String> beginning) {
        return "0A000".equals(failure.getSQLState()) && beginning.contains(WRITING)
                ? new SQLException(
                        "this server is a standby, which takes no writes (" + failure.getMessage() + ")",
                        "25006",
                        failure)
                : failure;
    }

    private static void excludeOthers(Connection connection) throws SQLException {
        if (!Sql.rows(connection, LOCK, row -> row.getBoolean(1)).get(0)) {
            throw new SQLException("another db-restore is restoring into this database", "55006");
        }
    }

    /**
     * Has the driver keep no statement on the server, which the next transaction may not find there; and a prepared
     * statement would not notice that a table was altered.
     */
    private static Session unprepared(Connection connection) throws SQLException {
        if (!connection.isWrapperFor(PGConnection.class)) {
            return () -> {};
        }
        PGConnection driver = connection.unwrap(PGConnection.class);
        int threshold = driver.getPrepareThreshold();
        driver.setPrepareThreshold(0);
        return () -> driver.setPrepareThreshold(threshold);
    }

    /** In a transaction that has failed nothing can be set; its rollback puts everything back. */
    private static void putBack(Settings settings, Connection connection) throws SQLException {
        try {
            settings.putBack(connection);
        } catch (SQLException e) {
            if (!"25P02".equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    /** A step of beginning. */
    @FunctionalInterface
    private interface Step {
        void run() throws SQLException;
    }
}
