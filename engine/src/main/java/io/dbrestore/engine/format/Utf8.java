package io.dbrestore.engine.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Tells well-formed UTF-8 from other bytes, piece by piece; strict: no surrogates, nothing longer than needed. Most is
 * ASCII, so eight bytes are looked at together: as the elements of an array, since the first compiler, which we run with,
 * makes a call of each access through a VarHandle.
 */
final class Utf8 {

    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final int SHORT = 64; // so few are looked at one by one
    private static final int EIGHTS = 512;
    private static final long[] NOTHING = {};

    private long[] eights = NOTHING; // until they are needed

    private int missing;
    private int least = 0x80;
    private int greatest = 0xbf;

    /** Whether this is a whole text, whatever was accepted before. */
    boolean isValid(byte[] bytes, int offset, int length) {
        missing = 0;
        least = 0x80;
        greatest = 0xbf;
        return accept(bytes, offset, length) && isComplete();
    }

    /** Whether the bytes so far and these can be the beginning of a text; after a no, ask no more. */
    boolean accept(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int i = offset;
        while (end - i >= SHORT) {
            int count = load(bytes, i, end);
            if ((missing > 0 || !isAscii(eights, count)) && !acceptEights(bytes, i, count)) {
                return false;
            }
            i += count * Long.BYTES;
        }
        return acceptEach(bytes, i, end);
    }

    private static boolean isAscii(long[] eights, int count) {
        long all = 0;
        for (int i = 0; i < count; i++) {
            all |= eights[i];
        }
        return (all & HIGH_BITS) == 0;
    }

    private boolean acceptEights(byte[] bytes, int start, int count) {
        for (int eight = 0; eight < count; eight++) {
            boolean ascii = (eights[eight] & HIGH_BITS) == 0;
            int i = start + eight * Long.BYTES;
            if ((!ascii || missing > 0) && !acceptEach(bytes, i, i + Long.BYTES)) {
                return false;
            }
        }
        return true;
    }

    /** Copies what comes next into {@link #eights}, in one piece; returns how many there are. */
    private int load(byte[] bytes, int start, int end) {
        if (eights.length == 0) {
            eights = new long[EIGHTS];
        }
        int count = Math.min(EIGHTS, (end - start) / Long.BYTES);
        ByteBuffer.wrap(bytes, start, end - start)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer()
                .get(eights, 0, count);
        return count;
    }

    private boolean acceptEach(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if ((bytes[i] < 0 || missing > 0) && !accept(bytes[i] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the text does not end within a character. */
    boolean isComplete() {
        return missing == 0;
    }

    private boolean accept(int octet) {
        if (missing > 0) {
            if (octet < least || octet > greatest) {
                return false;
            }
            missing--;
            least = 0x80;
            greatest = 0xbf;
            return true;
        }
        if (octet < 0x80) {
            return true;
        }
        if (octet < 0xc2 || octet > 0xf4) {
            return false;
        }
        if (octet < 0xe0) {
            missing = 1;
            return true;
        }
        if (octet < 0xf0) {
            missing = 2;
            least = octet == 0xe0 ? 0xa0 : 0x80;
            greatest = octet == 0xed ? 0x9f : 0xbf;
            return true;
        }
        missing = 3;
        least = octet == 0xf0 ? 0x90 : 0x80;
        greatest = octet == 0xf4 ? 0x8f : 0xbf;
        return true;
    }
}
