package io.dbrestore.engine.format;

import io.dbrestore.engine.Progress;
import io.dbrestore.engine.Progress.Phase;
import io.dbrestore.spi.TableName;
import org.jspecify.annotations.Nullable;

/** Tells one watcher of several tables that are dumped or read at once: of the one that began last. */
public final class SharedProgress {

    private final Progress watcher;
    private final Phase phase;
    private @Nullable TableName shown;

    public SharedProgress(Progress watcher, Phase phase) {
        this.watcher = watcher;
        this.phase = phase;
    }

    public synchronized void begin(TableName table, long estimatedRows) {
        shown = table;
        watcher.begin(phase, table, estimatedRows);
    }

    /** The watcher is called for every table, since it is also the one who may want to stop. */
    public synchronized void rows(TableName table, long count) {
        watcher.rows(table.equals(shown) ? count : 0);
    }
}
