package io.dbrestore.engine.dump;

import io.dbrestore.engine.Progress;
import io.dbrestore.engine.Progress.Phase;
import io.dbrestore.spi.TableName;
import org.jspecify.annotations.Nullable;

/** Tells one watcher of several tables that are dumped at once: of the one that began last. */
final class SharedProgress {

    private final Progress watcher;
    private @Nullable TableName shown;

    SharedProgress(Progress watcher) {
        this.watcher = watcher;
    }

    synchronized void begin(TableName table, long estimatedRows) {
        shown = table;
        watcher.begin(Phase.DUMPING, table, estimatedRows);
    }

    /** The watcher is called for every table, since it is also the one who may want to stop. */
    synchronized void rows(TableName table, long count) {
        watcher.rows(table.equals(shown) ? count : 0);
    }
}
