package io.dbrestore.engine.format;

import io.dbrestore.spi.ValueReader.Kind;
import java.util.Base64;

/**
 * A value of a row that has to wait for its turn.
 *
 * @param text as {@link io.dbrestore.spi.ValueReader#text} gives it; empty for NULL
 */
record KeptValue(Kind kind, String text) {

    static KeptValue of(DumpedValue value) throws Malformed {
        return new KeptValue(value.kind(), text(value));
    }

    private static String text(DumpedValue value) throws Malformed {
        return switch (value.kind()) {
            case NULL -> "";
            case BYTES, UNDECODABLE_TEXT -> Base64.getEncoder().encodeToString(value.bytes());
            case BOOLEAN -> Boolean.toString(value.booleanValue());
            case INTEGER, FLOAT, TEXT, DECIMAL, DATETIME, JSON -> value.text();
        };
    }

    byte[] bytes() {
        return Base64.getDecoder().decode(text);
    }
}
