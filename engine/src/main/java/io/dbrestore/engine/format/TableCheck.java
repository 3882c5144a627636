package io.dbrestore.engine.format;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.Progress;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the table files of a dump, several at once, and compares them with what the metadata says of them. */
final class TableCheck {

    private static final Logger LOGGER = LoggerFactory.getLogger(TableCheck.class);
    private static final int ROWS_A_REPORT = 1_000;
    private static final int AT_ONCE = 2; // as many as the connections over which a dump is made

    private final Path folder;
    private final Metadata metadata;
    private final boolean foreign;
    private final SharedProgress progress;
    private final List<String> notes = new ArrayList<>();

    TableCheck(Path folder, Metadata metadata, boolean foreign, Progress progress) {
        this.folder = folder;
        this.metadata = metadata;
        this.foreign = foreign;
        this.progress = new SharedProgress(progress, Progress.Phase.VERIFYING);
    }

    /**
     * Checks all files and returns what they hold.
     *
     * @param proven whether files with a checksum need not be parsed
     */
    List<TableEntry> all(List<TableEntry> entries, boolean proven) {
        ExecutorService threads = Executors.newFixedThreadPool(foreign ? 1 : AT_ONCE); // notes come in order
        try {
            List<Future<TableEntry>> checks = new ArrayList<>();
            for (TableEntry entry : entries) {
                boolean known = proven && !foreign && !entry.checksum().isEmpty() && entry.rows() >= 0;
                checks.add(threads.submit(() -> known ? compare(entry) : parse(entry)));
            }
            List<TableEntry> checked = new ArrayList<>();
            for (Future<TableEntry> check : checks) {
                checked.add(check.get());
            }
            return checked;
        } catch (ExecutionException e) {
            throw rethrown(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DbRestoreException(
                    Failure.UNEXPECTED,
                    "interrupted while the dump in " + folder + " was read. The database is as it was",
                    "",
                    e);
        } finally {
            stop(threads);
        }
    }

    /** Whoever still reads is interrupted, and has let go of its file afterwards. */
    private static void stop(ExecutorService threads) {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                LOGGER.warn("A file of the dump is still being read");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException rethrown(ExecutionException failed) {
        Throwable failure = failed.getCause();
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException exception ? exception : new IllegalStateException(failed);
    }

    /** What the user should know of the files, in whole sentences. */
    List<String> notes() {
        return notes;
    }

    /** Compares a file with its size and its checksum, and its header with the metadata. */
    private TableEntry compare(TableEntry entry) {
        Path path = folder.resolve(entry.file());
        TableName name = entry.table().name().without(metadata.defaultSchema());
        progress.begin(name, entry.rows());
        try (TableFile file = TableFile.open(path)) {
            refuseWrongSize(path, entry);
            compareHeader(path, entry, file.header(), metadata.defaultSchema());
            file.compare(entry);
            progress.rows(name, entry.rows());
            return entry;
        } catch (IOException e) {
            throw Damage.of(path, e);
        }
    }

    private static void refuseWrongSize(Path path, TableEntry entry) throws IOException {
        if (entry.bytes() >= 0 && Files.size(path) != entry.bytes()) {
            throw TableFile.wrongSize(path, Files.size(path), entry.bytes());
        }
    }

    private TableEntry parse(TableEntry entry) {
        Path path = folder.resolve(entry.file());
        TableName name = entry.table().name().without(metadata.defaultSchema());
        progress.begin(name, entry.rows());
        try (TableFile file = TableFile.open(path)) {
            refuseWrongSize(path, entry);
            compareHeader(path, entry, file.header(), metadata.defaultSchema());
            List<String> columns = file.header().columnNames();
            ZoneRepair zones = foreign ? ZoneRepair.of(file.header(), metadata.provider()) : ZoneRepair.none();
            RowReader rows = new RowReader(file, entry, columns, zones);
            boolean[] doubted = new boolean[columns.size()];
            while (rows.nextRow()) {
                for (int i = 0; i < doubted.length; i++) {
                    rows.next();
                    rows.checkValue();
                    doubted[i] |= foreign && rows.isDoubtful();
                }
                if (rows.rowNumber() % ROWS_A_REPORT == 0) {
                    progress.rows(name, ROWS_A_REPORT);
                }
            }
            progress.rows(name, rows.rowNumber() % ROWS_A_REPORT);
            for (int i = 0; i < doubted.length; i++) {
                if (doubted[i]) {
                    notes.add("The column " + columns.get(i) + " of "
                            + entry.table().name() + " holds plain numbers"
                            + " beyond 2^53-1; the tool that wrote them may have rounded them.");
                }
            }
            zones.repaired()
                    .forEach(column -> notes.add("The column " + columns.get(column) + " of "
                            + entry.table().name()
                            + " holds moments whose zone does not fit its type; their clock is kept."));
            return new TableEntry(
                    entry.table(), entry.file(), rows.rowNumber(), file.bytes(), entry.checksum(), entry.orphans());
        } catch (IOException e) {
            throw Damage.of(path, e);
        }
    }

    private static void compareHeader(Path path, TableEntry entry, TableHeader header, String defaultSchema) {
        Table table = entry.table();
        TableName name = new TableName(header.schema().orElse(defaultSchema), header.table());
        if (!name.equals(table.name())) {
            throw Damage.in(path, "holds the table " + name + ", not " + table.name());
        }
        if (!header.primaryKeys().equals(table.primaryKey())) {
            throw Damage.in(path, "names another primary key than " + Metadata.FILE);
        }
        Set<String> columns = new HashSet<>(header.columnNames());
        for (Column column : table.columns()) {
            if (!columns.remove(column.name()) && !column.isGenerated()) {
                throw Damage.in(path, "lacks the column " + column.name());
            }
        }
        if (!columns.isEmpty()) {
            throw Damage.in(
                    path,
                    "has a column that " + Metadata.FILE + " lacks: "
                            + columns.iterator().next());
        }
    }
}
