package io.dbrestore.engine.format;

import io.dbrestore.spi.Column;
import io.dbrestore.spi.Column.Origin;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.Sequence;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import io.dbrestore.spi.ValueWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Writes dumps with the real writer, of rows that a test makes up. */
final class WrittenDump {

    private static final Instant NOW = Instant.parse("2026-01-15T10:30:00.120Z");

    private WrittenDump() {}

    static Table table(String name, String... columns) {
        List<Column> all = Stream.of(columns)
                .map(column -> new Column(column, Types.OTHER, "any", true, false, Origin.GIVEN))
                .toList();
        return new Table(new TableName("", name), all, List.of(columns[0]), List.of(), List.of());
    }

    /** Writes the rows of one table into a new folder; each row writes its own values. */
    static Path write(Path folder, Table table, List<? extends Consumer<ValueWriter>> rows) throws IOException {
        Disk disk = new Disk();
        disk.createFolder(folder);
        TableEntry entry = writeTable(disk, folder, table, rows);
        writeMetadata(folder, List.of(entry));
        return folder;
    }

    static TableEntry writeTable(Disk disk, Path folder, Table table, List<? extends Consumer<ValueWriter>> rows)
            throws IOException {
        String file = new FileNames("").of(table.name());
        Table data = table.withColumns(table.dataColumns());
        try (TableFileWriter writer = new TableFileWriter(disk, folder.resolve(file), data, "")) {
            for (Consumer<ValueWriter> row : rows) {
                writer.row(source(row));
            }
            writer.finish();
            return new TableEntry(table, file, writer.rows(), writer.size(), writer.checksum(), List.of());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    static void writeMetadata(Path folder, List<TableEntry> entries) throws IOException {
        Metadata metadata = new Metadata(
                Metadata.FORMAT_VERSION,
                "1.0.0",
                "sqlite",
                "3.54",
                "test.db",
                "",
                NOW,
                NOW.plusSeconds(2),
                entries,
                List.of(new Sequence(new TableName("", "users"), "99999999999999999999")),
                new ArrayList<>(),
                List.of());
        Files.write(folder.resolve(Metadata.FILE), MetadataJson.print(metadata));
    }

    private static RowSource source(Consumer<ValueWriter> row) {
        return new RowSource() {
            @Override
            public boolean next() {
                throw new AssertionError("a row is written where the source stands");
            }

            @Override
            public void copyTo(ValueWriter values) {
                row.accept(values);
            }

            @Override
            public void close() {}
        };
    }
}
