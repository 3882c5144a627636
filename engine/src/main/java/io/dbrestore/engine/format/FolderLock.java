package io.dbrestore.engine.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The file beside a dump's folder by which one process at a time works on it. It is also a journal: what it names was
 * made by db-restore, and may be tidied up by whoever holds the lock. It is only ever added to, and goes away when
 * nothing is left to tidy up; so a killed process leaves it behind with all that is needed.
 */
final class FolderLock implements AutoCloseable {

    private static final long BYTE_THAT_IS_LOCKED = Long.MAX_VALUE - 1; // Windows lets nobody read what is locked
    private static final int LONGEST_JOURNAL = 1 << 20;
    private static final int ATTEMPTS = 10;

    private final Disk disk;
    private final Path file;
    private final FileChannel channel;
    private boolean removed;

    private FolderLock(Disk disk, Path file, FileChannel channel) {
        this.disk = disk;
        this.file = file;
        this.channel = channel;
    }

    /** Takes the lock, or returns empty if somebody else has it. */
    static Optional<FolderLock> take(Disk disk, Path file) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            FileChannel channel = disk.openForLocking(file);
            boolean taken = false;
            try {
                Optional<FileLock> lock = tryLock(channel);
                if (lock.isEmpty()) {
                    return Optional.empty();
                }
                FolderLock candidate = new FolderLock(disk, file, channel);
                taken = candidate.isStillThere();
                if (taken) {
                    return Optional.of(candidate);
                }
            } finally {
                if (!taken) {
                    channel.close();
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock(BYTE_THAT_IS_LOCKED, 1, false));
        } catch (OverlappingFileLockException e) {
            return Optional.empty(); // another thread of this process has it
        }
    }

    /** Whether the file has not been removed, by who had the lock before, between our opening and locking it. */
    private boolean isStillThere() throws IOException {
        String mark = "run " + UUID.randomUUID();
        add(mark);
        return Files.exists(file) && lines(Files.readAllBytes(file)).contains(mark);
    }

    /** Adds a line to the journal, and waits until the disk has it. */
    void add(String line) throws IOException {
        disk.append(file, channel, ("\n" + line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** What stands behind {@code key} in the lines of the journal. */
    List<String> journaled(String key) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(channel.size(), LONGEST_JOURNAL));
        channel.read(buffer, 0);
        return lines(buffer.array()).stream()
                .filter(line -> line.startsWith(key + " "))
                .map(line -> line.substring(key.length() + 1))
                .distinct()
                .toList();
    }

    private static List<String> lines(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }

    /** Removes the file, since nothing is left to tidy up; the lock is held until {@link #close}. */
    void remove() throws IOException {
        if (!removed) { // a second time it would be the file of somebody else
            disk.delete(file);
            removed = true;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
