package io.dbrestore.engine.format;

import java.io.CharConversionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts and hashes the bytes that are read through it, and stops at the first that is not UTF-8. */
final class CheckedInput extends FilterInputStream {

    private final Checksum checksum = new Checksum();
    private final Utf8 utf8 = new Utf8();
    private long bytes;

    CheckedInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count < 0) {
            if (!utf8.isComplete()) {
                throw notUtf8();
            }
            return count;
        }
        if (!utf8.accept(buffer, offset, count)) {
            throw notUtf8();
        }
        checksum.update(buffer, offset, count);
        bytes += count;
        return count;
    }

    private CharConversionException notUtf8() {
        return new CharConversionException("not UTF-8, somewhere behind byte " + bytes);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Reads what is left, so that size and checksum are those of the whole file. */
    void drain() throws IOException {
        byte[] buffer = new byte[64 * 1024];
        while (read(buffer, 0, buffer.length) >= 0) {
            // the reading itself is what counts
        }
    }

    long bytes() {
        return bytes;
    }

    String checksum() {
        return checksum.value();
    }
}
