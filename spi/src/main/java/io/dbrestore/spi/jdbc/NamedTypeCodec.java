package io.dbrestore.spi.jdbc;

import io.dbrestore.spi.Codec;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import io.dbrestore.spi.ValueWriter;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Carries a type that JDBC has no number for, or the wrong one, like a type that it has.
 *
 * @param type how the database's name of the type begins, such as {@code UUID}
 * @param like what the driver is asked for, and given
 */
public record NamedTypeCodec(String type, StandardCodec like) implements Codec {

    @Override
    public boolean handles(Dialect dialect, Column column) {
        return column.type().startsWith(type);
    }

    @Override
    public void encode(ResultSet row, int index, ValueWriter value) throws SQLException {
        like.encode(row, index, value);
    }

    @Override
    public void decode(ValueReader value, Kind kind, PreparedStatement statement, int index) throws SQLException {
        like.decode(value, kind, statement, index);
    }
}
