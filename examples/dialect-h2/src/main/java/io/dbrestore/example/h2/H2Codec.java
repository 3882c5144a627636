package io.dbrestore.example.h2;

import io.dbrestore.spi.Codec;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import io.dbrestore.spi.ValueWriter;
import io.dbrestore.spi.jdbc.StandardCodec;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/** A type of H2 that JDBC has no number for, which goes like one that it has. */
record H2Codec(String type, StandardCodec like) implements Codec {

    static final List<Codec> ALL = List.of(
            new H2Codec("DECFLOAT", StandardCodec.TEXT), // NaN is no BigDecimal
            new H2Codec("ENUM", StandardCodec.TEXT),
            new H2Codec("GEOMETRY", StandardCodec.OCTETS),
            new H2Codec("INTERVAL", StandardCodec.TEXT),
            new H2Codec("JSON", StandardCodec.TEXT),
            new H2Codec("UUID", StandardCodec.TEXT));

    @Override
    public boolean handles(Dialect dialect, Column column) {
        return column.type().startsWith(type) && column.jdbcType() != Types.ARRAY;
    }

    @Override
    public void encode(ResultSet row, int index, ValueWriter value) throws SQLException {
        String text = type.equals("JSON") ? row.getString(index) : null;
        if (text == null) {
            like.encode(row, index, value);
        } else {
            value.writeJson(text, false);
        }
    }

    @Override
    public void decode(ValueReader value, Kind kind, PreparedStatement statement, int index) throws SQLException {
        like.decode(value, kind, statement, index);
    }
}
