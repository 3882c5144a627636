package io.dbrestore.spi.jdbc;

import io.dbrestore.spi.Codec;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import io.dbrestore.spi.ValueWriter;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Binds values by what they are, for staging columns of which no more is known than the words of their type. */
final class AnyCodec implements Codec {

    @Override
    public boolean handles(Dialect dialect, Column column) {
        return true;
    }

    @Override
    public void encode(ResultSet row, int index, ValueWriter value) {
        throw new UnsupportedOperationException("staged values are never dumped");
    }

    @Override
    public void decode(ValueReader value, Kind kind, PreparedStatement statement, int index) throws SQLException {
        switch (kind) {
            case BOOLEAN -> statement.setBoolean(index, value.booleanValue());
            case INTEGER -> statement.setBigDecimal(index, new BigDecimal(value.text()));
            case FLOAT -> statement.setDouble(index, value.doubleValue());
            case BYTES, UNDECODABLE_TEXT -> statement.setBytes(index, value.bytes());
            case NULL, TEXT, DECIMAL, DATETIME, JSON -> statement.setString(index, value.text());
        }
    }
}
