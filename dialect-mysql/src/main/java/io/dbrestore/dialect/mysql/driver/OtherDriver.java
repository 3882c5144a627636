package io.dbrestore.dialect.mysql.driver;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A driver whose classes are not known here: MariaDB's, or a copy of MySQL's that another class loader has.
 *
 * @param name as the driver says it
 */
record OtherDriver(Connection connection, String name) implements DriverAccess {

    private static final int SOME_ROWS = 1_000;

    /** What is around a value. */
    private static final long LITERAL = "_binary ''".length();

    static OtherDriver of(Connection connection) throws SQLException {
        return new OtherDriver(connection, connection.getMetaData().getDriverName());
    }

    private boolean isMySqls() {
        return name.startsWith("MySQL");
    }

    @Override
    public int streamingFetchSize() {
        return isMySqls() ? ConnectorJ.STREAMING : SOME_ROWS;
    }

    /** MariaDB's driver gives no bytes of numbers and dates. */
    @Override
    public String asText(String expression) {
        return isMySqls() ? expression : "CAST(" + expression + " AS CHAR CHARACTER SET utf8mb4)";
    }

    @Override
    public void admitAnyRow() {
        // MariaDB's driver reads rows of any length, and there is no way to tell a copy of MySQL's.
    }

    @Override
    public void admitOwnRows() {
        // nothing was changed
    }

    @Override
    public void cancel(Statement statement, ResultSet rows) {
        // closing reads the rest
    }

    @Override
    public PreparedStatement prepareForLongValues(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    /** It stands between quotes, with a backslash before some characters. */
    @Override
    public long lengthInStatement(byte[] longValue) {
        long length = LITERAL + longValue.length;
        for (byte octet : longValue) {
            if (octet == 0 || octet == '\'' || octet == '"' || octet == '\\') {
                length++;
            }
        }
        return length;
    }

    /** MariaDB's driver fails at the type of MySQL's vectors, and takes what comes next for something else. */
    @Override
    public String obstacle(String type) {
        return type.startsWith("vector") && !isMySqls()
                ? "is a vector, which the driver \"" + name + "\" cannot carry; connect with MySQL Connector/J, which"
                        + " takes a jdbc:mysql: URL"
                : "";
    }

    /** MariaDB's driver goes by what the server says of itself in each answer. */
    @Override
    public DriverMode withBackslashes() {
        return () -> {};
    }
}
