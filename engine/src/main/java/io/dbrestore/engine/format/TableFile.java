package io.dbrestore.engine.format;

import io.dbrestore.engine.DbRestoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** A table file that is being read, beyond its header. */
final class TableFile implements AutoCloseable {

    /** Strings may be as long as the database's; numbers and nesting are kept to what a database can have. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(150_000)
                    .maxNestingDepth(1_000)
                    .build())
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final Path path;
    private final CheckedInput input;
    private final JsonParser parser;
    private final TableHeader header;

    private TableFile(Path path, CheckedInput input, JsonParser parser, TableHeader header) {
        this.path = path;
        this.input = input;
        this.parser = parser;
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
            JsonParser parser = JSON.createParser(ObjectReadContext.empty(), withoutMark(input));
            return new TableFile(path, input, parser, TableHeader.read(parser));
        } catch (JacksonException e) {
            input.close();
            throw Damage.of(path, "", e);
        } catch (Malformed e) {
            input.close();
            throw Damage.in(path, e.what());
        } catch (IOException | RuntimeException e) {
            input.close();
            throw e;
        }
    }

    private static InputStream withoutMark(InputStream input) throws IOException {
        PushbackInputStream pushback = new PushbackInputStream(input, BYTE_ORDER_MARK.length);
        byte[] beginning = pushback.readNBytes(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(beginning, BYTE_ORDER_MARK)) {
            pushback.unread(beginning);
        }
        return pushback;
    }

    Path path() {
        return path;
    }

    JsonParser parser() {
        return parser;
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
            parser.close();
            input.close();
        } catch (IOException e) {
            throw Damage.of(path, e);
        }
    }
}
