package io.dbrestore.engine;

import io.dbrestore.spi.TableName;
import java.util.List;

/**
 * What a restore did.
 *
 * @param tables the tables that were merged, in the order of their names
 * @param warnings whole sentences: what drifted, what was left out
 * @param dryRun whether all of it was rolled back
 */
public record RestoreReport(List<TableResult> tables, List<String> warnings, boolean dryRun) {

    public RestoreReport {
        tables = List.copyOf(tables);
        warnings = List.copyOf(warnings);
    }

    /**
     * What became of the rows that the dump holds of one table: {@code inserted + updated + unchanged + skipped} is
     * {@code rows}.
     *
     * @param rows how many rows the dump holds
     * @param unchanged rows that were there already, the same to the last bit; nothing was written for them
     * @param skipped rows that were there with other values, and stayed because the strategy said so
     * @param deleted rows of the database that the dump does not hold and that went
     */
    public record TableResult(
            TableName table,
            Strategy strategy,
            long rows,
            long inserted,
            long updated,
            long unchanged,
            long skipped,
            long deleted) {}

    public long totalRows() {
        return tables.stream().mapToLong(TableResult::rows).sum();
    }
}
