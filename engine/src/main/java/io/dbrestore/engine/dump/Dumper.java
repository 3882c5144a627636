package io.dbrestore.engine.dump;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.DumpReport;
import io.dbrestore.engine.DumpReport.TableRows;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.Progress;
import io.dbrestore.engine.catalog.ToolTables;
import io.dbrestore.engine.format.Disk;
import io.dbrestore.engine.format.Dump;
import io.dbrestore.engine.format.DumpPlace;
import io.dbrestore.engine.format.Metadata;
import io.dbrestore.engine.format.MetadataJson;
import io.dbrestore.engine.format.TableEntry;
import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.LeftOut;
import io.dbrestore.spi.ResetHook;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Writes all tables of a database into a folder, reads everything back, and only then puts the dump where it belongs.
 * Until that moment nothing that was there is touched.
 */
public final class Dumper {

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
     * Dumps what the first of {@code handles} sees, in the transaction that it is in.
     *
     * @param handles connections that all see the same; each reads one table at a time
     * @throws DbRestoreException if anything at all is in doubt; {@code folder} is then as it was
     */
    public DumpReport dump(List<Handle> handles, Path folder, DumpOptions options) {
        try (DumpPlace place = DumpPlace.take(disk, folder, options.replaceExisting())) {
            Metadata metadata = write(handles, place.partial(), options);
            prove(place.partial(), metadata);
            place.publish();
            List<TableRows> rows = metadata.tables().stream()
                    .map(entry -> new TableRows(entry.table().name().without(metadata.defaultSchema()), entry.rows()))
                    .toList();
            List<LeftOut> leftOut = metadata.leftOut().stream()
                    .map(left -> new LeftOut(left.table().without(metadata.defaultSchema()), left.reason()))
                    .toList();
            return new DumpReport(folder, rows, leftOut, metadata.warnings());
        } catch (IOException e) {
            throw new DbRestoreException(
                    Failure.UNEXPECTED,
                    "cannot write the dump to " + folder + ": " + e + ". What was there before is unharmed, and the"
                            + " database as it was",
                    "see to it that there is room and the folder beside it can be written, then dump again",
                    e);
        }
    }

    private Metadata write(List<Handle> handles, Path partial, DumpOptions options) throws IOException {
        Instant startedAt = clock.instant();
        Handle handle = handles.get(0);
        Catalog catalog = catalog(handle);
        Selection selection = Selection.of(catalog, options, new ToolTables(hooks));
        List<String> warnings = new ArrayList<>(catalog.warnings());
        warnings.addAll(selection.warnings());
        List<WrittenTable> written =
                new TableWriters(dialect, codecs, disk, progress).write(handles, selection.tables(), catalog, partial);
        written.forEach(table -> warnings.addAll(table.warnings()));
        Metadata metadata = new Metadata(
                Metadata.FORMAT_VERSION,
                version(),
                dialect.name(),
                serverVersion(handle),
                catalog.database(),
                catalog.defaultSchema(),
                startedAt,
                clock.instant(),
                written.stream().map(WrittenTable::entry).toList(),
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
                        "what was written of " + expected.table().name().without(written.defaultSchema())
                                + " was not what was read back",
                        "check the disk, then dump again");
            }
        }
    }
}
