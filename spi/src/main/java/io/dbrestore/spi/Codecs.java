package io.dbrestore.spi;

import java.util.List;
import java.util.Optional;

/** The codecs that plugins add, in the order in which they are asked. */
public final class Codecs {

    private static final Codecs NONE = new Codecs(List.of());

    private final List<Codec> codecs;

    public Codecs(List<Codec> codecs) {
        this.codecs = List.copyOf(codecs);
    }

    public static Codecs none() {
        return NONE;
    }

    /** The first codec that handles {@code column}, if any does. */
    public Optional<Codec> of(Dialect dialect, Column column) {
        return codecs.stream().filter(codec -> codec.handles(dialect, column)).findFirst();
    }

    /** Whether any column of {@code table} has a codec here, so that a bulk path must leave the table to JDBC. */
    public boolean touch(Dialect dialect, Table table) {
        return table.columns().stream().anyMatch(column -> of(dialect, column).isPresent());
    }
}
