package io.dbrestore.dialect.postgres.copy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.SQLException;

/** The frame of a binary COPY, and its numbers. */
final class BinaryFormat {

    /** Stands in place of the number of fields where no row follows. */
    static final int TRAILER = -1;

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int FLAGS_AND_EXTENSION = 8;

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BinaryFormat() {}

    /** A header without anything special. */
    static byte[] header() {
        byte[] header = new byte[SIGNATURE.length + FLAGS_AND_EXTENSION];
        System.arraycopy(SIGNATURE, 0, header, 0, SIGNATURE.length);
        return header;
    }

    /** How long the header is with which a message begins. */
    static int headerLength(byte[] message) throws SQLException {
        int end = SIGNATURE.length + FLAGS_AND_EXTENSION;
        for (int i = 0; i < SIGNATURE.length; i++) {
            if (message.length < end || message[i] != SIGNATURE[i]) {
                throw broken("no header");
            }
        }
        return end + int32(message, end - 4);
    }

    static int int16(byte[] bytes, int offset) {
        return (short) SHORTS.get(bytes, offset);
    }

    static int int32(byte[] bytes, int offset) {
        return (int) INTS.get(bytes, offset);
    }

    static long int64(byte[] bytes, int offset) {
        return (long) LONGS.get(bytes, offset);
    }

    static void putInt16(byte[] bytes, int offset, int value) {
        SHORTS.set(bytes, offset, (short) value);
    }

    static void putInt32(byte[] bytes, int offset, int value) {
        INTS.set(bytes, offset, value);
    }

    static void putInt64(byte[] bytes, int offset, long value) {
        LONGS.set(bytes, offset, value);
    }

    static SQLException broken(String what) {
        return new SQLException("the server sent rows in a form that db-restore does not know: " + what, "08P01");
    }
}
