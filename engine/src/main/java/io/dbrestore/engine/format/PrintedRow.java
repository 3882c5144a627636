package io.dbrestore.engine.format;

import io.dbrestore.spi.RowSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** A row of a database, printed as it would stand in a dump. */
public final class PrintedRow {

    private final Buffer printed = new Buffer();
    private final JsonBytes bytes = new JsonBytes(printed);
    private final JsonValueWriter values;

    /** @param columns the columns of the row, by their names in the dump */
    public PrintedRow(List<String> columns) {
        this.values = new JsonValueWriter(bytes, columns);
    }

    /** Prints the row on which {@code source} stands. */
    public void print(RowSource source) throws SQLException {
        printed.reset();
        values.beginRow();
        source.copyTo(values);
        values.endRow();
        bytes.flush();
    }

    /** Takes it if it comes next, behind what separates it from the row before; {@code begin} ends with its brace. */
    boolean isNext(JsonInput json, byte[] begin) throws IOException {
        return json.takes(begin, begin.length - 1, printed.array(), printed.size());
    }

    /** Lets its bytes be seen without a copy. */
    private static final class Buffer extends ByteArrayOutputStream {

        byte[] array() {
            return buf;
        }
    }
}
