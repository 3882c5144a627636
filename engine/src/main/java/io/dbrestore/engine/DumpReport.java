package io.dbrestore.engine;

import io.dbrestore.spi.LeftOut;
import io.dbrestore.spi.TableName;
import java.nio.file.Path;
import java.util.List;

/**
 * What a dump holds, once it is complete, on the disk and read back.
 *
 * @param folder where it is
 * @param tables in the order of their names
 * @param leftOut what it does not hold, and why
 * @param warnings whole sentences
 */
public record DumpReport(Path folder, List<TableRows> tables, List<LeftOut> leftOut, List<String> warnings) {

    public DumpReport {
        tables = List.copyOf(tables);
        leftOut = List.copyOf(leftOut);
        warnings = List.copyOf(warnings);
    }

    /** How many rows of a table the dump holds. */
    public record TableRows(TableName table, long rows) {}

    public long totalRows() {
        return tables.stream().mapToLong(TableRows::rows).sum();
    }
}
