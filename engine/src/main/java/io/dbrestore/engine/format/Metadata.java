package io.dbrestore.engine.format;

import io.dbrestore.spi.LeftOut;
import io.dbrestore.spi.Sequence;
import java.time.Instant;
import java.util.List;

/**
 * What a dump says of itself, in its file {@code _metadata.json}.
 *
 * @param formatVersion the version of the format, see docs/dump-format.md
 * @param toolVersion the version of db-restore that wrote it; empty if another tool did
 * @param provider the dialect's name
 * @param serverVersion as the server says it
 * @param database which database it is of, in the dialect's words
 * @param defaultSchema the schema that file names leave out
 */
public record Metadata(
        int formatVersion,
        String toolVersion,
        String provider,
        String serverVersion,
        String database,
        String defaultSchema,
        Instant startedAt,
        Instant finishedAt,
        List<TableEntry> tables,
        List<Sequence> sequences,
        List<LeftOut> leftOut,
        List<String> warnings) {

    /** The version that this class writes, and the newest that it reads. */
    public static final int FORMAT_VERSION = 1;

    /** The name of the file. A folder without it is not a dump. */
    public static final String FILE = "_metadata.json";

    public Metadata {
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
        leftOut = List.copyOf(leftOut);
        warnings = List.copyOf(warnings);
    }
}
