package io.dbrestore.engine.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.Progress;
import io.dbrestore.engine.format.Disk;
import io.dbrestore.engine.format.Dump;
import io.dbrestore.engine.format.Metadata;
import io.dbrestore.engine.format.MetadataJson;
import io.dbrestore.engine.format.TableEntry;
import io.dbrestore.engine.format.TableFileWriter;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes into an archive comes out of it, and nothing else comes out of anybody's archive. */
@Tag("case-86")
class ArchivesTest {

    private static final Instant FINISHED = Instant.parse("2026-11-21T10:42:07.500Z");

    @TempDir
    Path temporary;

    private final Archives archives = new Archives();
    private Path folder;
    private Dump dump;

    @BeforeEach
    void makeADump() throws IOException {
        folder = Files.createDirectory(temporary.resolve("dump"));
        Table table = new Table(new TableName("", "empty"), List.of(), List.of(), List.of(), List.of());
        TableEntry entry;
        try (TableFileWriter writer = new TableFileWriter(new Disk(), folder.resolve("empty.json"), table, "")) {
            writer.finish();
            entry = new TableEntry(table, "empty.json", 0, writer.size(), writer.checksum(), List.of());
        }
        Metadata metadata = new Metadata(
                1,
                "1.0",
                "sqlite",
                "3",
                "shop on localhost:5432",
                "",
                FINISHED,
                FINISHED,
                List.of(entry),
                List.of(),
                List.of(),
                List.of());
        Files.write(folder.resolve(Metadata.FILE), MetadataJson.print(metadata));
        dump = Dump.open(folder, Progress.NONE);
    }

    /** Adds members to a forged archive. */
    @FunctionalInterface
    private interface Members {
        void addTo(TarArchiveOutputStream tar) throws IOException;
    }

    private Path forge(Members members) throws IOException {
        Path file = temporary.resolve("forged.tar.gz");
        try (OutputStream out = Files.newOutputStream(file);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out), "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            members.addTo(tar);
        }
        return file;
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static void add(TarArchiveOutputStream tar, String name) throws IOException {
        add(tar, name, "{}".getBytes(StandardCharsets.UTF_8));
    }

    private DbRestoreException refused(Path archive) throws IOException {
        Path into = temporary.resolve("into");
        DbRestoreException refused =
                catchThrowableOfType(DbRestoreException.class, () -> archives.unpack(archive, into));
        assertThat(refused).isNotNull();
        assertThat(refused.failure()).isEqualTo(Failure.DAMAGED_DUMP);
        assertThat(refused).hasMessageContaining(archive.toString());
        try (Stream<Path> left = Files.walk(temporary)) {
            assertThat(left.filter(Files::isRegularFile))
                    .containsExactlyInAnyOrder(folder.resolve("empty.json"), folder.resolve(Metadata.FILE), archive);
        }
        return refused;
    }

