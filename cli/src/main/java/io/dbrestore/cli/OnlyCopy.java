package io.dbrestore.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A mark beside a dump whose rows may be nowhere else: a reset has begun and they are not restored yet. Such a dump is never
 * discarded, even if that was said; or a script that resets twice would lose the rows of the first time.
 */
final class OnlyCopy {

    private final Path mark;

    OnlyCopy(Path dump) {
        Path folder = real(dump);
        this.mark = folder.resolveSibling(folder.getFileName() + ".not-restored");
    }

    boolean isMarked() {
        return Files.exists(mark);
    }

    void mark() {
        try {
            if (!isMarked()) {
                Files.createFile(mark, OwnersAlone.file(mark));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + mark, e);
        }
    }

    /** The rows are restored, or another dump has taken the place of theirs, which is archived. */
    void unmark() {
        try {
            Files.deleteIfExists(mark);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + mark, e);
        }
    }

    private static Path real(Path folder) {
        try {
            return Files.exists(folder)
                    ? folder.toRealPath()
                    : folder.toAbsolutePath().normalize();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot find " + folder, e);
        }
    }
}
