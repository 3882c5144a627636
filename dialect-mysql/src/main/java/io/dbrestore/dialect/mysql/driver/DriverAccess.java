package io.dbrestore.dialect.mysql.driver;

import io.dbrestore.spi.Column;
import io.dbrestore.spi.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What JDBC itself has no word for. A connection that is lent may come from another driver than MySQL's, or from another
 * class loader's copy of it; then there is less of it.
 */
public sealed interface DriverAccess permits ConnectorJ, OtherDriver {

    static DriverAccess to(Connection connection) throws SQLException {
        return isConnectorJThere() && ConnectorJ.made(connection)
                ? new ConnectorJ(connection)
                : OtherDriver.of(connection);
    }

    /** An application that has MariaDB's driver need not have MySQL's. */
    private static boolean isConnectorJThere() {
        try {
            Class.forName("com.mysql.cj.jdbc.JdbcConnection", false, DriverAccess.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** With which rows are read one by one. */
    int streamingFetchSize();

    /** An expression for the text that the server has for a number, a date or the like; {@code getBytes} gives its bytes. */
    String asText(String expression);

    /** A row may be longer than what one may send, which a driver may take for its limit both ways. */
    void admitAnyRow();

    void admitOwnRows();

    /** Breaks a streamed query off and takes what is still under way, so that the connection can do other things. */
    void cancel(Statement statement, ResultSet rows) throws SQLException;

    /** Prepares a statement for long values. */
    PreparedStatement prepareForLongValues(String sql) throws SQLException;

    /** How much longer such a statement gets by a long value. */
    long lengthInStatement(byte[] longValue);

    /** Why the driver cannot carry a type, words to stand behind the name of a column of that type; empty if it can. */
    String obstacle(String type);

    /** Throws if the driver cannot carry all columns of {@code table}, before anything is asked of it. */
    default void requireCarried(Table table) throws SQLException {
        for (Column column : table.columns()) {
            String obstacle = obstacle(column.type());
            if (!obstacle.isEmpty()) {
                throw new SQLException("column " + column.name() + " of " + table.name() + " " + obstacle);
            }
        }
    }

    /** Has the driver double backslashes in texts, which the server's {@code sql_mode} asks for by now. */
    DriverMode withBackslashes();
}
