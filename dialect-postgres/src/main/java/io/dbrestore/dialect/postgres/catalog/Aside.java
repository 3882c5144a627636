package io.dbrestore.dialect.postgres.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;

/**
 * Reads inside a transaction without leaving a trace in it: settings, locks and failures end with the reading. Without a
 * transaction it takes one of its own, so that no setting ever outlives it on a connection that others will use.
 */
final class Aside {

    /** Something that is read. */
    @FunctionalInterface
    interface Reading<T> {
        T run() throws SQLException;
    }

    private Aside() {}

    static <T> T read(Connection connection, Reading<T> reading) throws SQLException {
        if (!connection.getAutoCommit()) {
            return readAndForget(connection, reading);
        }
        connection.setAutoCommit(false);
        T result;
        try {
            result = readAndForget(connection, reading);
        } catch (SQLException | RuntimeException | Error e) {
            try {
                end(connection);
            } catch (SQLException further) {
                e.addSuppressed(further);
            }
            throw e;
        }
        end(connection);
        return result;
    }

    private static void end(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    private static <T> T readAndForget(Connection connection, Reading<T> reading) throws SQLException {
        Savepoint before = connection.setSavepoint();
        T result;
        try {
            result = reading.run();
        } catch (SQLException | RuntimeException | Error e) {
            try {
                forget(connection, before);
            } catch (SQLException further) {
                e.addSuppressed(further);
            }
            throw e;
        }
        forget(connection, before);
        return result;
    }

    private static void forget(Connection connection, Savepoint before) throws SQLException {
        connection.rollback(before);
        connection.releaseSavepoint(before);
    }

    /**
     * Reads with every name that the server prints qualified by its schema, unless it is one of PostgreSQL's own. An
     * empty search path would look into pg_temp before pg_catalog. Compiling such a query takes longer than running it.
     */
    static <T> T readQualified(Connection connection, Reading<T> reading) throws SQLException {
        return read(connection, () -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL search_path = pg_catalog, pg_temp; SET LOCAL jit = off");
            }
            return reading.run();
        });
    }
}
