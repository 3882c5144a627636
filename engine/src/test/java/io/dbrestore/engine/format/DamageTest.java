package io.dbrestore.engine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.Progress;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import io.dbrestore.spi.ValueWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of damage is refused by name, before anybody gets to see a row. */
@Tag("case-86")
class DamageTest {

    private static final Table USERS = WrittenDump.table("users", "id", "name", "photo");

    @TempDir
    Path temporary;

    private Path folder;
    private Path users;
    private Path metadata;

    @BeforeEach
    void dump() throws IOException {
        Consumer<ValueWriter> ann = values -> {
            values.writeBigint(1);
            values.writeText("Ann é");
            values.writeBytes(new byte[] {1, 2, 3, 4});
        };
        Consumer<ValueWriter> bob = values -> {
            values.writeInteger(2);
            values.writeDatetime("2026-01-15");
            values.writeJson("{\"a\": 1}", false);
        };
        folder = WrittenDump.write(temporary.resolve("shop"), USERS, List.of(ann, bob));
        users = folder.resolve("users.json");
        metadata = folder.resolve(Metadata.FILE);
    }

    private DbRestoreException refused() {
        DbRestoreException refused =
                catchThrowableOfType(DbRestoreException.class, () -> Dump.open(folder, Progress.NONE));
        assertThat(refused).isNotNull();
        assertThat(refused.failure()).isEqualTo(Failure.DAMAGED_DUMP);
        return refused;
    }

    /** Edits a file and gives the metadata its new size and checksum, as somebody with a plan would. */
    private void forge(String from, String to) throws IOException {
        long size = Files.size(users);
        String checksum = Checksum.of(Files.readString(users));
        edit(users, from, to);
        edit(metadata, "\"bytes\":" + size, "\"bytes\":" + Files.size(users));
        edit(metadata, checksum, Checksum.of(Files.readString(users)));
    }

    private static void edit(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    @Test
    void aWholeDumpOpens() {
        Dump dump = Dump.open(folder, Progress.NONE);

        assertThat(dump.metadata().tables()).singleElement().satisfies(entry -> {
            assertThat(entry.table()).isEqualTo(USERS);
            assertThat(entry.rows()).isEqualTo(2);
        });
        assertThat(dump.metadata().sequences())
                .singleElement()
                .satisfies(sequence -> assertThat(sequence.value()).isEqualTo("99999999999999999999"));
        assertThat(dump.notes()).isEmpty();
    }

    @Test
    void aFileThatIsCutShortAnywhereIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(users);
        for (int length = 0; length < whole.length; length++) {
            Files.write(users, Arrays.copyOf(whole, length));
            assertThat(refused()).hasMessageContaining("users.json");
        }
    }

    @Test
    void anyByteThatChangesIsNoticed() throws IOException {
        byte[] whole = Files.readAllBytes(users);
        for (int i = 0; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            Files.write(users, flipped);
            assertThat(refused()).hasMessageContaining("users.json");
        }
    }

