package io.dbrestore.dialect.mysql.driver;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.RuntimeProperty;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.JdbcStatement;
import com.mysql.cj.protocol.ServerSession;
import com.mysql.cj.protocol.a.NativeServerSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** MySQL's own driver. */
final class ConnectorJ implements DriverAccess {

    /** At any other fetch size the driver takes the whole result into memory first. */
    static final int STREAMING = Integer.MIN_VALUE;

    private static final int INTERRUPTED = 1317;
    private static final int LARGEST_PACKET = 1 << 30;

    private final Connection connection;
    private final JdbcConnection driver;
    private int ownLimit;

    ConnectorJ(Connection connection) throws SQLException {
        this.connection = connection;
        this.driver = connection.unwrap(JdbcConnection.class);
    }

    static boolean made(Connection connection) throws SQLException {
        return connection.isWrapperFor(JdbcConnection.class);
    }

    @Override
    public int streamingFetchSize() {
        return STREAMING;
    }

    @Override
    public String asText(String expression) {
        return expression; // it gives the bytes of anything as they were sent
    }

    @Override
    public void admitAnyRow() {
        ownLimit = limit().getValue();
        limit().setValue(LARGEST_PACKET);
    }

    @Override
    public void admitOwnRows() {
        limit().setValue(ownLimit);
    }

    private RuntimeProperty<Integer> limit() {
        return driver.getPropertySet().getIntegerProperty(PropertyKey.maxAllowedPacket);
    }

    @Override
    public void cancel(Statement statement, ResultSet rows) throws SQLException {
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

    /** By the server, which puts long values together. */
    @Override
    public PreparedStatement prepareForLongValues(String sql) throws SQLException {
        return driver.serverPrepareStatement(sql);
    }

    @Override
    public long lengthInStatement(byte[] longValue) {
        return 0; // it goes apart, in pieces
    }

    @Override
    public String obstacle(String type) {
        return "";
    }

    /** It asks for {@code sql_mode} once, when it connects, and has to learn what is over. */
    @Override
    public DriverMode withBackslashes() {
        ServerSession session = driver.getSession().getServerSession();
        if (!session.isNoBackslashEscapesSet() || !(session instanceof NativeServerSession variables)) {
            return () -> {};
        }
        Map<String, String> before = variables.getServerVariables();
        Map<String, String> pinned = new HashMap<>(before); // several connections may share the other one
        pinned.put("sql_mode", "");
        variables.setServerVariables(pinned);
        return () -> variables.setServerVariables(before);
    }
}
