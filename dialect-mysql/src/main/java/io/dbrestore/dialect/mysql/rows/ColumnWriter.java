package io.dbrestore.dialect.mysql.rows;

import io.dbrestore.spi.Codec;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import java.sql.Connection;
import java.sql.SQLException;

/** Writes the values of one column into an INSERT statement. */
interface ColumnWriter {

    /** Writes the value that {@code value} stands on, which is of that kind and not NULL. */
    void write(ValueReader value, Kind kind, InsertedRow row) throws SQLException, UnfitValueException;

    static ColumnWriter of(Dialect dialect, Connection connection, Column column, Codecs plugins, boolean isMariaDb) {
        return plugins.of(dialect, column)
                .<ColumnWriter>map(codec -> (value, kind, row) -> row.parameter(bound(codec, connection, value, kind)))
                .orElseGet(() -> new LiteralWriter(ValueType.of(column), isMariaDb));
    }

    private static Parameter bound(Codec codec, Connection connection, ValueReader value, Kind kind)
            throws SQLException {
        RecordedBinding binding = new RecordedBinding(connection);
        codec.decode(value, kind, binding.statement(), 1);
        return binding;
    }
}
