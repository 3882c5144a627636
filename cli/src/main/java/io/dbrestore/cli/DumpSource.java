package io.dbrestore.cli;

import io.dbrestore.engine.archive.Archives;
import io.dbrestore.engine.format.Metadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder that a restore reads from; an archive is unpacked into one that goes again when this is closed. */
final class DumpSource implements AutoCloseable {

    private static final String ARCHIVE_ENDING = ".tar.gz";

    private final Path folder;
    private final Optional<TemporaryFolder> temporary;

    private DumpSource(Path folder, Optional<TemporaryFolder> temporary) {
        this.folder = folder;
        this.temporary = temporary;
    }

    /**
     * What {@code in} names; else where the dump of {@code target} lies; else, if {@code latest}, its newest archive.
     */
    static DumpSource find(@Nullable String in, boolean latest, Target target, CommandLineMain main) {
        if (in != null) {
            Path named = main.surroundings().resolve(in);
            if (Files.isRegularFile(named)) {
                return unpack(named, main);
            }
            if (!Files.isDirectory(named)) {
                throw new UsageException(
                        "there is nothing at " + main.surroundings().shown(named), "");
            }
            return new DumpSource(named, Optional.empty());
        }
        Path folder = target.dumpFolder();
        if (Files.exists(folder.resolve(Metadata.FILE))) {
            return new DumpSource(folder, Optional.empty());
        }
        Optional<Path> archive = newestIn(target.archivesFolder());
        if (latest && archive.isPresent()) {
            return unpack(archive.get(), main);
        }
        throw new UsageException(
                "there is no dump in " + main.surroundings().shown(folder),
                archive.map(file -> "There is an archive: " + target.command("restore") + " --in "
                                + main.surroundings().shown(file))
                        .orElse("Make one with: " + target.command("dump")));
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        temporary.ifPresent(TemporaryFolder::close);
    }

    /** Names of archives end in the moment of the dump, so the last by name is the newest. */
    private static Optional<Path> newestIn(Path archives) {
        if (!Files.isDirectory(archives)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(archives)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ARCHIVE_ENDING))
                    .map(name -> name.substring(0, name.length() - ARCHIVE_ENDING.length()))
                    .max(Comparator.naturalOrder())
                    .map(name -> archives.resolve(name + ARCHIVE_ENDING));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the archives in " + archives, e);
        }
    }

    private static DumpSource unpack(Path archive, CommandLineMain main) {
        main.screen().note("Unpacking " + main.surroundings().shown(archive));
        TemporaryFolder temporary = TemporaryFolder.create();
        try {
            Path folder = temporary.path().resolve("dump");
            new Archives().unpack(archive, folder);
            return new DumpSource(folder, Optional.of(temporary));
        } catch (RuntimeException e) {
            temporary.close();
            throw e;
        }
    }
}
