package io.dbrestore.engine.archive;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.format.Checksum;
import io.dbrestore.engine.format.FileNames;
import io.dbrestore.engine.format.Metadata;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * Reads an archive that may come from anybody. A member is judged by its name and kind before a byte of it is used:
 * there may be one folder with the files of one dump in it, and nothing else.
 */
final class TarGz {

    /** Takes the files of an archive. */
    @FunctionalInterface
    interface Member {

        /**
         * Takes one file, to its end.
         *
         * @param name a plain file name that a dump may have
         */
        void take(String name, InputStream content) throws IOException;
    }

    private static final int MOST_MEMBERS = 100_000;
    private static final long GREATEST_RATIO = 200;
    private static final long GIBIBYTE = 1L << 30;
    private static final long LONGEST_HEADER = 1 << 20;
    private static final int BUFFER = 128 * 1024;

    private final Path archive;
    private final Set<String> names = new HashSet<>();
    private Optional<String> folder = Optional.empty();

    private TarGz(Path archive) {
        this.archive = archive;
    }

    /** The checksum of each file in an archive, in their order. */
    static Map<String, String> checksums(Path archive) throws IOException {
        Map<String, String> checksums = new LinkedHashMap<>();
        new TarGz(archive).read(Long.MAX_VALUE, (name, content) -> {
            Checksum checksum = new Checksum();
            byte[] buffer = new byte[BUFFER];
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                checksum.update(buffer, 0, count);
            }
            checksums.put(name, checksum.value());
        });
        return checksums;
    }

    /**
     * Gives all files to {@code member}, within limits for what is unpacked: a ratio to the archive's size, and the
     * room on the disk.
     *
     * @param into where the files will go
     * @throws DbRestoreException if the archive is damaged or holds what it must not
     * @throws IOException if {@code member} fails
     */
    static void read(Path archive, Path into, Member member) throws IOException {
        long room = Math.max(0, Files.getFileStore(into).getUsableSpace() - GIBIBYTE);
        long sane = Files.size(archive) * GREATEST_RATIO + GIBIBYTE;
        new TarGz(archive).read(Math.min(room, sane), member);
    }

    private void read(long limit, Member member) throws IOException {
        try (InputStream file = Files.newInputStream(archive);
                LimitedInput input = new LimitedInput(unzip(file), limit);
                TarArchiveInputStream tar = new TarArchiveInputStream(input, "UTF-8")) {
            for (Optional<TarArchiveEntry> entry = next(tar, input); entry.isPresent(); entry = next(tar, input)) {
                Optional<String> name = judge(entry.get());
                if (name.isPresent()) {
                    member.take(name.get(), new Content(tar));
                }
            }
            new Content(input).transferTo(OutputStream.nullOutputStream()); // the end has a checksum
        } catch (Unreadable e) {
            throw damaged(String.valueOf(e.getMessage()), e);
        }
        if (!names.contains(Metadata.FILE)) {
            throw damaged("has no " + Metadata.FILE, null);
        }
    }

    private InputStream unzip(InputStream file) {
        try {
            return new GZIPInputStream(file, BUFFER);
        } catch (IOException e) {
            throw damaged("is not a tar.gz: " + e.getMessage(), e);
        }
    }

    private Optional<TarArchiveEntry> next(TarArchiveInputStream tar, LimitedInput input) throws Unreadable {
        try {
            input.limitHeader(LONGEST_HEADER); // names of any length are kept in memory
            return Optional.ofNullable(tar.getNextEntry());
        } catch (IOException | IllegalArgumentException e) {
            throw new Unreadable(e);
        } finally {
            input.limitHeader(Long.MAX_VALUE);
        }
    }

    /** The name of a file; empty for the folder. */
    private Optional<String> judge(TarArchiveEntry entry) {
        String full = entry.getName();
        boolean isFolder = entry.getLinkFlag() == TarConstants.LF_DIR;
        boolean isFile =
                entry.getLinkFlag() == TarConstants.LF_NORMAL || entry.getLinkFlag() == TarConstants.LF_OLDNORM;
        if (!(isFile || isFolder) || entry.isSparse()) {
            throw refused(full, "is neither a file nor a folder");
        }
        String path = full.startsWith("./") ? full.substring(2) : full;
        if (isFolder && path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        if (path.startsWith("/") || path.contains("\\") || path.contains(":") || path.contains("\0")) {
            throw refused(full, "has a name that could lead out of the folder");
        }
        String[] parts = path.split("/", -1);
        for (String part : parts) {
            if (part.equals("..") || part.equals(".") || (part.isEmpty() && !(isFolder && parts.length == 1))) {
                throw refused(full, "has a name that could lead out of the folder");
            }
        }
        if (parts.length > (isFolder ? 1 : 2)) {
            throw refused(full, "lies deeper than one folder");
        }
        judgeFolder(full, isFolder ? path : parts.length == 2 ? parts[0] : "");
        if (isFolder) {
            return Optional.empty();
        }
        String name = parts[parts.length - 1];
        if (!name.equals(Metadata.FILE) && !FileNames.isTableFile(name)) {
            throw refused(full, "has a name that no file of a dump has");
        }
        if (!names.add(name.toLowerCase(Locale.ROOT))) {
            throw refused(full, "comes twice");
        }
        if (names.size() > MOST_MEMBERS) {
            throw damaged("holds more than " + MOST_MEMBERS + " files", null);
        }
        return Optional.of(name);
    }

    private void judgeFolder(String member, String itsFolder) {
        if (folder.isPresent() && !folder.get().equals(itsFolder)) {
            throw refused(member, "lies in another folder than the rest");
        }
        folder = Optional.of(itsFolder);
    }

    private DbRestoreException refused(String member, String why) {
        return damaged("holds " + member + ", which " + why, null);
    }

    private DbRestoreException damaged(String what, @Nullable Throwable cause) {
        return new DbRestoreException(
                Failure.DAMAGED_DUMP,
                archive + " " + what + ". Nothing was unpacked; the database is as it was",
                "restore another dump, or another archive, with --in",
                cause);
    }

    /** That the archive could not be read, told apart from a failure to write what it holds. */
    private static final class Unreadable extends IOException {

        private static final long serialVersionUID = 1;

        Unreadable(Exception cause) {
            super("cannot be read: " + cause.getMessage(), cause);
        }
    }

    /** Reads from the archive; whatever goes wrong is the archive's fault. */
    private static final class Content extends InputStream {

        private final InputStream input;

        Content(InputStream input) {
            this.input = input;
        }

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return input.read(buffer, offset, length);
            } catch (IOException e) {
                throw new Unreadable(e);
            }
        }
    }
}
