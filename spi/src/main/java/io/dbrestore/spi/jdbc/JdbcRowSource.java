package io.dbrestore.spi.jdbc;

import io.dbrestore.spi.Codec;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.ValueWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Rows of a query, a codec for each column. */
final class JdbcRowSource implements RowSource {

    private final PreparedStatement statement;
    private final ResultSet rows;
    private final Codec[] codecs;

    JdbcRowSource(Connection connection, String select, int fetchSize, List<Codec> codecs) throws SQLException {
        this.codecs = codecs.toArray(Codec[]::new);
        this.statement = connection.prepareStatement(select, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        try {
            statement.setFetchSize(fetchSize);
            this.rows = statement.executeQuery();
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    @Override
    public boolean next() throws SQLException {
        return rows.next();
    }

    @Override
    public void copyTo(ValueWriter values) throws SQLException {
        for (int i = 0; i < codecs.length; i++) {
            codecs[i].encode(rows, i + 1, values);
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
