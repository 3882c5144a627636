package io.dbrestore.engine.format;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Path;

/** Says what is wrong with a file of a dump. */
final class Damage {

    private static final String HINT =
            "restore another dump, or an archive of one, with --in; if this one was edited on purpose, undo the edit";

    private Damage() {}

    /** @param what to stand behind the file's name and a colon */
    static DbRestoreException in(Path file, String what) {
        return new DbRestoreException(Failure.DAMAGED_DUMP, sentence(file, what), HINT);
    }

    /** What it means that a file could not be read. */
    static DbRestoreException of(Path file, IOException cause) {
        if (cause instanceof CharConversionException) {
            return new DbRestoreException(Failure.DAMAGED_DUMP, sentence(file, "is not in UTF-8"), HINT, cause);
        }
        return new DbRestoreException(
                Failure.UNEXPECTED,
                "cannot read " + file + ": " + cause + ". The database is as it was",
                "see to it that the file can be read, then try again",
                cause);
    }

    private static String sentence(Path file, String what) {
        return file + ": " + what + ". The dump is damaged; the database is as it was";
    }
}
