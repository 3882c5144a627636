package io.dbrestore.engine.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds what cannot stand in a JSON string as it is. Most text is plain, so eight bytes are looked at together. */
final class JsonPlain {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long BLANKS = ONES * ' ';

    private static final boolean[] PLAIN_ASCII = plainAscii();

    private JsonPlain() {}

    private static boolean[] plainAscii() {
        boolean[] plain = new boolean[256];
        for (int i = ' '; i < 0x80; i++) {
            plain[i] = i != '"' && i != '\\';
        }
        return plain;
    }

    /** Whether all of it is ASCII that can stand in a JSON string as it is. Most values are short, so it goes byte by byte. */
    static boolean isPlain(byte[] bytes, int start, int end) {
        int i = start;
        while (i < end && PLAIN_ASCII[bytes[i] & 0xff]) {
            i++;
        }
        return i == end;
    }

    /** Where the first quotation mark, backslash or control character is; {@code end} if there is none. */
    static int end(byte[] bytes, int start, int end) {
        int i = start;
        while (i + Long.BYTES <= end) {
            long eight = (long) LONGS.get(bytes, i);
            long noQuotes = eight ^ QUOTES;
            long noBackslashes = eight ^ BACKSLASHES;
            // A subtraction borrows from the next byte only behind a hit, so that the lowest bit set is always right.
            long hits = ((noQuotes - ONES & ~noQuotes)
                            | (noBackslashes - ONES & ~noBackslashes)
                            | (eight - BLANKS & ~eight))
                    & HIGH_BITS;
            if (hits != 0) {
                return i + Long.numberOfTrailingZeros(hits) / Byte.SIZE;
            }
            i += Long.BYTES;
        }
        while (i < end && bytes[i] != '"' && bytes[i] != '\\' && (bytes[i] < 0 || bytes[i] >= ' ')) {
            i++;
        }
        return i;
    }
}
