package io.dbrestore.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps rows out of version control: a dump that lies in somebody's project must not be committed by accident. */
final class GitIgnore {

    private final Surroundings surroundings;

    GitIgnore(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Makes git ignore {@code .db-restore}, which is ours alone, before anything is written to {@code folder} in it. */
    void coverBefore(Path folder) {
        Path own = surroundings.workingDirectory().resolve(".db-restore");
        if (folder.startsWith(own)) {
            write(own);
        }
    }

    /**
     * Makes git ignore the dump in {@code folder}, if that is somewhere else below the working directory. Only when the
     * dump is there, since a dump goes into an empty folder.
     */
    void coverAfter(Path folder) {
        Path project = surroundings.workingDirectory();
        if (folder.startsWith(project)
                && !folder.equals(project)
                && !folder.startsWith(project.resolve(".db-restore"))) {
            write(folder);
        }
    }

    /** A file that is there already stays as it is. */
    private static void write(Path folder) {
        Path file = folder.resolve(".gitignore");
        if (Files.exists(file)) {
            return;
        }
        try {
            Files.createDirectories(folder, OwnersAlone.folder(folder));
            Files.createFile(file, OwnersAlone.file(file));
            Files.writeString(file, "*\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ", which keeps git away from the rows", e);
        }
    }
}
