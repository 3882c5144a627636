package io.dbrestore.engine.format;

import io.dbrestore.spi.Table;
import java.util.List;

/**
 * What a dump says of one table.
 *
 * @param table as it was in the source; JDBC types are not kept, they are all {@link java.sql.Types#OTHER} when read
 * @param file the name of its file in the dump's folder
 * @param rows how many rows the file holds
 * @param bytes the size of the file
 * @param checksum the file's {@link Checksum}; empty in a dump of another tool
 * @param orphans for each foreign key of the table, how many rows referred to nothing when they were dumped
 */
public record TableEntry(Table table, String file, long rows, long bytes, String checksum, List<Long> orphans) {

    public TableEntry {
        orphans = List.copyOf(orphans);
    }
}
