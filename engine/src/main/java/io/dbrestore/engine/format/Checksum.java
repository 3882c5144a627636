package io.dbrestore.engine.format;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** XXH3 of 128 bits over a stream of bytes, as {@code xxh128sum} prints it. The only class that knows the library. */
public final class Checksum {

    private final HashStream128 stream = Hashing.xxh3_128().hashStream();

    /** The checksum of a text in UTF-8. */
    public static String of(String text) {
        Checksum checksum = new Checksum();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        checksum.update(bytes, 0, bytes.length);
        return checksum.value();
    }

    public void update(byte[] bytes, int offset, int length) {
        stream.putBytes(bytes, offset, length);
    }

    /** 32 small hex digits, most significant first, over everything so far. */
    public String value() {
        HashValue128 value = stream.get();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(value.getMostSignificantBits()) + hex.toHexDigits(value.getLeastSignificantBits());
    }
}
