package io.dbrestore.cli;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.archive.Archives;
import io.dbrestore.engine.format.Dump;
import io.dbrestore.engine.format.Metadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The dump that already lies where the next one is to go. It is only ever replaced by one that is complete. */
final class ExistingDump {

    private final Path folder;
    private final Target target;
    private final CommandLineMain main;

    ExistingDump(Path folder, Target target, CommandLineMain main) {
        this.folder = folder;
        this.target = target;
        this.main = main;
    }

    /** What becomes of it. */
    enum Treatment {
        ASK,
        ARCHIVE,
        DISCARD,
        CANCEL;

        @Override
        public String toString() {
            return Words.of(this);
        }
    }

    boolean isThere() {
        return Files.exists(folder.resolve(Metadata.FILE));
    }

    /** Asks if need be. If the answer is to cancel, that is an error; without an existing dump it is to discard nothing. */
    Treatment decide(Treatment wanted) {
        if (!isThere()) {
            return Treatment.DISCARD;
        }
        return switch (wanted) {
            case ARCHIVE -> wanted;
            case DISCARD -> mayBeDiscarded() ? wanted : Treatment.ARCHIVE;
            case CANCEL -> throw cancelled();
            case ASK -> decide(answer());
        };
    }

    private boolean mayBeDiscarded() {
        if (!new OnlyCopy(folder).isMarked()) {
            return true;
        }
        main.screen()
                .warning("the dump in " + main.surroundings().shown(folder)
                        + " is archived, not discarded: a reset has begun after it, and its rows were not restored");
        return false;
    }

    private Treatment answer() {
        Questions questions = main.questions();
        if (!questions.canAsk()) {
            return Treatment.ARCHIVE;
        }
        main.screen().note("There is a dump in " + main.surroundings().shown(folder) + " from " + moment() + ".");
        return questions.choice(
                "Archive it, discard it, or cancel?",
                "--on-existing archive",
                List.of(Treatment.ARCHIVE, Treatment.DISCARD, Treatment.CANCEL));
    }

    private DbRestoreException cancelled() {
        return new DbRestoreException(
                Failure.REFUSED,
                "nothing was dumped: there is a dump in " + main.surroundings().shown(folder) + " already",
                "To keep it in an archive, add --on-existing archive");
    }

    /** Packs it into the archives' folder; it stays where it is until the next dump is complete. */
    Path archive() {
        Path archives = target.archivesFolder();
        new GitIgnore(main.surroundings()).coverBefore(archives);
        try (ProgressDisplay progress = main.progress()) {
            return new Archives().archive(Dump.open(folder, progress), archives);
        } catch (DbRestoreException e) {
            if (e.failure() != Failure.DAMAGED_DUMP) {
                throw e;
            }
            throw new DbRestoreException(
                    e.failure(),
                    "nothing was dumped, since the dump that is there cannot be archived: " + e.getMessage(),
                    "To dump all the same, add --on-existing discard, or another --out DIR",
                    e);
        }
    }

    private String moment() {
        try {
            return Dump.metadataOf(folder)
                    .finishedAt()
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString();
        } catch (DbRestoreException damaged) {
            return "an unknown time";
        }
    }
}
