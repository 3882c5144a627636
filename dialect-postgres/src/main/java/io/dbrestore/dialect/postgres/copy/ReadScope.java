package io.dbrestore.dialect.postgres.copy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What surrounds the reading of a table. In a transaction that writes there is a savepoint, since reading can only be
 * broken off by an error. Where values are printed as names, the search path is empty, so that all names come with
 * their schema.
 */
final class ReadScope {

    static final String QUERY_CANCELED = "57014";

    private final Connection connection;
    private final boolean hasSavepoint;
    private final boolean isLocal;
    private final String searchPath; // empty if it was not changed

    private ReadScope(Connection connection, boolean hasSavepoint, boolean isLocal, String searchPath) {
        this.connection = connection;
        this.hasSavepoint = hasSavepoint;
        this.isLocal = isLocal;
        this.searchPath = searchPath;
    }

    static ReadScope open(Connection connection, TableColumns columns) throws SQLException {
        boolean inTransaction = !connection.getAutoCommit();
        boolean hasSavepoint = inTransaction && !columns.readOnly();
        if (hasSavepoint) {
            execute(connection, "SAVEPOINT dbrestore_read");
        }
        String searchPath = "";
        if (columns.printNames()) {
            searchPath = searchPath(connection);
            setSearchPath(connection, "", inTransaction);
        }
        return new ReadScope(connection, hasSavepoint, inTransaction, searchPath);
    }

    /** After all rows were read. */
    void leave() throws SQLException {
        if (!searchPath.isEmpty()) {
            setSearchPath(connection, searchPath, isLocal);
        }
        if (hasSavepoint) {
            execute(connection, "RELEASE SAVEPOINT dbrestore_read");
        }
    }

    /** After reading was broken off; undoes the harm to the transaction if that can be. */
    void abandon() throws SQLException {
        if (hasSavepoint) {
            rollBack();
            execute(connection, "RELEASE SAVEPOINT dbrestore_read");
            return;
        }
        if (!isLocal && !searchPath.isEmpty()) {
            setSearchPath(connection, searchPath, false);
        }
    }

    /** After {@code failure}, which matters more than what goes wrong here. */
    void abandon(SQLException failure) {
        try {
            abandon();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** Closes a connection that ran out of memory amid a message, and says so. */
    SQLException disconnected(OutOfMemoryError cause) throws SQLException {
        connection.abort(Runnable::run);
        return new SQLException(
                "a row is too big for the memory that Java may take here, which is "
                        + Runtime.getRuntime().maxMemory() / (1 << 20)
                        + " MB; it takes some three times the row, as with the option -Xmx4g",
                "53200",
                cause);
    }

    /** Tries again if the cancelling of the COPY came so late that it met this statement. */
    private void rollBack() throws SQLException {
        String rollback = "ROLLBACK TO SAVEPOINT dbrestore_read";
        try {
            execute(connection, rollback);
        } catch (SQLException e) {
            if (!QUERY_CANCELED.equals(e.getSQLState())) {
                throw e;
            }
            execute(connection, rollback);
        }
    }

    private static String searchPath(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.current_setting('search_path')")) {
            row.next();
            return row.getString(1);
        }
    }

    private static void setSearchPath(Connection connection, String path, boolean local) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_catalog.set_config('search_path', ?, ?)")) {
            statement.setString(1, path);
            statement.setBoolean(2, local);
            statement.execute();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
