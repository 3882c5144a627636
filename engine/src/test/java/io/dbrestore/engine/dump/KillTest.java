package io.dbrestore.engine.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.Progress;
import io.dbrestore.engine.format.Disk;
import io.dbrestore.engine.format.Dump;
import io.dbrestore.spi.Codecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dump that ends at any step, by a full disk or by death, harms no other and leaves nothing behind for good. */
@Tag("case-86")
class KillTest {

    private static final DumpOptions REPLACING = DumpOptions.DEFAULT.withReplaceExisting(true);
    private static final int MORE_THAN_THERE_ARE_STEPS = 1_000;

    @TempDir
    Path temporary;

    private Path database;
    private Path shop;

    /** What a process does no more once it is dead. */
    private static final class Dead extends Error {

        private static final long serialVersionUID = 1;
    }

    @BeforeEach
    void fill() {
        database = temporary.resolve("shop.db");
        shop = temporary.resolve("dumps").resolve("shop");
        try (Handle handle = Jdbi.open("jdbc:sqlite:" + database)) {
            handle.execute("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)");
            handle.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT)");
            handle.execute("INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob')");
        }
    }

    private void dump(Disk disk) {
        dump(database, shop, disk);
    }

    private static void dump(Path database, Path folder, Disk disk) {
        try (Handle handle = Jdbi.open("jdbc:sqlite:" + database)) {
            Dumper dumper =
                    new Dumper(new TestSqlite(), Codecs.none(), List.of(), Progress.NONE, disk, Clock.systemUTC());
            dumper.dump(List.of(handle), folder, REPLACING);
        }
    }

    private void addARow() {
        try (Handle handle = Jdbi.open("jdbc:sqlite:" + database)) {
            handle.execute("INSERT INTO users (name) VALUES ('Eve')");
        }
    }

    private long rowsOfTheDump() {
        return Dump.open(shop, Progress.NONE).metadata().tables().stream()
                .mapToLong(entry -> entry.rows())
                .sum();
    }

    private void onlyTheDumpIsThere() throws IOException {
        try (Stream<Path> left = Files.list(temporary.resolve("dumps"))) {
            assertThat(left).containsExactly(shop);
        }
        try (Stream<Path> files = Files.list(shop)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("_metadata.json", "notes.json", "users.json");
        }
    }

    /** Runs {@code attempt} with each step in turn, until there are no more. */
    private int atEachStep(Attempt attempt) throws Exception {
        for (int step = 1; step < MORE_THAN_THERE_ARE_STEPS; step++) {
            dump(new Disk());
            long before = rowsOfTheDump();
            addARow();
            boolean ended = attempt.at(step);
            assertThat(rowsOfTheDump()).as("after step " + step).isBetween(before, before + 1);
            dump(new Disk());
            assertThat(rowsOfTheDump()).isEqualTo(before + 1);
            onlyTheDumpIsThere();
            if (ended) {
                return step;
            }
        }
        throw new AssertionError("a dump does not take so many steps");
    }

    /** Makes a dump that ends before its n-th step; returns true if it did not take so many. */
    @FunctionalInterface
    private interface Attempt {
        boolean at(int step) throws Exception;
    }

    @Test
    void deathAtAnyStepLeavesTheOldDumpOrTheNewOne() throws Exception {
        int steps = atEachStep(last -> {
            int[] step = {0};
            Disk mortal = new Disk((operation, path) -> {
                if (++step[0] >= last) {
                    throw new Dead();
                }
            });
            try {
                dump(mortal);
                return true;
            } catch (Dead dead) {
                return false;
            }
        });

        assertThat(steps).isGreaterThan(20);
    }

    @Test
    void deathAtAnyStepOfTheFirstDumpLeavesNoneOrAWholeOne() throws Exception {
        for (int last = 1; ; last++) {
            int deadline = last;
            int[] step = {0};
            Disk mortal = new Disk((operation, path) -> {
                if (++step[0] >= deadline) {
                    throw new Dead();
                }
            });
            boolean ended = false;
            try {
                dump(mortal);
                ended = true;
            } catch (Dead dead) {
                if (Files.exists(shop)) {
                    assertThat(rowsOfTheDump()).isEqualTo(2);
                } else {
                    assertThatThrownBy(this::rowsOfTheDump).hasMessageContaining("there is no dump");
                }
            }
            dump(new Disk());
            onlyTheDumpIsThere();
            if (ended) {
                return;
            }
            try (Stream<Path> files = Files.list(shop)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(shop);
        }
    }

    @Test
    void aFullDiskAtAnyStepIsToldAndHarmsNothing() throws Exception {
        atEachStep(last -> {
            int[] step = {0};
            Disk full = new Disk((operation, path) -> {
                if (++step[0] == last) {
                    throw new IOException("No space left on device");
                }
            });
            try {
                dump(full);
                return step[0] < last;
            } catch (DbRestoreException e) {
                assertThat(e.failure()).isEqualTo(Failure.UNEXPECTED);
                assertThat(e).hasMessageContaining(shop.toString()).hasMessageContaining("No space left on device");
                return false;
            }
        });
    }

    /** Dumps in a process of its own, which dies at once before the step that it is told. */
    static final class Victim {

        private Victim() {}

        public static void main(String[] arguments) {
            int last = Integer.parseInt(arguments[2]);
            int[] step = {0};
            dump(Path.of(arguments[0]), Path.of(arguments[1]), new Disk((operation, path) -> {
                if (++step[0] >= last) {
                    Runtime.getRuntime().halt(3);
                }
            }));
        }
    }

    private Process victim(int step) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.sqlite.tmpdir=" + database.toAbsolutePath().getParent(), // who is killed leaves it there
                        Victim.class.getName(),
                        database.toString(),
                        shop.toString(),
                        Integer.toString(step))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    @Tag("slow")
    void aProcessThatDiesAtAnyStepLeavesTheOldDumpOrTheNewOne() throws Exception {
        atEachStep(step -> {
            Process process = victim(step);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isIn(0, 3);
            return process.exitValue() == 0;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 700})
    void aKilledProcessHarmsNothing(int milliseconds) throws Exception {
        dump(new Disk());
        addARow();

        Process process = victim(MORE_THAN_THERE_ARE_STEPS);
        if (!process.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
        process.waitFor();

        assertThat(rowsOfTheDump()).isBetween(2L, 3L);
        dump(new Disk());
        assertThat(rowsOfTheDump()).isEqualTo(3);
        onlyTheDumpIsThere();
    }
}
