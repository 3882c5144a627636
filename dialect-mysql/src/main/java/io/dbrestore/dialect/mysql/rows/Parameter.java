package io.dbrestore.dialect.mysql.rows;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A value that stands as a question mark in an INSERT statement. */
@FunctionalInterface
interface Parameter {
    void bind(PreparedStatement statement, int index) throws SQLException;
}
