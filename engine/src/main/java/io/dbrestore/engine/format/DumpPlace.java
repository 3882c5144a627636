package io.dbrestore.engine.format;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The place where a dump is to be. A dump is written into a folder beside it and put in place by renaming, so that at
 * every moment there is the old dump or the new one, and nothing that is half of one:
 *
 * <pre>
 *     shop                      the dump
 *     shop.partial-5f0c...      the one that is being written
 *     shop.previous             the old dump, for the moment between two renames
 *     shop.db-restore-lock      held by who writes; names what a killed process left behind
 * </pre>
 */
public final class DumpPlace implements AutoCloseable {

    private static final String LOCK = ".db-restore-lock";
    private static final String PREVIOUS = ".previous";
    private static final String PARTIAL = ".partial-";
    private static final Set<String> LITTER = Set.of(".DS_Store", ".gitignore", "Thumbs.db", "desktop.ini");

    private final Disk disk;
    private final Path folder;
    private final Path parent;
    private final FolderLock lock;
    private final boolean replaceExisting;
    private final Path partial;

    private DumpPlace(Disk disk, Path folder, FolderLock lock, boolean replaceExisting) {
        this.disk = disk;
        this.folder = folder;
        this.parent = Objects.requireNonNull(folder.getParent());
        this.lock = lock;
        this.replaceExisting = replaceExisting;
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        this.partial = sibling(PARTIAL + HexFormat.of().formatHex(random));
    }

    /**
     * Takes hold of the place, and makes the folder to write into.
     *
     * @throws DbRestoreException {@link Failure#REFUSED} if somebody else writes a dump there, or if there is something
     *     that must not be replaced
     */
    public static DumpPlace take(Disk disk, Path wanted, boolean replaceExisting) throws IOException {
        Path folder = real(disk, wanted);
        FolderLock lock = FolderLock.take(disk, sibling(folder, LOCK))
                .orElseThrow(() -> new DbRestoreException(
                        Failure.REFUSED,
                        "another dump into " + folder + " is running; nothing was written",
                        "wait until it is done, or dump into another folder"));
        DumpPlace place = new DumpPlace(disk, folder, lock, replaceExisting);
        boolean ready = false;
        try {
            place.putPreviousBack();
            place.refuseWhatMustStay();
            lock.add("partial " + place.partial.getFileName());
            disk.createFolder(place.partial);
            ready = true;
            return place;
        } finally {
            if (!ready) {
                place.close();
            }
        }
    }

    /** The folder itself, without links on the way, and made sure that there is one to put it in. */
    private static Path real(Disk disk, Path wanted) throws IOException {
        if (Files.exists(wanted)) {
            return wanted.toRealPath();
        }
        Path absolute = wanted.toAbsolutePath().normalize();
        Path name = absolute.getFileName();
        Path parent = absolute.getParent();
        if (Files.isSymbolicLink(wanted) || name == null || parent == null) {
            throw new FileSystemException(wanted.toString(), null, "cannot be made a folder");
        }
        disk.createFolders(parent);
        return parent.toRealPath().resolve(name);
    }

    private static Path sibling(Path folder, String suffix) {
        return folder.resolveSibling(folder.getFileName() + suffix);
    }

    private Path sibling(String suffix) {
        return sibling(folder, suffix);
    }

    /** Where the dump is once it is in place. */
    public Path folder() {
        return folder;
    }

    /** Where to write; empty at first. */
    public Path partial() {
        return partial;
    }

    /**
     * Puts back the dump that was in {@code folder} if a process was killed between moving it aside and putting the new
     * one there. Does nothing otherwise.
     */
    static void recover(Path wanted) {
        Path folder = wanted.toAbsolutePath().normalize();
        if (folder.getFileName() == null || isDump(folder) || !isDump(sibling(folder, PREVIOUS))) {
            return;
        }
        try {
            if (!Files.exists(sibling(folder, LOCK))) {
                return; // not of our making
            }
            FolderLock lock = FolderLock.take(new Disk(), sibling(folder, LOCK))
                    .orElseThrow(() -> new DbRestoreException(
                            Failure.REFUSED,
                            "a new dump is being put into " + folder + " at this moment",
                            "try again when it is done"));
            try (DumpPlace place = new DumpPlace(new Disk(), folder, lock, false)) {
                place.putPreviousBack();
            }
        } catch (IOException e) {
            throw new DbRestoreException(
                    Failure.UNEXPECTED,
                    "the dump in " + folder + " was moved aside to " + sibling(folder, PREVIOUS)
                            + " and cannot be put back: " + e,
                    "rename it back by hand, then try again",
                    e);
        }
    }

    static String hintWhereNoDumpIs(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        if (absolute.getFileName() != null && isDump(sibling(absolute, PREVIOUS))) {
            return "there is one in " + sibling(absolute, PREVIOUS) + "; rename it, if it is the one that you want";
        }
        return "name another dump, or an archive of one, with --in";
    }

    private static boolean isDump(Path folder) {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.exists(folder.resolve(Metadata.FILE), LinkOption.NOFOLLOW_LINKS);
    }

