package io.dbrestore.engine.format;

import io.dbrestore.spi.ValueReader.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How the fields of a column begin: with its name, and with what every value of that kind begins with. Rows are alike, so
 * that all of it can be compared in one.
 */
final class Opening {

    private final byte[] bytes;
    private final Kind kind;

    private Opening(byte[] bytes, Kind kind) {
        this.bytes = bytes;
        this.kind = kind;
    }

    /**
     * That of a field.
     *
     * @param name the name as it is printed, up to the value
     * @param value the value, just begun
     * @return null if values of its kind need not begin like that one
     */
    static @Nullable Opening of(byte[] name, DumpedValue value) {
        byte[] begins = value.opening();
        if (begins.length == 0) {
            return null;
        }
        byte[] bytes = Arrays.copyOf(name, name.length + begins.length);
        System.arraycopy(begins, 0, bytes, name.length, begins.length);
        return new Opening(bytes, value.kind());
    }

    byte[] bytes() {
        return bytes;
    }

    Kind kind() {
        return kind;
    }
}
