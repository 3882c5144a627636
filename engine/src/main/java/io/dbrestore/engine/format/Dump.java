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
        TableCheck check = new TableCheck(folder, listed, parsed.foreign(), progress);
        List<TableEntry> checked = check.all(entries, proven);
        notes.addAll(check.notes());
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
