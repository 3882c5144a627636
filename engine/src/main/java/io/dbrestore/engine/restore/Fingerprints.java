package io.dbrestore.engine.restore;

import com.dynatrace.hash4j.hashing.HashValue128;

/**
 * How often each of many fingerprints was added, in about 40 bytes for each: a table with open addressing. Each can be
 * taken as often as it was added, and is contained all the same.
 */
final class Fingerprints {

    private long[] high = new long[64];
    private long[] low = new long[64];
    private int[] untaken = new int[64]; // by one more than there are; 0 marks a free place
    private int size;

    void add(HashValue128 fingerprint) {
        if (size * 3L > high.length * 2L) {
            grow();
        }
        int place = place(fingerprint.getMostSignificantBits(), fingerprint.getLeastSignificantBits());
        if (untaken[place] == 0) {
            high[place] = fingerprint.getMostSignificantBits();
            low[place] = fingerprint.getLeastSignificantBits();
            untaken[place] = 1;
            size++;
        }
        untaken[place]++;
    }

    boolean contains(HashValue128 fingerprint) {
        return untaken[place(fingerprint.getMostSignificantBits(), fingerprint.getLeastSignificantBits())] > 0;
    }

    /** Whether the fingerprint was added more often than taken; if so, it is taken once more. */
    boolean take(HashValue128 fingerprint) {
        int place = place(fingerprint.getMostSignificantBits(), fingerprint.getLeastSignificantBits());
        if (untaken[place] <= 1) {
            return false;
        }
        untaken[place]--;
        return true;
    }

    /** Where that one is, or would be: a fingerprint is as good as random, so its last bits are. */
    private int place(long wantedHigh, long wantedLow) {
        int place = (int) wantedLow & (high.length - 1);
        while (untaken[place] != 0 && (low[place] != wantedLow || high[place] != wantedHigh)) {
            place = (place + 1) & (high.length - 1);
        }
        return place;
    }

    private void grow() {
        long[] oldHigh = high;
        long[] oldLow = low;
        int[] oldUntaken = untaken;
        high = new long[oldHigh.length * 2];
        low = new long[high.length];
        untaken = new int[high.length];
        for (int i = 0; i < oldHigh.length; i++) {
            if (oldUntaken[i] != 0) {
                int place = place(oldHigh[i], oldLow[i]);
                high[place] = oldHigh[i];
                low[place] = oldLow[i];
                untaken[place] = oldUntaken[i];
            }
        }
    }
}
