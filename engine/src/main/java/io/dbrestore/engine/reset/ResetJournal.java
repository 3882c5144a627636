package io.dbrestore.engine.reset;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.format.Disk;
import io.dbrestore.engine.format.DumpPlace;
import io.dbrestore.engine.format.Malformed;
import io.dbrestore.engine.format.Metadata;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The folder of one database's resets: the state in {@code reset.json}, which changes by renaming alone, and the dumps.
 * Whoever has it open has it alone.
 */
final class ResetJournal implements AutoCloseable {

    private static final String STATE = "reset.json";
    private static final String NEW_STATE = "reset.json.new";
    private static final String LOCK = "reset.lock";
    private static final int MILLISECONDS_BETWEEN_ATTEMPTS = 50;
    private static final int ATTEMPTS_BEFORE_TELLING = 40;
    private static final int SPENT_DUMPS_KEPT = 3;
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Disk disk;
    private final FileChannel lock;
    private ResetState state;

    private ResetJournal(Path folder, Disk disk, FileChannel lock) {
        this.folder = folder;
        this.disk = disk;
        this.lock = lock;
        this.state = ResetState.NONE;
    }

    /** Whether there has ever been a reset of this database. */
    static boolean exists(Path folder) {
        return Files.exists(folder.resolve(STATE));
    }

    /** Waits until nobody else has it open. */
    static ResetJournal open(Path folder, Disk disk, Consumer<String> messages) {
        try {
            disk.createFolders(folder);
            FileChannel lock = disk.openForLocking(folder.resolve(LOCK));
            ResetJournal journal = new ResetJournal(folder, disk, lock);
            boolean ready = false;
            try {
                journal.lock(messages);
                journal.state = journal.read();
                ready = true;
                return journal;
            } finally {
                if (!ready) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private void lock(Consumer<String> messages) throws IOException {
        for (int attempt = 1; !tryLock(); attempt++) {
            if (attempt == ATTEMPTS_BEFORE_TELLING) {
                messages.accept("Waiting for another process that dumps or restores this database (" + folder + ").");
            }
            try {
                Thread.sleep(MILLISECONDS_BETWEEN_ATTEMPTS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DbRestoreException(
                        Failure.REFUSED, "interrupted while waiting for another process; nothing was done", "", e);
            }
        }
    }

    private boolean tryLock() throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // another thread of this process has it
        }
    }

    private ResetState read() throws IOException {
        Path file = folder.resolve(STATE);
        if (!Files.exists(file)) {
            return ResetState.NONE;
        }
        byte[] bytes = Files.readAllBytes(file);
        try {
            return ResetStateJson.parse(bytes);
        } catch (Malformed | IllegalArgumentException e) {
            throw new DbRestoreException(
                    Failure.DAMAGED_DUMP,
                    "cannot make sense of " + file
                            + ", which says how far a reset has come. Nothing was done; the dumps"
                            + " beside it are unharmed",
                    "delete the file, and restore the newest of the dumps by hand",
                    e);
        }
    }

    ResetState state() {
        return state;
    }

    /** Changes the state, for good once this returns. */
    void become(ResetState next) {
        if (next.equals(state)) {
            return;
        }
        try {
            Path file = folder.resolve(NEW_STATE);
            disk.delete(file); // of a process that was killed
            try (Disk.Output output = disk.create(file)) {
                output.write(ResetStateJson.print(next));
                output.force();
            }
            disk.rename(file, folder.resolve(STATE));
            disk.forceFolder(folder);
            state = next;
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    Path dump() {
        return folder.resolve(state.dump());
    }

    boolean isDumpThere() {
        return Files.exists(dump().resolve(Metadata.FILE));
    }

    /** The folder for a new dump, not there yet. */
    Path newDump(Clock clock) {
        String name = NAME.format(clock.instant());
        Path free = folder.resolve(name);
        for (int i = 2; Files.exists(free, LinkOption.NOFOLLOW_LINKS); i++) {
            free = folder.resolve(name + "-" + i);
        }
        return free;
    }

    /** Removes the dumps that are spent, but for the newest. */
    void prune() {
        List<String> spent = state.spent();
        int tooMany = Math.max(0, spent.size() - SPENT_DUMPS_KEPT);
        for (String name : spent.subList(0, tooMany)) {
            try {
                DumpPlace.remove(disk, folder.resolve(name));
            } catch (IOException e) {
                throw unusable(folder, e);
            }
        }
        become(state.withSpent(spent.subList(tooMany, spent.size())));
    }

    private static DbRestoreException unusable(Path folder, IOException cause) {
        return new DbRestoreException(
                Failure.UNEXPECTED,
                "cannot keep account of the reset in " + folder + ": " + cause,
                "see to it that the folder can be written and has space, or choose another",
                cause);
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }
}
