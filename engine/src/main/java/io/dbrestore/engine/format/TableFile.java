package io.dbrestore.engine.format;

import io.dbrestore.engine.DbRestoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A table file that is being read, beyond its header. */
final class TableFile implements AutoCloseable {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final Path path;
    private final CheckedInput input;
    private final JsonInput json;
    private final TableHeader header;

    private TableFile(Path path, CheckedInput input, JsonInput json, TableHeader header) {
        this.path = path;
        this.input = input;
        this.json = json;
        this.header = header;
    }

    /** Opens a file, which must be one and no link, and reads its header. */
    static TableFile open(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw Damage.in(path, "is listed in " + Metadata.FILE + " and missing");
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw Damage.in(path, "is not a regular file");
        }
        try {
            return open(path, Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            throw Damage.of(path, e);
        }
    }

    private static TableFile open(Path path, InputStream file) throws IOException {
        CheckedInput input = new CheckedInput(file);
        try {
            JsonInput json = new JsonInput(input);
            json.takes(BYTE_ORDER_MARK);
            return new TableFile(path, input, json, TableHeader.read(json));
        } catch (Malformed e) {
            input.close();
            throw Damage.in(path, e.what());
        } catch (IOException | RuntimeException e) {
            input.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    JsonInput json() {
        return json;
    }

    TableHeader header() {
        return header;
    }

    /** Reads what is behind the JSON, and fails if the whole is not the file that {@code entry} tells of. */
    void compare(TableEntry entry) {
        try {
            input.drain();
        } catch (IOException e) {
            throw Damage.of(path, e);
        }
        if (entry.bytes() >= 0 && input.bytes() != entry.bytes()) {
            throw wrongSize(path, input.bytes(), entry.bytes());
        }
        if (!entry.checksum().isEmpty() && !input.checksum().equals(entry.checksum())) {
            throw Damage.in(
                    path,
                    "has the checksum " + input.checksum() + ", but " + entry.checksum() + " when it was written");
        }
    }

    static DbRestoreException wrongSize(Path path, long actual, long expected) {
        return Damage.in(path, "has " + actual + " bytes, but had " + expected + " when it was written");
    }

    long bytes() {
        return input.bytes();
    }

    @Override
    public void close() {
        try {
            input.close();
        } catch (IOException e) {
            throw Damage.of(path, e);
        }
    }
}