    private boolean previousIsOurs() throws IOException {
        Path previous = sibling(PREVIOUS);
        return Files.isDirectory(previous, LinkOption.NOFOLLOW_LINKS)
                && lock.journaled("previous").contains(nameOf(previous));
    }

    private void putPreviousBack() throws IOException {
        Path previous = sibling(PREVIOUS);
        if (previousIsOurs() && isDump(previous) && !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            disk.rename(previous, folder);
            disk.forceFolder(parent);
        }
    }

    private void refuseWhatMustStay() throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw refused(folder + " is not a folder", "dump into another folder");
        }
        List<String> names = names(folder);
        if (names.isEmpty()) {
            return;
        }
        if (!isDump(folder)) {
            throw refused(
                    folder + " is neither empty nor a dump, so it is left alone",
                    "dump into another folder, or empty this one");
        }
        if (!replaceExisting) {
            throw refused(
                    "there is a dump in " + folder + " already",
                    "dump into another folder, or say that the old dump is to be archived or discarded: --on-existing");
        }
        List<String> strangers = names.stream()
                .filter(name -> !isOfDump(folder.resolve(name), name))
                .toList();
        if (!strangers.isEmpty()) {
            throw refused(
                    "the dump in " + folder + " cannot be replaced, since the folder holds what is not of the dump: "
                            + String.join(", ", strangers),
                    "move that somewhere else, then dump again");
        }
        if (Files.exists(sibling(PREVIOUS), LinkOption.NOFOLLOW_LINKS) && !previousIsOurs()) {
            throw refused(
                    sibling(PREVIOUS) + " is in the way of replacing the dump in " + folder,
                    "rename it, then dump again");
        }
    }

    private static boolean isOfDump(Path path, String name) {
        return !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                && (name.equals(Metadata.FILE) || FileNames.isTableFile(name) || LITTER.contains(name));
    }

    private static DbRestoreException refused(String what, String hint) {
        return new DbRestoreException(Failure.REFUSED, what + "; nothing was written", hint);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(DumpPlace::nameOf).sorted().toList();
        }
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }

    /**
     * Puts what was written in place of what was there, then removes what is not needed any more.
     *
     * @throws IOException if it is not in place, or perhaps not for good; what was there before is then there, or found
     *     again by {@link Dump#open}
     */
    public void publish() throws IOException {
        disk.forceFolder(partial);
        refuseWhatMustStay();
        if (isDump(folder)) {
            replace();
        } else {
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                disk.delete(folder); // it is empty; Windows renames onto no folder
            }
            disk.rename(partial, folder);
            disk.forceFolder(parent);
        }
        try {
            tidyUp();
        } catch (IOException e) {
            return; // the dump is in place; what is left is in the journal, for the next one to tidy up
        }
    }

    private void replace() throws IOException {
        Path previous = sibling(PREVIOUS);
        if (Files.exists(previous, LinkOption.NOFOLLOW_LINKS)) {
            deleteFolder(disk, previous); // a killed process had no time to
        }
        lock.add("previous " + nameOf(previous));
        disk.rename(folder, previous);
        try {
            disk.rename(partial, folder);
        } catch (IOException e) {
            disk.rename(previous, folder);
            throw e;
        }
        disk.forceFolder(parent);
    }

    /** Removes what this and killed processes have left, as far as the journal vouches for it. */
    private void tidyUp() throws IOException {
        if (previousIsOurs() && isDump(folder)) {
            deleteFolder(disk, sibling(PREVIOUS));
        }
        for (String name : lock.journaled("partial")) {
            Path left = folder.resolveSibling(name);
            if (name.startsWith(nameOf(folder) + PARTIAL) && Files.isDirectory(left, LinkOption.NOFOLLOW_LINKS)) {
                deleteFolder(disk, left);
            }
        }
        lock.remove();
    }

    private static void deleteFolder(Disk disk, Path flat) throws IOException {
        if (isDump(flat)) {
            disk.delete(flat.resolve(Metadata.FILE)); // first, so that what is left is never taken for a dump
        }
        for (String name : names(flat)) {
            disk.delete(flat.resolve(name));
        }
        disk.delete(flat);
    }

    /** Removes a dump that is not needed any more; does nothing if it is not there or the folder holds something else. */
    public static void remove(Disk disk, Path folder) throws IOException {
        if (isDump(folder) && names(folder).stream().allMatch(name -> isOfDump(folder.resolve(name), name))) {
            deleteFolder(disk, folder);
        }
    }

    /** Lets go of the place. What was written and not published is removed. */
    @Override
    public void close() throws IOException {
        try (lock) {
            if (Files.exists(partial, LinkOption.NOFOLLOW_LINKS)) {
                deleteFolder(disk, partial);
            }
            boolean nothingLeft = !previousIsOurs()
                    && lock.journaled("partial").stream()
                            .noneMatch(name -> Files.exists(folder.resolveSibling(name), LinkOption.NOFOLLOW_LINKS));
            if (nothingLeft) {
                lock.remove();
            }
        }
    }
}
