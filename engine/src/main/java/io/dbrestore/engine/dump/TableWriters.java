package io.dbrestore.engine.dump;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.Progress;
import io.dbrestore.engine.catalog.DanglingRows;
import io.dbrestore.engine.format.Disk;
import io.dbrestore.engine.format.FileNames;
import io.dbrestore.engine.format.SharedProgress;
import io.dbrestore.engine.format.TableEntry;
import io.dbrestore.engine.format.TableFileWriter;
import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.ForeignKey;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;

/** Writes the files of tables, over several connections at once, the biggest tables first. */
final class TableWriters {

    private static final int ROWS_A_REPORT = 1_000;

    private final Dialect dialect;
    private final Codecs codecs;
    private final Disk disk;
    private final SharedProgress progress;
    private volatile boolean failed;

    TableWriters(Dialect dialect, Codecs codecs, Disk disk, Progress progress) {
        this.dialect = dialect;
        this.codecs = codecs;
        this.disk = disk;
        this.progress = new SharedProgress(progress, Progress.Phase.DUMPING);
    }

    /**
     * Returns when all is written, in the order of {@code tables}, or all has stopped.
     *
     * @param handles connections that all see the same
     */
    List<WrittenTable> write(List<Handle> handles, List<Table> tables, Catalog catalog, Path folder)
            throws IOException {
        FileNames names = new FileNames(catalog.defaultSchema());
        List<Job> jobs = new ArrayList<>();
        for (Table table : tables) {
            long estimate = catalog.estimatedRows().getOrDefault(table.name(), -1L);
            jobs.add(new Job(jobs.size(), table, folder.resolve(names.of(table.name())), estimate));
        }
        jobs.sort(Comparator.comparing(job -> -job.estimatedRows()));
        Queue<Job> waiting = new ConcurrentLinkedQueue<>(jobs);
        Map<Integer, WrittenTable> written = handles.size() == 1
                ? writeAll(handles.get(0), waiting, catalog)
                : writeAtOnce(handles, waiting, catalog);
        return List.copyOf(new TreeMap<>(written).values());
    }

    private Map<Integer, WrittenTable> writeAtOnce(List<Handle> handles, Queue<Job> waiting, Catalog catalog)
            throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(handles.size());
        try {
            ExecutorCompletionService<Map<Integer, WrittenTable>> writers = new ExecutorCompletionService<>(threads);
            handles.forEach(handle -> writers.submit(() -> writeAll(handle, waiting, catalog)));
            return gather(writers, handles.size());
        } finally {
            threads.shutdown();
        }
    }

    /** Waits for all of them, also after a failure: none may write into a folder that is taken away. */
    private Map<Integer, WrittenTable> gather(ExecutorCompletionService<Map<Integer, WrittenTable>> writers, int count)
            throws IOException {
        Map<Integer, WrittenTable> written = new HashMap<>();
        List<Throwable> failures = new ArrayList<>();
        boolean interrupted = false;
        int done = 0;
        while (done < count) {
            try {
                Future<Map<Integer, WrittenTable>> finished = writers.take();
                done++;
                written.putAll(finished.get());
            } catch (ExecutionException e) {
                failures.add(e.getCause());
            } catch (InterruptedException e) {
                failed = true; // the writers stop at their next rows
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!failures.isEmpty()) {
            throw rethrown(failures);
        }
        return written;
    }

    private static IOException rethrown(List<Throwable> failures) throws IOException {
        Throwable first = failures.get(0);
        failures.stream().skip(1).forEach(first::addSuppressed);
        if (first instanceof IOException failure) {
            throw failure;
        }
        if (first instanceof RuntimeException failure) {
            throw failure;
        }
        if (first instanceof Error failure) {
            throw failure;
        }
        return new IOException(first);
    }

    /** Returns what this connection has written, each table under its place. */
    private Map<Integer, WrittenTable> writeAll(Handle handle, Queue<Job> waiting, Catalog catalog) throws IOException {
        Map<Integer, WrittenTable> written = new HashMap<>();
        try {
            for (Job job = waiting.poll(); job != null && !failed; job = waiting.poll()) {
                written.put(job.place(), write(handle, job, catalog));
            }
        } catch (IOException | RuntimeException | Error e) {
            failed = true;
            throw e;
        }
        return written;
    }

    private WrittenTable write(Handle handle, Job job, Catalog catalog) throws IOException {
        Table table = job.table();
        progress.begin(catalog.shown(table.name()), job.estimatedRows());
        Table data = table.withColumns(table.dataColumns());
        try (TableFileWriter file = new TableFileWriter(disk, job.file(), data, catalog.defaultSchema());
                RowSource rows = dialect.read(handle, data, codecs)) {
            while (rows.next()) {
                file.row(rows);
                if (file.rows() % ROWS_A_REPORT == 0) {
                    progress.rows(catalog.shown(table.name()), ROWS_A_REPORT);
                    if (failed) {
                        throw new IllegalStateException("stopped, because another table could not be dumped");
                    }
                }
            }
            file.finish();
            progress.rows(catalog.shown(table.name()), file.rows() % ROWS_A_REPORT);
            List<String> warnings = new ArrayList<>();
            List<Long> orphans = orphans(handle, table, catalog, warnings);
            String name = String.valueOf(job.file().getFileName());
            return new WrittenTable(
                    new TableEntry(table, name, file.rows(), file.size(), file.checksum(), orphans), warnings);
        } catch (SQLException | IllegalArgumentException | IllegalStateException e) {
            throw unreadable(catalog.shown(table.name()), e);
        }
    }

    private List<Long> orphans(Handle handle, Table table, Catalog catalog, List<String> warnings) throws SQLException {
        DanglingRows dangling = new DanglingRows(dialect.sql(), catalog);
        List<Long> counts = new ArrayList<>();
        for (ForeignKey key : table.foreignKeys()) {
            long count = key.trusted() ? 0 : dangling.count(handle.getConnection(), table.name(), key);
            if (count > 0) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "%,d rows of %s refer to rows of %s that do not exist (%s).",
                        count,
                        catalog.shown(table.name()),
                        catalog.shown(key.target()),
                        String.join(", ", key.columns())));
            }
            counts.add(count);
        }
        return counts;
    }

    private DbRestoreException unreadable(TableName table, Exception cause) {
        String advice = cause instanceof SQLException failure ? dialect.advice(failure) : "";
        return new DbRestoreException(
                Failure.UNEXPECTED,
                "cannot dump table " + table + ": " + cause.getMessage()
                        + ". No dump was made; what was there before is unharmed",
                (advice.isEmpty() ? "" : advice + " ") + "If you can do without its rows, leave it out: --exclude '"
                        + table + "'",
                cause);
    }

    /**
     * A table to be written.
     *
     * @param place where it stands among all tables
     */
    private record Job(int place, Table table, Path file, long estimatedRows) {}
}