    @Test
    void whatIsPackedComesOutAgain() throws IOException {
        Path archive = archives.archive(dump, temporary.resolve("archives").resolve("shop"));
        Path into = temporary.resolve("into");
        archives.unpack(archive, into);

        assertThat(archive).hasFileName("shop_2026-11-21T10-42-07.tar.gz");
        Dump unpacked = Dump.open(into, Progress.NONE);
        assertThat(unpacked.metadata()).isEqualTo(dump.metadata());
        assertThat(Files.readAllBytes(into.resolve("empty.json")))
                .isEqualTo(Files.readAllBytes(folder.resolve("empty.json")));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(into)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(into.resolve("empty.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    @Tag("case-88")
    void aSecondArchiveOfTheSameSecondGetsANameOfItsOwn() {
        Path first = archives.archive(dump, temporary);
        Path second = archives.archive(dump, temporary);

        assertThat(second).hasFileName("shop_2026-11-21T10-42-07-2.tar.gz").exists();
        assertThat(first).exists();
    }

    @Test
    void aDumpThatWasDamagedIsNotArchived() throws IOException {
        Files.writeString(folder.resolve("empty.json"), "{}");

        DbRestoreException refused = catchThrowableOfType(
                DbRestoreException.class, () -> archives.archive(dump, temporary.resolve("archives")));

        assertThat(refused.failure()).isEqualTo(Failure.DAMAGED_DUMP);
        assertThat(temporary.resolve("archives")).isEmptyDirectory();
    }

    @Test
    void aFullDiskAtAnyStepLeavesTheDumpAndNoArchive() throws IOException {
        for (int last = 1; ; last++) {
            int deadline = last;
            int[] step = {0};
            Archives failing = new Archives(new Disk((operation, path) -> {
                if (++step[0] == deadline && !operation.equals("delete")) {
                    throw new IOException("No space left on device");
                }
            }));
            Path target = temporary.resolve("archives-" + last);
            DbRestoreException failure =
                    catchThrowableOfType(DbRestoreException.class, () -> failing.archive(dump, target));
            if (failure == null) {
                assertThat(step[0]).isLessThan(last);
                return;
            }
            assertThat(failure).hasMessageContaining("No space left").hasMessageContaining("The dump is unharmed");
            Dump.open(folder, Progress.NONE);
            assertThat(target.resolve("shop_2026-11-21T10-42-07.tar.gz.partial"))
                    .doesNotExist();
        }
    }

    @Test
    void anArchiveThatIsCutShortAnywhereIsRefused() throws IOException {
        Path archive = archives.archive(dump, temporary);
        byte[] whole = Files.readAllBytes(archive);
        for (int length = 0; length < whole.length; length += 3) {
            Files.write(archive, Arrays.copyOf(whole, length));
            refused(archive);
        }
    }

    @Test
    void anyByteThatChangesIsNoticedOrMakesNoDifference() throws IOException {
        Path archive = archives.archive(dump, temporary);
        byte[] whole = Files.readAllBytes(archive);
        int noticed = 0;
        for (int i = 10; i < whole.length; i++) { // the first ten hold a time and the like, which nobody reads
            byte[] flipped = whole.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            Files.write(archive, flipped);
            Path into = temporary.resolve("into-" + i);
            try {
                archives.unpack(archive, into);
            } catch (DbRestoreException e) {
                assertThat(e.failure()).isEqualTo(Failure.DAMAGED_DUMP);
                noticed++;
                continue;
            }
            // deflate can say the same in several ways: another reference to equal bytes, a code that is never used
            for (String name : List.of("empty.json", Metadata.FILE)) {
                assertThat(into.resolve(name)).hasSameBinaryContentAs(folder.resolve(name));
            }
        }

        assertThat(noticed).isGreaterThan(whole.length * 8 / 10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd.json",
                "../evil.json",
                "dump/../../evil.json",
                "dump/../evil.json",
                "..\\evil.json",
                "dump\\evil.json",
                "C:/evil.json",
                "C:evil.json",
                "dump//evil.json",
                "dump/deeper/evil.json",
                "dump/.hidden.json",
                "dump/evil.sh",
                "dump/_metadata.json.partial",
                "dump/_identity.json"
            })
    void aMemberWithANameThatNoFileOfADumpHasIsRefused(String name) throws IOException {
        assertThat(refused(forge(tar -> {
                    add(tar, name);
                    add(tar, "dump/" + Metadata.FILE);
                })))
                .hasMessageContaining(name);
    }

    @Test
    void linksAndDevicesAreRefused() throws IOException {
        for (byte kind : new byte[] {
            TarConstants.LF_LINK,
            TarConstants.LF_SYMLINK,
            TarConstants.LF_CHR,
            TarConstants.LF_BLK,
            TarConstants.LF_FIFO,
            TarConstants.LF_CONTIG
        }) {
            Path archive = forge(tar -> {
                TarArchiveEntry entry = new TarArchiveEntry("dump/users.json", kind);
                entry.setLinkName("/etc/passwd");
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            });
            assertThat(refused(archive)).hasMessageContaining("neither a file nor a folder");
        }
    }

    @Test
    void aFileThatComesTwiceIsRefused() throws IOException {
        assertThat(refused(forge(tar -> {
                    add(tar, "dump/users.json");
                    add(tar, "dump/USERS.json");
                })))
                .hasMessageContaining("comes twice");
    }

    @Test
    void aSecondFolderIsRefused() throws IOException {
        assertThat(refused(forge(tar -> {
                    add(tar, "dump/users.json");
                    add(tar, "other/" + Metadata.FILE);
                })))
                .hasMessageContaining("another folder");
    }

    @Test
    void anArchiveWithoutMetadataIsRefused() throws IOException {
        assertThat(refused(forge(tar -> add(tar, "dump/users.json")))).hasMessageContaining("has no _metadata.json");
    }

    @Test
    void membersAtTheTopAreTaken() throws IOException {
        Path archive = forge(tar -> {
            add(tar, "./users.json");
            add(tar, "./" + Metadata.FILE);
        });
        archives.unpack(archive, temporary.resolve("into"));

        assertThat(temporary.resolve("into")).isDirectoryContaining("glob:**/users.json");
    }

    @Test
    void aNameThatIsLongerThanAnyIsRefusedBeforeItFillsTheMemory() throws IOException {
        Path archive = forge(tar -> {
            byte[] name = "x".repeat(2_000_000).getBytes(StandardCharsets.US_ASCII);
            TarArchiveEntry entry = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
            entry.setSize(name.length);
            tar.putArchiveEntry(entry);
            tar.write(name);
            tar.closeArchiveEntry();
            add(tar, "dump/users.json");
        });

        assertThat(refused(archive)).hasMessageContaining("header");
    }

    @Test
    @Tag("slow")
    void aBombIsRefused() throws IOException {
        Path archive = forge(tar -> {
            TarArchiveEntry entry = new TarArchiveEntry("dump/users.json");
            entry.setSize(3L << 30);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tar.putArchiveEntry(entry);
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 3 << 10; i++) {
                tar.write(zeros);
            }
            tar.closeArchiveEntry();
        });

        assertThat(refused(archive)).hasMessageContaining("unpacks to more");
    }

    @Test
    void noMoreIsUnpackedThanTheLimit() throws IOException {
        try (LimitedInput input = new LimitedInput(new ByteArrayInputStream(new byte[1_000]), 999)) {
            assertThat(catchThrowableOfType(IOException.class, () -> input.transferTo(OutputStream.nullOutputStream())))
                    .hasMessageContaining("unpacks to more");
        }
    }

    @Test
    void aFolderThatIsNotEmptyIsLeftAlone() throws IOException {
        Path archive = archives.archive(dump, temporary);

        DbRestoreException refused =
                catchThrowableOfType(DbRestoreException.class, () -> archives.unpack(archive, folder));

        assertThat(refused.failure()).isEqualTo(Failure.REFUSED);
        Dump.open(folder, Progress.NONE);
    }
}