    @Test
    void metadataThatIsCutShortAnywhereIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(metadata);
        for (int length = 0; length < whole.length - 1; length++) { // without the last line end it is whole
            Files.write(metadata, Arrays.copyOf(whole, length));
            assertThat(refused()).hasMessageContaining("_metadata.json");
        }
    }

    @Test
    void anEditedRowIsRefusedByItsChecksum() throws IOException {
        edit(users, "Ann", "Eve");

        assertThat(refused()).hasMessageContaining("users.json").hasMessageContaining("checksum");
    }

    @Test
    void aRowTooManyIsRefusedAlsoWithTheRightChecksum() throws IOException {
        forge("\n]}", ",\n{\"id\": 3, \"name\": null, \"photo\": null}\n]}");

        assertThat(refused()).hasMessageContaining("has 3 rows, but had 2");
    }

    @Test
    void aMissingFileIsRefused() throws IOException {
        Files.delete(users);

        assertThat(refused()).hasMessageContaining("users.json").hasMessageContaining("missing");
    }

    @Test
    void aSymbolicLinkIsRefused() throws IOException {
        Path elsewhere = Files.move(users, temporary.resolve("elsewhere.json"));
        Files.createSymbolicLink(users, elsewhere);

        assertThat(refused()).hasMessageContaining("users.json").hasMessageContaining("not a regular file");
    }

    @Test
    void aFolderInPlaceOfAFileIsRefused() throws IOException {
        Files.delete(users);
        Files.createDirectory(users);

        assertThat(refused()).hasMessageContaining("not a regular file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../users.json",
                "/etc/passwd",
                "a/users.json",
                "..\\\\users.json",
                ".users.json",
                "_metadata.json",
                "_METADATA.json",
                "users",
                "users.json\\u0000",
                "C:users.json",
                ""
            })
    void aFileNameThatIsNoneIsRefused(String name) throws IOException {
        edit(metadata, "\"file\":\"users.json\"", "\"file\":\"" + name + "\"");

        assertThat(refused()).hasMessageContaining("_metadata.json").hasMessageContaining("name");
    }

    @Test
    @Tag("case-32")
    void aNewerFormatIsRefusedInClearWords() throws IOException {
        edit(metadata, "\"formatVersion\": 1", "\"formatVersion\": 2");

        assertThat(refused()).hasMessageContaining("format version 2").hasMessageContaining("newer");
    }

    @Test
    @Tag("case-32")
    void unknownMembersAreIgnored() throws IOException {
        edit(metadata, "\"formatVersion\": 1", "\"formatVersion\": \"1.7\", \"novelty\": {\"a\": [1]}");
        forge("\"primaryKeys\"", "\"novelty\": [{}], \"primaryKeys\"");

        assertThat(Dump.open(folder, Progress.NONE).metadata().formatVersion()).isEqualTo(1);
    }

    @Test
    void aFolderWithoutMetadataIsNoDump() throws IOException {
        Files.delete(metadata);

        assertThat(refused()).hasMessageContaining("there is no dump");
    }

    @Test
    void anotherTableInTheFileIsRefused() throws IOException {
        forge("\"table\": \"users\"", "\"table\": \"admins\"");

        assertThat(refused()).hasMessageContaining("holds the table admins, not users");
    }

    @Test
    void aTableThatIsListedTwiceIsRefused() throws IOException {
        TableEntry entry = Dump.open(folder, Progress.NONE).metadata().tables().get(0);
        WrittenDump.writeMetadata(folder, List.of(entry, entry));

        assertThat(refused()).hasMessageContaining("twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": 2, \"name\": null}",
                "{}",
                "{\"id\": 2, \"name\": null, \"photo\": null, \"more\": 1}",
                "{\"id\": 2, \"id\": 2, \"name\": null, \"photo\": null}",
                "{\"photo\": null, \"id\": 2, \"name\": null, \"photo\": 1}",
                "{\"id\": 2, \"name\": null, \"name\": 1, \"photo\": null}",
                "{\"id\": [], \"name\": null, \"photo\": null}",
                "{\"id\": {}, \"name\": null, \"photo\": null}",
                "{\"id\": {\"value\": \"1\"}, \"name\": null, \"photo\": null}",
                "{\"id\": {\"__type\": \"uuid\", \"value\": \"1\"}, \"name\": null, \"photo\": null}",
                "{\"id\": {\"__type\": 1}, \"name\": null, \"photo\": null}",
                "{\"id\": {\"__type\": \"bigint\"}, \"name\": null, \"photo\": null}",
                "{\"id\": {\"__type\": \"bigint\", \"value\": 1}, \"name\": null, \"photo\": null}",
                "{\"id\": {\"__type\": \"bigint\", \"value\": \"1x\"}, \"name\": null, \"photo\": null}",
                "{\"id\": {\"__type\": \"bigint\", \"value\": \"1\", \"more\": 1}, \"name\": null, \"photo\": null}",
                "{\"id\": {\"__type\": \"decimal\", \"value\": \"one\"}, \"name\": null, \"photo\": null}",
                "{\"id\": {\"__type\": \"datetime\", \"value\": \"now()\"}, \"name\": null, \"photo\": null}",
                "{\"id\": {\"__type\": \"bytes\", \"value\": \"#\"}, \"name\": null, \"photo\": null}",
                "{\"id\": {\"__type\": \"bytes\", \"value\": \"QUI\"}, \"name\": null, \"photo\": null}",
                "{\"id\": {\"__type\": \"bytes\", \"encoding\": \"hex\", \"value\": \"00\"}, \"name\": null, \"photo\": null}",
                "{\"id\": {\"__type\": \"json\"}, \"name\": null, \"photo\": null}",
                "{\"id\": {\"__type\": \"json\", \"text\": 1}, \"name\": null, \"photo\": null}",
                "{\"id\": 01, \"name\": null, \"photo\": null}",
                "{\"id\": NaN, \"name\": null, \"photo\": null}",
                "{\"id\": 2, \"name\": 'x', \"photo\": null}",
                "{\"id\": 2, \"name\": null, \"photo\": null},",
                "[1, 2, 3]",
                "null"
            })
    void aRowThatIsNoneIsRefusedByItsNumber(String row) throws IOException {
        String text = Files.readString(users);
        String last = text.substring(text.lastIndexOf("{\"id\""), text.lastIndexOf("\n]}"));
        forge(last, row);

        assertThat(refused()).hasMessageContaining("users.json").hasMessageContaining("row ");
    }

    @Test
    void whatFollowsTheRowsIsRefused() throws IOException {
        forge("\n]}\n", "\n], \"more\": 1}\n");

        assertThat(refused()).hasMessageContaining("goes on behind its last row");
    }

    @Test
    void nestingDeeperThanAnyDatabaseHasIsRefused() throws IOException {
        forge("{\"a\":1}", "[".repeat(2_000) + "]".repeat(2_000));

        assertThat(refused()).hasMessageContaining("row 2");
    }

    @Test
    void aFileThatIsDamagedAfterTheDumpWasOpenedIsNoticedAtItsEnd() throws IOException {
        Dump dump = Dump.open(folder, Progress.NONE);
        edit(users, "Ann", "Eve");

        try (RowReader rows = dump.rows(dump.table(new TableName("", "users")).orElseThrow(), List.of("id"))) {
            assertThat(rows.nextRow()).isTrue();
            assertThat(rows.nextRow()).isTrue();
            assertThatThrownBy(rows::nextRow)
                    .isInstanceOf(DbRestoreException.class)
                    .hasMessageContaining("checksum");
        }
    }

    @Test
    void columnsComeInTheOrderThatIsAskedForAndFieldsInAny() throws IOException {
        String text = Files.readString(users);
        String last = text.substring(text.lastIndexOf("{\"id\""), text.lastIndexOf("\n]}"));
        forge(last, "{\"photo\": {\"__type\": \"bytes\", \"value\": \"AQI=\"}, \"name\": \"Bob\", \"id\": 7}");
        Dump dump = Dump.open(folder, Progress.NONE);
        TableEntry entry = dump.table(new TableName("", "users")).orElseThrow();

        for (List<String> columns : List.of(List.of("id", "photo"), List.of("photo", "id"), List.of("photo"))) {
            try (RowReader rows = dump.rows(entry, columns)) {
                assertThat(rows.nextRow()).isTrue();
                assertThat(rows.nextRow()).isTrue();
                assertThat(rows.rowNumber()).isEqualTo(2);
                for (String column : columns) {
                    rows.next();
                    if (column.equals("id")) {
                        assertThat(rows.longValue()).isEqualTo(7);
                    } else {
                        assertThat(rows.bytes()).containsExactly(1, 2);
                    }
                }
                assertThat(rows.nextRow()).isFalse();
            }
        }
    }
}
