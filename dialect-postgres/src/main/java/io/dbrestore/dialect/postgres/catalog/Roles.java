package io.dbrestore.dialect.postgres.catalog;

import java.sql.Connection;
import java.sql.SQLException;

/** The role that a connection acts as. */
final class Roles {

    private Roles() {}

    /** Its name as it stands in a statement. */
    static String current(Connection connection) throws SQLException {
        return Query.list(connection, "SELECT pg_catalog.format('%I', current_user)", row -> row.getString(1))
                .get(0);
    }
}
