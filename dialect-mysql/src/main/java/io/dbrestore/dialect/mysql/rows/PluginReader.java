package io.dbrestore.dialect.mysql.rows;

import io.dbrestore.spi.Codec;
import io.dbrestore.spi.ValueWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Reads a column as a plugin does. */
record PluginReader(Codec codec, String name) implements ColumnReader {

    @Override
    public List<String> expressions() {
        return List.of(name);
    }

    @Override
    public void copyTo(ResultSet row, int index, ValueWriter values) throws SQLException {
        codec.encode(row, index, values);
    }
}
