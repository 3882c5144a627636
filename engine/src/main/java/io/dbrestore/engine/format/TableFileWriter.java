package io.dbrestore.engine.format;

import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/** Writes one table into one file: a header, a line for each row, and the end. It counts and hashes as it goes. */
public final class TableFileWriter implements AutoCloseable {

    private final Disk.Output file;
    private final JsonBytes bytes;
    private final JsonValueWriter values;
    private final Checksum checksum = new Checksum();
    private long size;
    private long rows;

    /**
     * Creates the file and writes the header.
     *
     * @param table the columns are those whose values each row brings
     * @param defaultSchema the schema that the header leaves out
     */
    public TableFileWriter(Disk disk, Path path, Table table, String defaultSchema) throws IOException {
        TableHeader header = new TableHeader(
                table.name().name(),
                Optional.of(table.name().schema()).filter(schema -> !schema.equals(defaultSchema)),
                table.primaryKey(),
                table.columns().stream()
                        .map(column -> new TableHeader.Field(column.name(), column.type()))
                        .toList());
        this.file = disk.create(path);
        this.bytes = new JsonBytes(new Checked());
        this.values = new JsonValueWriter(bytes, header.columnNames());
        header.print(bytes);
    }

    /** Writes the row on which {@code source} stands. */
    public void row(RowSource source) throws SQLException, IOException {
        try {
            bytes.raw((byte) (rows == 0 ? '\n' : ','));
            if (rows > 0) {
                bytes.raw((byte) '\n');
            }
            values.beginRow();
            source.copyTo(values);
            values.endRow();
            rows++;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Writes the end and waits until the disk has all of it. */
    public void finish() throws IOException {
        try {
            bytes.raw(JsonBytes.ascii("\n]}\n"));
            bytes.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        file.force();
    }

    public long rows() {
        return rows;
    }

    /** The size of the file, once it is finished. */
    public long size() {
        return size;
    }

    /** The file's {@link Checksum}, once it is finished. */
    public String checksum() {
        return checksum.value();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Counts and hashes what goes into the file. */
    private final class Checked extends OutputStream {

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            file.write(buffer, offset, length);
            checksum.update(buffer, offset, length);
            size += length;
        }
    }
}
