package io.dbrestore.dialect.postgres.copy;

import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.ValueWriter;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Reads the rows of a binary COPY; the server sends each in a message of its own. */
final class CopyRowSource implements RowSource {

    /** What may be left to read when a COPY is rather read to its end than cancelled. */
    private static final long SMALL_REST = 1 << 20;

    private static final byte[] NOTHING = {};

    private final PGConnection driver;
    private final CopyOut copy;
    private final BinaryDecoder[] decoders;
    private final ReadScope scope;
    private byte[] row = NOTHING;
    private int start; // of the fields in the row
    private boolean begun;
    private boolean ended;
    private boolean closed;

    CopyRowSource(PGConnection driver, String sql, List<BinaryDecoder> decoders, ReadScope scope) throws SQLException {
        this.driver = driver;
        this.copy = driver.getCopyAPI().copyOut(sql);
        this.decoders = decoders.toArray(BinaryDecoder[]::new);
        this.scope = scope;
    }

    @Override
    public boolean next() throws SQLException {
        if (ended) {
            return false;
        }
        row = NOTHING; // before the next one, which may be as big
        row = message();
        start = 0;
        if (!begun) {
            begun = true;
            start = BinaryFormat.headerLength(row);
            if (start == row.length) {
                row = message();
                start = 0;
            }
        }
        int fields = BinaryFormat.int16(row, start);
        start += 2;
        if (fields == BinaryFormat.TRAILER) {
            row = NOTHING;
            finish();
            return false;
        }
        if (fields != decoders.length) {
            throw BinaryFormat.broken(fields + " fields for " + decoders.length + " columns");
        }
        return true;
    }

    private byte[] message() throws SQLException {
        byte[] message = receive();
        if (message == null) {
            throw BinaryFormat.broken("no trailer");
        }
        return message;
    }

    private void finish() throws SQLException {
        byte[] rest = receive();
        if (rest != null) {
            throw BinaryFormat.broken(rest.length + " octets behind the trailer");
        }
        ended = true;
    }

    /** The next message, null behind the last. What is left of one that found no room would be taken for an answer. */
    private byte @Nullable [] receive() throws SQLException {
        try {
            return copy.readFromCopy();
        } catch (OutOfMemoryError e) {
            throw scope.disconnected(e);
        }
    }

    @Override
    public void copyTo(ValueWriter values) throws SQLException {
        int offset = start;
        for (BinaryDecoder decoder : decoders) {
            int length = BinaryFormat.int32(row, offset);
            offset += 4;
            if (length < 0) {
                values.writeNull();
                continue;
            }
            decoder.decode(row, offset, length, values);
            offset += length;
        }
        if (offset != row.length) {
            throw BinaryFormat.broken("a row of " + row.length + " octets that ends after " + offset);
        }
    }

    @Override
    public void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        row = NOTHING;
        if (ended) {
            scope.leave();
            return;
        }
        try {
            breakOff();
        } catch (SQLException e) {
            scope.abandon(e);
            throw e;
        }
        scope.abandon();
    }

    /** Reads what is left if that is little, else what still comes after the server was told to stop. */
    private void breakOff() throws SQLException {
        if (isDrained(SMALL_REST)) {
            return;
        }
        driver.cancelQuery(); // not CopyOut.cancelCopy(), which leaves in the stream what the server has sent already
        try {
            isDrained(Long.MAX_VALUE);
        } catch (SQLException e) {
            if (!ReadScope.QUERY_CANCELED.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    /** Reads on, but not much more than {@code limit} octets; returns whether that was the end. */
    private boolean isDrained(long limit) throws SQLException {
        long read = 0;
        while (copy.isActive()) {
            if (read >= limit) {
                return false;
            }
            byte[] message = receive();
            read += message == null ? 0 : message.length;
        }
        return true;
    }
}
