package io.dbrestore.engine.format;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.Progress;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Column.Origin;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A dump on the disk, every file of which was read to its end and found to be what was written. */
public final class Dump {

    private static final long LARGEST_METADATA = 256L << 20;
    private static final int ROWS_A_REPORT = 1_000;

    private final Path folder;
    private final Metadata metadata;
    private final boolean foreign;
    private final List<String> notes;

    private Dump(Path folder, Metadata metadata, boolean foreign, List<String> notes) {
        this.folder = folder;
        this.metadata = metadata;
        this.foreign = foreign;
        this.notes = List.copyOf(notes);
    }

    /**
     * Opens the dump in {@code folder} once all of it is checked: that each file is there and a file, its size, its
     * checksum, that it can be read to its end, and the number of its rows.
     *
     * @throws DbRestoreException {@link Failure#DAMAGED_DUMP}, naming the file, the row and what is wrong
     */
    public static Dump open(Path folder, Progress progress) {
        return open(folder, false, progress);
    }

    /**
     * Opens the dump in {@code folder} once it is certain that each file is, to the last byte, what db-restore wrote and
     * then proved by reading it back. Such a file is not parsed a second time here; a row in it that is none after all is
     * damage that shows only when it is read. What has no checksum is checked like everything in {@link #open}.
     *
     * @throws DbRestoreException {@link Failure#DAMAGED_DUMP}, naming the file and what is wrong
     */
    public static Dump openProven(Path folder, Progress progress) {
        return open(folder, true, progress);
    }

    private static Dump open(Path folder, boolean proven, Progress progress) {
        DumpPlace.recover(folder);
        MetadataJson.Parsed parsed = readMetadata(folder);
        Metadata listed = parsed.metadata();
        List<String> notes = new ArrayList<>();
        List<TableEntry> entries = parsed.foreign() ? foreignEntries(folder, parsed) : listed.tables();
        if (parsed.foreign()) {
            notes.add("The dump was made by another tool and has no checksums: whether it is whole cannot be told.");
        }
        refuseBadNames(folder, entries);
        List<TableEntry> checked = new ArrayList<>();
        for (TableEntry entry : entries) {
            checked.add(
                    proven && !parsed.foreign() && !entry.checksum().isEmpty() && entry.rows() >= 0
                            ? compare(folder, entry, listed, progress)
                            : check(folder, entry, listed, parsed.foreign(), progress, notes));
        }
        Metadata metadata = new Metadata(
                listed.formatVersion(),
                listed.toolVersion(),
                listed.provider(),
                listed.serverVersion(),
                listed.database(),
                listed.defaultSchema(),
                listed.startedAt(),
                listed.finishedAt(),
                checked,
                listed.sequences(),
                listed.leftOut(),
                listed.warnings());
        return new Dump(folder, metadata, parsed.foreign(), notes);
    }

    /** What the dump says of itself, without a look at its tables. */
    public static Metadata metadataOf(Path folder) {
        return readMetadata(folder).metadata();
    }

    private static MetadataJson.Parsed readMetadata(Path folder) {
        Path file = folder.resolve(Metadata.FILE);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new DbRestoreException(
                    Failure.DAMAGED_DUMP,
                    "there is no dump in " + folder + ": it has no " + Metadata.FILE,
                    DumpPlace.hintWhereNoDumpIs(folder));
        }
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw Damage.in(file, "is not a regular file");
            }
            if (Files.size(file) > LARGEST_METADATA) {
                throw Damage.in(file, "is larger than any metadata");
            }
            return MetadataJson.parse(Files.readAllBytes(file));
        } catch (Malformed e) {
            throw Damage.in(file, e.what());
        } catch (IOException e) {
            throw Damage.of(file, e);
        }
    }

    private static void refuseBadNames(Path folder, List<TableEntry> entries) {
        Set<String> files = new HashSet<>();
        Set<TableName> tables = new HashSet<>();
        Path metadata = folder.resolve(Metadata.FILE);
        for (TableEntry entry : entries) {
            if (!FileNames.isTableFile(entry.file())) {
                throw Damage.in(metadata, "lists a file whose name no table file can have: " + entry.file());
            }
            if (!files.add(entry.file().toLowerCase(Locale.ROOT))) {
                throw Damage.in(metadata, "lists the file " + entry.file() + " twice");
            }
            if (!tables.add(entry.table().name())) {
                throw Damage.in(metadata, "lists the table " + entry.table().name() + " twice");
            }
        }
    }

    private static List<TableEntry> foreignEntries(Path folder, MetadataJson.Parsed parsed) {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(file -> FileNames.isTableFile(nameOf(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Damage.of(folder, e);
        }
        List<TableEntry> found = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Path file : files) {
            try (TableFile table = TableFile.open(file)) {
                found.add(foreignEntry(nameOf(file), table.header()));
                names.add(table.header().table());
            }
        }
        for (String listed : parsed.listedTables()) {
            if (!names.contains(listed)) {
                throw Damage.in(folder.resolve(Metadata.FILE), "lists the table " + listed + ", which has no file");
            }
        }
        return found;
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString();
    }

    private static TableEntry foreignEntry(String file, TableHeader header) {
        List<Column> columns = header.columns().stream()
                .map(field -> new Column(field.name(), Types.OTHER, field.type(), true, false, Origin.GIVEN))
                .toList();
        TableName name = new TableName(header.schema().orElse(""), header.table());
        Table table = new Table(name, columns, header.primaryKeys(), List.of(), List.of());
        return new TableEntry(table, file, -1, -1, "", List.of());
    }

    /** Compares a file with its size and its checksum, and its header with the metadata. */
    private static TableEntry compare(Path folder, TableEntry entry, Metadata metadata, Progress progress) {
        Path path = folder.resolve(entry.file());
        progress.begin(Progress.Phase.VERIFYING, entry.table().name().without(metadata.defaultSchema()), entry.rows());
        try (TableFile file = TableFile.open(path)) {
            refuseWrongSize(path, entry);
            compareHeader(path, entry, file.header(), metadata.defaultSchema());
            file.compare(entry);
            progress.rows(entry.rows());
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

    private static TableEntry check(
            Path folder, TableEntry entry, Metadata metadata, boolean foreign, Progress progress, List<String> notes) {
        Path path = folder.resolve(entry.file());
        progress.begin(Progress.Phase.VERIFYING, entry.table().name().without(metadata.defaultSchema()), entry.rows());
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
                    progress.rows(ROWS_A_REPORT);
                }
            }
            progress.rows(rows.rowNumber() % ROWS_A_REPORT);
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

    public Path folder() {
        return folder;
    }

    public Metadata metadata() {
        return metadata;
    }

    /** What the user should know of this dump, in whole sentences; beyond the warnings that it came with. */
    public List<String> notes() {
        return notes;
    }

    public Optional<TableEntry> table(TableName name) {
        return metadata.tables().stream()
                .filter(entry -> entry.table().name().equals(name))
                .findFirst();
    }

    /**
     * Reads the rows of a table; at the end, the file is compared with its checksum once more.
     *
     * @param columns which values of a row, in the order in which they are wanted; no generated columns
     */
    public RowReader rows(TableEntry table, List<String> columns) {
        TableFile file = TableFile.open(folder.resolve(table.file()));
        ZoneRepair zones = foreign ? ZoneRepair.of(file.header(), metadata.provider()) : ZoneRepair.none();
        return new RowReader(file, table, columns, zones);
    }
}
