package io.dbrestore.dialect.postgres.copy;

import io.dbrestore.spi.RowSink;
import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.postgresql.copy.CopyIn;

/** Loads rows by COPY. An error of the server tells the line, which is the row, and the column. */
final class CopyRowSink implements RowSink {

    private static final int LONGEST_SHOWN = 60;

    private final CopyIn copy;
    private final CopyBuffer buffer;
    private final FieldWriter fields;
    private final ColumnType[] types;
    private final FieldEncoder[] encoders;
    private boolean begun;

    CopyRowSink(CopyIn copy, Function<CopyBuffer, FieldWriter> format, List<ColumnType> types) {
        this.copy = copy;
        this.buffer = new CopyBuffer(copy);
        this.fields = format.apply(buffer);
        this.types = types.toArray(ColumnType[]::new);
        this.encoders = types.stream().map(type -> type.base().encoder()).toArray(FieldEncoder[]::new);
    }

    @Override
    public void copyFrom(ValueReader values) throws SQLException {
        begin();
        fields.beginRow(encoders.length);
        for (int i = 0; i < encoders.length; i++) {
            fields.beginField(i);
            Kind kind = values.next();
            if (kind == Kind.NULL) {
                fields.nothing();
                continue;
            }
            try {
                encoders[i].encode(values, kind, fields);
            } catch (UnfitValueException e) {
                throw unfit(types[i], values, kind, e);
            }
        }
        fields.endRow();
    }

    private void begin() throws SQLException {
        if (!begun) {
            begun = true;
            fields.beginRows();
        }
    }

    private static SQLException unfit(ColumnType type, ValueReader value, Kind kind, UnfitValueException why) {
        return new SQLException(
                "column " + type.name() + " (" + type.declared() + ") cannot take " + shown(value, kind) + ": "
                        + why.getMessage(),
                why.sqlState(),
                why);
    }

    private static String shown(ValueReader value, Kind kind) {
        if (kind == Kind.BYTES || kind == Kind.UNDECODABLE_TEXT) {
            return value.bytes().length + " bytes";
        }
        String text = value.text();
        return "'" + (text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text) + "'";
    }

    @Override
    public long finish() throws SQLException {
        begin();
        fields.endRows();
        buffer.flush();
        return copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
