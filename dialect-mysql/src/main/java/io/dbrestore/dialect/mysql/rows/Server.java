package io.dbrestore.dialect.mysql.rows;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What loading must know of the server.
 *
 * @param isMariaDb whether JSON is but text there
 * @param largestPacket how much it takes at a time
 */
record Server(boolean isMariaDb, int largestPacket) {

    static Server of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT VERSION(), @@max_allowed_packet")) {
            row.next();
            return new Server(row.getString(1).contains("MariaDB"), row.getInt(2));
        }
    }
}
