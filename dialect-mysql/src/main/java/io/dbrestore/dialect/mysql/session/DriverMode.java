package io.dbrestore.dialect.mysql.session;

import com.mysql.cj.MysqlConnection;
import com.mysql.cj.protocol.ServerSession;
import com.mysql.cj.protocol.a.NativeServerSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * What MySQL's driver takes the {@code sql_mode} for. It asks once, when it connects, and doubles no backslash in a text
 * if it saw {@code NO_BACKSLASH_ESCAPES} then; it has to learn that this is over.
 */
@FunctionalInterface
interface DriverMode {

    void putBack();

    /** Has the driver of the connection, if it is MySQL's, double backslashes. */
    static DriverMode withBackslashes(Connection connection) throws SQLException {
        if (!connection.isWrapperFor(MysqlConnection.class)) {
            return () -> {};
        }
        ServerSession session =
                connection.unwrap(MysqlConnection.class).getSession().getServerSession();
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
