package io.dbrestore.engine.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Lets only so many bytes through: an archive of a few kilobytes can hold more than any disk. */
final class LimitedInput extends FilterInputStream {

    private long left;
    private long leftOfHeader = Long.MAX_VALUE;

    LimitedInput(InputStream in, long limit) {
        super(in);
        this.left = limit;
    }

    /** From now on, until the next call, only so many bytes of what is left. */
    void limitHeader(long limit) {
        leftOfHeader = limit;
    }

    @Override
    public int read() throws IOException {
        int single = in.read();
        count(single < 0 ? 0 : 1);
        return single;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        count(Math.max(0, count));
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = in.skip(count);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long bytes) throws IOException {
        left -= bytes;
        leftOfHeader -= bytes;
        if (left < 0) {
            throw new IOException("it unpacks to more than there can or may be");
        }
        if (leftOfHeader < 0) {
            throw new IOException("the header of a member is longer than any");
        }
    }
}
