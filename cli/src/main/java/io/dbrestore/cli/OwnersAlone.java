package io.dbrestore.cli;

import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Attributes of files and folders that nobody but their owner may look into, where the file system has such. */
final class OwnersAlone {

    private OwnersAlone() {}

    static FileAttribute<?>[] folder(Path near) {
        return attributes(near.getFileSystem(), "rwx------");
    }

    static FileAttribute<?>[] file(Path near) {
        return attributes(near.getFileSystem(), "rw-------");
    }

    private static FileAttribute<?>[] attributes(FileSystem files, String permissions) {
        if (!files.supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
