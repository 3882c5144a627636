package io.dbrestore.engine.archive;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.format.Checksum;
import io.dbrestore.engine.format.Disk;
import io.dbrestore.engine.format.Dump;
import io.dbrestore.engine.format.FileNames;
import io.dbrestore.engine.format.Metadata;
import io.dbrestore.engine.format.TableEntry;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Keeps dumps as files: packs one into a {@code tar.gz}, and unpacks it again. */
public final class Archives {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ENDING = ".tar.gz";
    private static final int BUFFER = 128 * 1024;
    private static final int ONLY_OWNER_READS = 0100600;
    private static final int ONLY_OWNER_ENTERS = 040700;

    private final Disk disk;

    public Archives() {
        this(new Disk());
    }

    public Archives(Disk disk) {
        this.disk = disk;
    }

    /**
     * Packs a dump into a new file in {@code archiveFolder}, named after the database and the moment of the dump. The
     * file is there only once it was read back and found to hold the dump; the dump itself stays.
     *
     * @return the file
     */
    public Path archive(Dump dump, Path archiveFolder) {
        try {
            createFolder(archiveFolder.toAbsolutePath());
            return archive(dump, archiveFolder, baseName(dump.metadata()));
        } catch (IOException e) {
            throw new DbRestoreException(
                    Failure.UNEXPECTED,
                    "cannot archive the dump in " + dump.folder() + " to " + archiveFolder + ": " + e
                            + ". The dump is unharmed",
                    "see to it that there is room in " + archiveFolder + " and that it can be written, then try again",
                    e);
        }
    }

    private void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            createFolder(parent);
        }
        disk.createFolder(folder);
    }

    private static String baseName(Metadata metadata) {
        String database = metadata.database();
        for (String rest : List.of(" on ", " (")) {
            int end = database.indexOf(rest);
            database = end < 0 ? database : database.substring(0, end);
        }
        String name = database.substring(Math.max(database.lastIndexOf('/'), database.lastIndexOf('\\')) + 1);
        return FileNames.safe(name) + "_" + TIMESTAMP.format(metadata.finishedAt());
    }

    private Path archive(Dump dump, Path archiveFolder, String baseName) throws IOException {
        for (int number = 1; ; number++) {
            String name = number == 1 ? baseName : baseName + "-" + number;
            Path file = archiveFolder.resolve(name + ENDING);
            Path partial = archiveFolder.resolve(name + ENDING + ".partial");
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            Disk.Output output;
            try {
                output = disk.create(partial); // from now on the name is ours
            } catch (FileAlreadyExistsException e) {
                continue;
            }
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) { // somebody was faster, between our look and our claim
                output.close();
                disk.delete(partial);
                continue;
            }
            fill(dump, name, output, partial, file);
            disk.forceFolder(archiveFolder);
            return file;
        }
    }

    /** Packs, reads back, and gives the file its name; or leaves nothing. */
    private void fill(Dump dump, String name, Disk.Output output, Path partial, Path file) throws IOException {
        boolean whole = false;
        try {
            Map<String, String> checksums;
            try (output) {
                checksums = pack(dump, name, output);
                output.force();
            }
            if (!TarGz.checksums(partial).equals(checksums)) {
                throw new IOException("what was written to " + partial + " is not what was read back");
            }
            disk.rename(partial, file);
            whole = true;
        } finally {
            if (!whole) {
                disk.delete(partial);
            }
        }
    }

    /** Packs the metadata last, as a dump is written; gives back the checksum of each file. */
    private static Map<String, String> pack(Dump dump, String name, Disk.Output output) throws IOException {
        Map<String, String> checksums = new LinkedHashMap<>();
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GZIPOutputStream(keptOpen(output), BUFFER), "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            TarArchiveEntry folder = new TarArchiveEntry(name + "/");
            folder.setMode(ONLY_OWNER_ENTERS);
            tar.putArchiveEntry(folder);
            tar.closeArchiveEntry();
            for (TableEntry entry : dump.metadata().tables()) {
                String checksum = pack(dump.folder().resolve(entry.file()), name, tar);
                if (!entry.checksum().isEmpty() && !entry.checksum().equals(checksum)) {
                    throw new DbRestoreException(
                            Failure.DAMAGED_DUMP,
                            dump.folder().resolve(entry.file()) + " is not what was once written; nothing was archived",
                            "make a new dump while the database still has its rows");
                }
                checksums.put(entry.file(), checksum);
            }
            checksums.put(Metadata.FILE, pack(dump.folder().resolve(Metadata.FILE), name, tar));
            tar.finish();
            tar.flush();
        }
        return checksums;
    }

    /** Lets a stream around {@code output} be closed and {@code output} then be forced to the disk. */
    private static OutputStream keptOpen(OutputStream output) {
        return new FilterOutputStream(output) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length); // the inherited method would write each byte by itself
            }

            @Override
            public void close() {
                // whoever made the output closes it
            }
        };
    }

    private static String pack(Path file, String folder, TarArchiveOutputStream tar) throws IOException {
        Checksum checksum = new Checksum();
        TarArchiveEntry entry = new TarArchiveEntry(folder + "/" + file.getFileName());
        entry.setSize(Files.size(file));
        entry.setMode(ONLY_OWNER_READS);
        entry.setModTime(Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
        tar.putArchiveEntry(entry);
        try (InputStream input = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] buffer = new byte[BUFFER];
            for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
                checksum.update(buffer, 0, count);
                tar.write(buffer, 0, count);
            }
        }
        tar.closeArchiveEntry();
        return checksum.value();
    }

    /**
     * Unpacks an archive, which may come from anybody, into a folder that is not there yet or empty. Whether it holds a
     * dump, {@link Dump#open} must say.
     *
     * @throws DbRestoreException {@link Failure#DAMAGED_DUMP} if the archive is damaged or holds anything but the plain
     *     files of one dump; nothing is left in {@code into} then
     */
    public void unpack(Path archive, Path into) {
        List<Path> unpacked = new ArrayList<>();
        boolean whole = false;
        try {
            if (Files.exists(into, LinkOption.NOFOLLOW_LINKS)) {
                refuseUnlessEmpty(into);
            } else {
                createFolder(into.toAbsolutePath());
            }
            TarGz.read(archive, into, (name, content) -> {
                Path file = into.resolve(name);
                try (Disk.Output output = disk.create(file)) {
                    unpacked.add(file);
                    content.transferTo(output);
                    output.force();
                }
            });
            whole = true;
        } catch (IOException e) {
            throw new DbRestoreException(
                    Failure.UNEXPECTED,
                    "cannot unpack " + archive + " into " + into + ": " + e + ". The archive is unharmed",
                    "see to it that there is room and that the folder can be written, then try again",
                    e);
        } finally {
            if (!whole) {
                deleteQuietly(unpacked);
            }
        }
    }

    private static void refuseUnlessEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new DbRestoreException(
                        Failure.REFUSED, folder + " is not empty; nothing was unpacked", "unpack into another folder");
            }
        }
    }

    private void deleteQuietly(List<Path> files) {
        for (Path file : files) {
            try {
                disk.delete(file);
            } catch (IOException e) {
                return; // the reason why it was not unpacked is already on its way up, and says more
            }
        }
    }
}
