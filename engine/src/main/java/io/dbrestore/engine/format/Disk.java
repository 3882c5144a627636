package io.dbrestore.engine.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Every operation by which dumps and archives change the disk. What it makes, nobody but its owner may read, from the
 * first moment on. Tests watch it, to fail or to kill the process at any step.
 */
public final class Disk {

    /** Is told of each operation before it happens, and may prevent it. */
    @FunctionalInterface
    public interface Watcher {
        void before(String operation, Path path) throws IOException;
    }

    private final Watcher watcher;

    public Disk() {
        this((operation, path) -> {});
    }

    public Disk(Watcher watcher) {
        this.watcher = watcher;
    }

    /** Makes a folder that is not there yet, with mode 0700. */
    public void createFolder(Path folder) throws IOException {
        watcher.before("create folder", folder);
        Files.createDirectory(folder, modes(folder, "rwx------"));
    }

    /** Makes a folder and those that it is in, where they are not there yet. */
    public void createFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent == null) {
            throw new NotDirectoryException(folder.toString());
        }
        createFolders(parent);
        try {
            createFolder(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) { // else another process was faster
                throw e;
            }
        }
        forceFolder(parent);
    }

    /** Makes a file that is not there yet, with mode 0600; {@link Output#close} does not force it to the disk. */
    public Output create(Path file) throws IOException {
        watcher.before("create", file);
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        return new Output(file, FileChannel.open(file, options, modes(file, "rw-------")));
    }

    /** Opens a file to be locked, and makes it with mode 0600 if it is not there. */
    public FileChannel openForLocking(Path file) throws IOException {
        watcher.before("open for locking", file);
        Set<OpenOption> options = Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(file, options, modes(file, "rw-------"));
    }

    /** Adds {@code bytes} to the end of an open file, and forces it to the disk. */
    public void append(Path file, FileChannel channel, byte[] bytes) throws IOException {
        watcher.before("append", file);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        channel.position(channel.size());
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        channel.force(true);
    }

    /** Renames in one step, which either happens or does not; forcing the folder is up to the caller. */
    public void rename(Path from, Path to) throws IOException {
        watcher.before("rename", from);
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("cannot rename " + from + " to " + to + " in one step: " + e.getReason(), e);
        }
    }

    /** Removes a file, a link or an empty folder. */
    public void delete(Path path) throws IOException {
        watcher.before("delete", path);
        Files.deleteIfExists(path);
    }

    /** Forces what a folder says of its entries to the disk, where the system lets a folder be opened at all. */
    public void forceFolder(Path folder) throws IOException {
        watcher.before("force folder", folder);
        if (!hasModes(folder)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static boolean hasModes(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] modes(Path path, String modes) {
        return hasModes(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(modes))}
                : new FileAttribute<?>[0];
    }

    /** A file that is being written. */
    public final class Output extends OutputStream {

        private final Path file;
        private final FileChannel channel;

        private Output(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            watcher.before("write", file);
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        /** Waits until the disk has everything that was written. */
        public void force() throws IOException {
            watcher.before("force", file);
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
