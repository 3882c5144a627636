package io.dbrestore.dialect.mysql.session;

import io.dbrestore.spi.Dialect.Purpose;
import io.dbrestore.spi.Session;
import io.dbrestore.spi.SharedSnapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Begins and ends what db-restore does in a connection. */
public final class Transactions {

    /** The snapshot is taken here, not at the first read: every table is seen at this moment. */
    private static final List<String> READING = List.of(
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");

    /**
     * At this level whatever is read is read as it is now, and stays so until the end. At a lower one InnoDB compares
     * with a snapshot and then writes into what others have made of the rows meanwhile; and the last look at the foreign
     * keys, which are held back, would not see what others have deleted.
     */
    private static final List<String> WRITING =
            List.of("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "START TRANSACTION READ WRITE");

    /** A name is the whole server's, and has 64 characters at most. A database may have two spellings. */
    private static final String LOCK = "CONCAT('dbr ', SHA2(LOWER(DATABASE()), 224))";

    /** While one waits for it, everybody who writes waits too. */
    private static final String STANDSTILL_SECONDS = "3";

    private static final String PATIENCE_SECONDS = "5";

    private Transactions() {}

    /** See {@link io.dbrestore.spi.Dialect#begin}. */
    public static Session begin(Handle handle, Purpose purpose) throws SQLException {
        Connection connection = handle.getConnection();
        Endings endings = new Endings();
        try {
            Settings settings = Settings.pin(connection);
            endings.add(settings::putBack);
            if (purpose == Purpose.RESTORE) {
                excludeOthers(connection);
                endings.add(() -> Sql.run(connection, "DO RELEASE_LOCK(" + LOCK + ")"));
            }
            connection.setAutoCommit(false);
            endings.add(() -> connection.setAutoCommit(true));
            start(connection, purpose);
        } catch (SQLException e) {
            endings.closeAfter(e);
            throw e;
        }
        return endings;
    }

    /** See {@link io.dbrestore.spi.Dialect#join}. */
    public static Session join(Handle handle) throws SQLException {
        return Settings.pin(handle.getConnection())::putBack;
    }

    /**
     * See {@link io.dbrestore.spi.Dialect#shareSnapshot}. Nobody can be told a snapshot's name here. Instead all others
     * stand still while every connection takes its own; the one that had begun begins anew.
     */
    public static Optional<SharedSnapshot> shareSnapshot(Handle handle) throws SQLException {
        Connection connection = handle.getConnection();
        connection.rollback();
        boolean still = standStill(connection);
        start(connection, Purpose.DUMP);
        return still ? Optional.of(new Standstill(connection)) : Optional.empty();
    }

    private static void start(Connection connection, Purpose purpose) throws SQLException {
        List<String> statements = switch (purpose) {
            case DUMP -> READING;
            case RESTORE -> WRITING;
        };
        for (String sql : statements) {
            Sql.run(connection, sql);
        }
    }

    /** Waits for a while: one that was killed has the lock until the server notices and has rolled back. */
    private static void excludeOthers(Connection connection) throws SQLException {
        String taking = "SELECT GET_LOCK(" + LOCK + ", " + PATIENCE_SECONDS + ")";
        boolean free = Sql.rows(connection, taking, row -> row.getBoolean(1)).get(0);
        if (!free) {
            throw new SQLException("another db-restore is restoring into this database", Errors.IN_USE);
        }
    }

    /** Without the right to, or while a statement runs that does not end, one connection has to do. */
    private static boolean standStill(Connection connection) throws SQLException {
        String patience = Setting.of("lock_wait_timeout").assignment();
        Sql.run(connection, "SET SESSION lock_wait_timeout = " + STANDSTILL_SECONDS);
        try {
            Sql.run(connection, "FLUSH TABLES WITH READ LOCK");
            return true;
        } catch (SQLException e) {
            return false;
        } finally {
            Sql.run(connection, "SET " + patience);
        }
    }

    /** All writers wait for this connection. */
    private record Standstill(Connection connection) implements SharedSnapshot {

        @Override
        public Session begin(Handle another) throws SQLException {
            return Transactions.begin(another, Purpose.DUMP);
        }

        @Override
        public void close() throws SQLException {
            Sql.run(connection, "UNLOCK TABLES");
        }
    }
}
