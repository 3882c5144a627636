package io.dbrestore.engine.format;

import io.dbrestore.spi.RowSource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;

/**
 * Prints rows of a database as they would stand in a dump, and compares them with what stands there. Piece by piece, so
 * that a big row is nowhere held twice.
 */
final class PrintedRow {

    private final JsonInput file;
    private final JsonBytes bytes;
    private final JsonValueWriter values;
    private boolean same;

    /** @param columns the columns of a row, by their names in the dump */
    PrintedRow(JsonInput file, List<String> columns) {
        this.file = file;
        this.bytes = new JsonBytes(new Comparison());
        this.values = new JsonValueWriter(bytes, columns);
    }

    /**
     * Takes the next row of the file if {@code source} stands on the same; else nothing.
     *
     * @param separator what stands before a row, up to its brace
     */
    boolean takes(byte[] separator, RowSource source) throws SQLException, IOException {
        file.mark();
        same = true;
        try {
            bytes.raw(separator);
            values.beginRow();
            source.copyTo(values);
            values.endRow();
            bytes.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (same) {
            file.goOn();
        } else {
            file.goBack();
        }
        return same;
    }

    /** Takes what is the same in the file. */
    private final class Comparison extends OutputStream {

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] printed, int offset, int length) throws IOException {
            same = same && file.takes(printed, offset, length);
        }
    }
}
