package io.dbrestore.engine.dump;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.DumpReport;
import io.dbrestore.engine.DumpReport.TableRows;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.Progress;
import io.dbrestore.engine.catalog.DanglingRows;
import io.dbrestore.engine.catalog.ToolTables;
import io.dbrestore.engine.format.Disk;
import io.dbrestore.engine.format.Dump;
import io.dbrestore.engine.format.DumpPlace;
import io.dbrestore.engine.format.FileNames;
import io.dbrestore.engine.format.Metadata;
import io.dbrestore.engine.format.MetadataJson;
import io.dbrestore.engine.format.TableEntry;
import io.dbrestore.engine.format.TableFileWriter;
import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.ForeignKey;
import io.dbrestore.spi.ResetHook;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Writes all tables of a database into a folder, reads everything back, and only then puts the dump where it belongs.
 * Until that moment nothing that was there is touched.
 */
public final class Dumper {

    private static final int ROWS_A_REPORT = 1_000;

    private final Dialect dialect;
    private final Codecs codecs;
    private final List<ResetHook> hooks;
    private final Progress progress;
    private final Disk disk;
    private final Clock clock;

    public Dumper(Dialect dialect, Codecs codecs, List<ResetHook> hooks, Progress progress) {
        this(dialect, codecs, hooks, progress, new Disk(), Clock.systemUTC());
    }

    Dumper(Dialect dialect, Codecs codecs, List<ResetHook> hooks, Progress progress, Disk disk, Clock clock) {
        this.dialect = dialect;
        this.codecs = codecs;
        this.hooks = List.copyOf(hooks);
        this.progress = progress;
        this.disk = disk;
        this.clock = clock;
    }

    /**
     * Dumps what {@code handle} sees, in the transaction that it is in.
     *
     * @throws DbRestoreException if anything at all is in doubt; {@code folder} is then as it was
     */
    public DumpReport dump(Handle handle, Path folder, DumpOptions options) {
        try (DumpPlace place = DumpPlace.take(disk, folder, options.replaceExisting())) {
            Metadata metadata = write(handle, place.partial(), options);
            prove(place.partial(), metadata);
            place.publish();
            List<TableRows> rows = metadata.tables().stream()
                    .map(entry -> new TableRows(entry.table().name(), entry.rows()))
                    .toList();
            return new DumpReport(folder, rows, metadata.leftOut(), metadata.warnings());
        } catch (IOException e) {
            throw new DbRestoreException(
                    Failure.UNEXPECTED,
                    "cannot write the dump to " + folder + ": " + e + ". What was there before is unharmed, and the"
                            + " database as it was",
                    "see to it that there is room and the folder beside it can be written, then dump again",
                    e);
        }
    }

    private Metadata write(Handle handle, Path partial, DumpOptions options) throws IOException {
        Instant startedAt = clock.instant();
        Catalog catalog = catalog(handle);
        Selection selection = Selection.of(catalog, options.tables(), new ToolTables(hooks));
        FileNames names = new FileNames(catalog.defaultSchema());
        List<String> warnings = new ArrayList<>(selection.warnings());
        List<TableEntry> entries = new ArrayList<>();
        for (Table table : selection.tables()) {
            String file = names.of(table.name());
            try {
                entries.add(writeTable(handle, table, partial.resolve(file), catalog, warnings));
            } catch (SQLException | IllegalArgumentException | IllegalStateException e) {
                throw unreadable(table.name(), e);
            }
        }
        Metadata metadata = new Metadata(
                Metadata.FORMAT_VERSION,
                version(),
                dialect.name(),
                serverVersion(handle),
                catalog.database(),
                catalog.defaultSchema(),
                startedAt,
                clock.instant(),
                entries,
                catalog.sequences(),
                selection.leftOut(),
                warnings);
        writeMetadata(partial, metadata);
        return metadata;
    }

    private Catalog catalog(Handle handle) {
        try {
            return dialect.catalog(handle);
        } catch (SQLException e) {
            throw new DbRestoreException(
                    Failure.UNEXPECTED,
                    "cannot find out what the database holds: " + e.getMessage() + ". Nothing was written",
                    "",
                    e);
        }
    }

    private static String serverVersion(Handle handle) {
        try {
            return handle.getConnection().getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw new DbRestoreException(
                    Failure.UNEXPECTED, "cannot ask the server for its version: " + e.getMessage(), "", e);
        }
    }

    private static String version() {
        return Optional.ofNullable(Dumper.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }

    private TableEntry writeTable(Handle handle, Table table, Path path, Catalog catalog, List<String> warnings)
            throws IOException, SQLException {
        progress.begin(Progress.Phase.DUMPING, table.name(), -1);
        Table data = table.withColumns(table.dataColumns());
        try (TableFileWriter file = new TableFileWriter(disk, path, data, catalog.defaultSchema());
                RowSource rows = dialect.read(handle, data, codecs)) {
            while (rows.next()) {
                file.row(rows);
                if (file.rows() % ROWS_A_REPORT == 0) {
                    progress.rows(ROWS_A_REPORT);
                }
            }
            file.finish();
            progress.rows(file.rows() % ROWS_A_REPORT);
            List<Long> orphans = orphans(handle, table, catalog, warnings);
            String name = String.valueOf(path.getFileName());
            return new TableEntry(table, name, file.rows(), file.size(), file.checksum(), orphans);
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
                        table.name(),
                        key.target(),
                        String.join(", ", key.columns())));
            }
            counts.add(count);
        }
        return counts;
    }

    private static DbRestoreException unreadable(TableName table, Exception cause) {
        return new DbRestoreException(
                Failure.UNEXPECTED,
                "cannot dump table " + table + ": " + cause.getMessage()
                        + ". No dump was made; what was there before is unharmed",
                "if you can do without its rows, leave it out: --exclude '" + table + "'",
                cause);
    }

    private void writeMetadata(Path partial, Metadata metadata) throws IOException {
        Path temporary = partial.resolve(Metadata.FILE + ".partial");
        try (Disk.Output output = disk.create(temporary)) {
            byte[] bytes = MetadataJson.print(metadata);
            output.write(bytes, 0, bytes.length);
            output.force();
        }
        disk.rename(temporary, partial.resolve(Metadata.FILE));
        disk.forceFolder(partial);
    }

    /** Reads everything back. */
    private void prove(Path partial, Metadata written) {
        Metadata read = Dump.open(partial, progress).metadata();
        for (int i = 0; i < written.tables().size(); i++) {
            TableEntry expected = written.tables().get(i);
            TableEntry actual = read.tables().get(i);
            if (actual.rows() != expected.rows() || !actual.checksum().equals(expected.checksum())) {
                throw new DbRestoreException(
                        Failure.UNEXPECTED,
                        "what was written of " + expected.table().name() + " was not what was read back",
                        "check the disk, then dump again");
            }
        }
    }
}
