package io.dbrestore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotEnvTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
                    A=plain => plain
                    A = spaced => spaced
                    export A=exported => exported
                    A=plain # comment => plain
                    A=pa#ss => pa#ss
                    A="two words" # comment => two words
                    A="with # in it" => with # in it
                    A='single $' => single $
                    A=`back"tick'` => back"tick'
                    A="quo\\"ted" => quo"ted
                    A="a\\nb" => ~a
                    b~
                    A='a\\nb' => a\\nb
                    A="unfinished => "unfinished
                    A=${HOST}/x => db/x
                    A="${HOST}:${PORT:-5432}" => db:5432
                    A='${HOST}' => ${HOST}
                    """)
    void aValueIsReadAsTheToolsThatUseSuchFilesReadIt(String line, String value) throws IOException {
        assertThat(read("# comment\nB=1\n" + line + "\nC=2").get("A")).contains(value);
        assertThat(read(line + "\r\nC=2\r\n").get("C")).contains("2");
    }

    @Test
    void quotedValuesMaySpanLines() throws IOException {
        assertThat(read("A=\"one\ntwo\"\nB=3").get("A")).contains("one\ntwo");
    }

    @Test
    void theLastOfSeveralLinesCountsAndEarlierOnesCanBeReferredTo() throws IOException {
        DotEnv settings = read("USER_NAME=me\nA=1\nA=postgres://${USER_NAME}@localhost/shop\n");

        assertThat(settings.get("A")).contains("postgres://me@localhost/shop");
    }

    @Test
    void whatIsNotThereOrEmptyIsNothing() throws IOException {
        assertThat(read("A=\n#B=1\n").get("A")).isEmpty();
        assertThat(read("A=\n#B=1\n").get("B")).isEmpty();
        assertThat(DotEnv.read(folder.resolve("missing"), name -> Optional.empty())
                        .get("A"))
                .isEmpty();
    }

    @Test
    void aReferenceToNothingIsAnErrorForWhoeverAsksForTheValue() throws IOException {
        DotEnv settings = read("A=x${NOWHERE}\nB=fine\n");

        assertThat(settings.get("B")).contains("fine");
        assertThatThrownBy(() -> settings.get("A"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("NOWHERE");
    }

    private DotEnv read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve(".env"), text);
        return DotEnv.read(file, name -> Optional.of("db").filter(value -> name.equals("HOST")));
    }
}
