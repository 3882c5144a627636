package io.dbrestore.engine.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Tells well-formed UTF-8 from other bytes, piece by piece; strict: no surrogates, nothing longer than needed. */
final class Utf8 {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private int missing;
    private int least = 0x80;
    private int greatest = 0xbf;

    static boolean isValid(byte[] bytes, int offset, int length) {
        Utf8 utf8 = new Utf8();
        return utf8.accept(bytes, offset, length) && utf8.isComplete();
    }

    /** Whether the bytes so far and these can be the beginning of a text; after a no, ask no more. */
    boolean accept(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int i = offset;
        while (i < end) {
            if (missing == 0) {
                while (i + 8 <= end && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
                    i += 8;
                }
                if (i == end) {
                    return true;
                }
            }
            if (!accept(bytes[i++] & 0xff)) {
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
