package io.dbrestore.spi.jdbc;

import io.dbrestore.spi.Codec;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.RowSink;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Inserts rows in batches, a codec for each column. */
final class JdbcRowSink implements RowSink {

    private static final int BATCH = 1_000;

    private final PreparedStatement statement;
    private final Codec[] codecs;
    private final int[] jdbcTypes;
    private long rows;

    JdbcRowSink(Connection connection, String insert, Table table, List<Codec> codecs) throws SQLException {
        this.codecs = codecs.toArray(Codec[]::new);
        this.jdbcTypes = table.columns().stream().mapToInt(Column::jdbcType).toArray();
        this.statement = connection.prepareStatement(insert);
    }

    @Override
    public void copyFrom(ValueReader values) throws SQLException {
        for (int i = 0; i < codecs.length; i++) {
            Kind kind = values.next();
            if (kind == Kind.NULL) {
                statement.setNull(i + 1, jdbcTypes[i]);
            } else {
                codecs[i].decode(values, kind, statement, i + 1);
            }
        }
        statement.addBatch();
        if (++rows % BATCH == 0) {
            statement.executeBatch();
        }
    }

    @Override
    public long finish() throws SQLException {
        statement.executeBatch();
        return rows;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
