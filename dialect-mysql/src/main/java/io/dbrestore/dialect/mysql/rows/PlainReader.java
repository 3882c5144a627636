package io.dbrestore.dialect.mysql.rows;

import io.dbrestore.spi.ValueWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Reads a column whose bytes, as the server sends them, say all. */
record PlainReader(String expression, Decoder decoder) implements ColumnReader {

    /** Makes a value of the bytes that the server sends, which may be changed on the way. */
    @FunctionalInterface
    interface Decoder {
        void decode(byte[] sent, ValueWriter values) throws SQLException;
    }

    @Override
    public List<String> expressions() {
        return List.of(expression);
    }

    @Override
    public void copyTo(ResultSet row, int index, ValueWriter values) throws SQLException {
        byte[] sent = row.getBytes(index);
        if (sent == null) {
            values.writeNull();
        } else {
            decoder.decode(sent, values);
        }
    }
}
