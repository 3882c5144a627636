package io.dbrestore.engine.restore;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import io.dbrestore.spi.ValueReader.Kind;

/** Makes 128 bits of some values, which differ if the values do: the chance that they do not is 1 in 10^38. */
final class Fingerprint {

    private final HashStream128 stream = Hashing.xxh3_128().hashStream();

    void add(Kind kind, String text, byte[] bytes) {
        stream.putInt(kind.name().hashCode()); // no two of the few are the same
        stream.putString(text); // hash4j adds the length, so that values cannot run into each other
        stream.putByteArray(bytes);
    }

    /** What was added since the last call. */
    HashValue128 take() {
        HashValue128 value = stream.get();
        stream.reset();
        return value;
    }
}
