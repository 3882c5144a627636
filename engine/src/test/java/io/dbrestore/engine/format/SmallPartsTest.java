package io.dbrestore.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.spi.TableName;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Checksums, file names and UTF-8. */
class SmallPartsTest {

    private static String fileOf(String table) {
        return new FileNames("").of(new TableName("", table));
    }

    @Test
    void checksumsAreThoseThatXxh128sumPrints() {
        assertThat(Checksum.of("")).isEqualTo("99aa06d3014798d86001c324468d497f");
        assertThat(Checksum.of("hello")).isEqualTo("b5e9c1ad071b3e7fc779cfaa5e523818");
    }

    @Test
    void aChecksumDoesNotDependOnHowTheBytesAreCutUp() {
        byte[] bytes = "0123456789".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        Checksum inPieces = new Checksum();
        for (int start = 0, length = 1; start < bytes.length; start += length, length = length * 7 % 4_999 + 1) {
            inPieces.update(bytes, start, Math.min(length, bytes.length - start));
        }
        assertThat(inPieces.value()).isEqualTo(Checksum.of("0123456789".repeat(10_000)));
    }

    @Test
    @Tag("case-60")
    void namesThatNoFileSystemTakesAreEncoded() {
        assertThat(fileOf("users")).isEqualTo("users.json");
        assertThat(fileOf("a b/c")).isEqualTo("a%20b%2Fc.json");
        assertThat(fileOf("../etc/passwd")).isEqualTo("%2E%2E%2Fetc%2Fpasswd.json");
        assertThat(fileOf("trailing.")).isEqualTo("trailing%2E.json");
        assertThat(fileOf("con")).isEqualTo("%63on.json");
        assertThat(fileOf("LPT1")).isEqualTo("%4CPT1.json");
        assertThat(fileOf("_metadata")).isEqualTo("%5Fmetadata.json");
        assertThat(fileOf("")).isEqualTo("%.json");
        assertThat(new FileNames("public").of(new TableName("billing", "invoice")))
                .isEqualTo("billing.invoice.json");
        assertThat(new FileNames("public").of(new TableName("nul", "x"))).isEqualTo("%6Eul.x.json");
    }

    @Test
    @Tag("case-93")
    void namesThatDifferInCaseOnlyGetDifferentFiles() {
        FileNames names = new FileNames("");
        assertThat(List.of(
                        names.of(new TableName("", "Users")),
                        names.of(new TableName("", "users")),
                        names.of(new TableName("", "USERS"))))
                .containsExactly("Users.json", "users~2.json", "USERS~3.json");
    }

    @Test
    void aLongNameIsCutBetweenCharactersAndStaysUnique() {
        FileNames names = new FileNames("");
        Set<String> files = new HashSet<>();
        for (int length = 120; length < 200; length++) {
            String file = names.of(new TableName("", "x".repeat(length - 120) + "é".repeat(60)));
            assertThat(file).hasSizeLessThan(200).matches("([A-Za-z0-9_-]|%[0-9A-F]{2})*(~[0-9a-f]{32})?\\.json");
            assertThat(files.add(file)).isTrue();
        }
    }

    @Property(tries = 500)
    void everyFileNameIsOneThatAReaderAccepts(@ForAll String schema, @ForAll String table) {
        String file = new FileNames("public").of(new TableName(schema, table));
        assertThat(FileNames.isTableFile(file)).as(file).isTrue();
        assertThat(file.toLowerCase(Locale.ROOT)).doesNotStartWith("_metadata.").doesNotStartWith(".");
    }

    @Provide
    Arbitrary<byte[]> almostText() {
        return Arbitraries.of(0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xe2, 0xed)
                .map(Integer::byteValue)
                .array(byte[].class)
                .ofMaxSize(20);
    }

    @Property(tries = 2_000)
    @net.jqwik.api.Tag("case-51")
    void utf8IsWhatTheJdkTakesForIt(@ForAll("almostText") byte[] some, @ForAll byte[] any) {
        for (byte[] bytes : List.of(some, any)) {
            assertThat(new Utf8().isValid(bytes, 0, bytes.length)).isEqualTo(isUtf8(bytes));
        }
    }

    @Provide
    Arbitrary<byte[]> longTexts() {
        return Arbitraries.frequency(
                        Tuple.of(300, "a"), Tuple.of(1, "é"), Tuple.of(1, "€"), Tuple.of(1, "\ud83d\ude00"))
                .list()
                .ofMinSize(50)
                .ofMaxSize(9_000)
                .map(characters -> String.join("", characters).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 300)
    @net.jqwik.api.Tag("case-51")
    void oneWrongByteIsFoundInALongTextThatComesInPieces(
            @ForAll("longTexts") byte[] text,
            @ForAll @IntRange(min = 1, max = 5_000) int piece,
            @ForAll byte wrong,
            @ForAll int place) {
        byte[] bytes = text.clone();
        bytes[Math.floorMod(place, bytes.length)] = wrong;
        Utf8 utf8 = new Utf8();
        boolean accepted = true;
        for (int i = 0; i < bytes.length && accepted; i += piece) {
            accepted = utf8.accept(bytes, i, Math.min(piece, bytes.length - i));
        }
        assertThat(accepted && utf8.isComplete()).isEqualTo(isUtf8(bytes));
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .limit()
                    >= 0;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
