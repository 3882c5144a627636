package io.dbrestore.dialect.mysql.rows;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.RuntimeProperty;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.JdbcStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What JDBC itself has no word for. A connection that is lent may come from another driver, or from another class
 * loader's copy of ours; then there is less of it.
 */
final class DriverAccess {

    private static final int INTERRUPTED = 1317;
    private static final int LARGEST_PACKET = 1 << 30;
    private static final int SOME_ROWS = 1_000;

    private final Connection connection;
    private final @Nullable JdbcConnection driver;
    private int ownLimit;

    private DriverAccess(Connection connection, @Nullable JdbcConnection driver) {
        this.connection = connection;
        this.driver = driver;
    }

    static DriverAccess to(Connection connection) throws SQLException {
        boolean known = connection.isWrapperFor(JdbcConnection.class);
        return new DriverAccess(connection, known ? connection.unwrap(JdbcConnection.class) : null);
    }

    /** With which rows are read one by one; at any other Connector/J takes the whole result into memory first. */
    int streamingFetchSize() throws SQLException {
        String name = connection.getMetaData().getDriverName();
        return name.startsWith("MySQL") ? Integer.MIN_VALUE : SOME_ROWS;
    }

    /** A row may be longer than what one may send, which the driver takes for its limit both ways. */
    void admitAnyRow() {
        if (driver != null) {
            RuntimeProperty<Integer> limit = limit(driver);
            ownLimit = limit.getValue();
            limit.setValue(LARGEST_PACKET);
        }
    }

    void admitOwnRows() {
        if (driver != null) {
            limit(driver).setValue(ownLimit);
        }
    }

    private static RuntimeProperty<Integer> limit(JdbcConnection driver) {
        return driver.getPropertySet().getIntegerProperty(PropertyKey.maxAllowedPacket);
    }

    /** Breaks a streamed query off and takes what is still under way, so that the connection can do other things. */
    void cancel(Statement statement, ResultSet rows) throws SQLException {
        if (driver == null) {
            return; // closing reads the rest
        }
        JdbcStatement running = statement.unwrap(JdbcStatement.class);
        running.getQuery().getStatementExecuting().set(true); // which it is, though the driver thinks of the first row
        try {
            statement.cancel();
            drain(rows);
        } finally {
            running.getQuery().getStatementExecuting().set(false);
        }
        takeLateInterrupt();
    }

    private static void drain(ResultSet rows) throws SQLException {
        try (rows) {
            while (rows.next()) {
                // no one wants it
            }
        } catch (SQLException e) {
            if (e.getErrorCode() != INTERRUPTED) {
                throw e;
            }
        }
    }

    /** The interrupt may have come after the last row, and would then hit the next statement. */
    private void takeLateInterrupt() throws SQLException {
        try (Statement harmless = connection.createStatement()) {
            harmless.execute("DO 0");
        } catch (SQLException e) {
            if (e.getErrorCode() != INTERRUPTED) {
                throw e;
            }
        }
    }

    /**
     * Prepares a statement for values of any size: the server puts them together, so that no packet has all. Another
     * driver may need a packet for all of them.
     */
    PreparedStatement prepareForLongValues(String sql) throws SQLException {
        return driver == null ? connection.prepareStatement(sql) : driver.serverPrepareStatement(sql);
    }
}
