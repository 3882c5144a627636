package io.dbrestore.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.engine.Progress;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import io.dbrestore.spi.ValueReader.Kind;
import io.dbrestore.spi.ValueWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Writes values into a dump of one column and reads them back, with all checks in between. */
final class RoundTrip {

    private static final Table TABLE = WrittenDump.table("t", "v");

    private RoundTrip() {}

    /** Looks at the value on which a reader stands. */
    @FunctionalInterface
    interface Look {

        /** Looks at the value of one row; the first row is 0. */
        void at(int row, RowReader value, Kind kind);
    }

    /** Writes a row for each of {@code values}, and shows each as it comes back. */
    static void of(List<? extends Consumer<ValueWriter>> values, Look look) throws IOException {
        Path folder = Files.createTempDirectory("round-trip");
        try {
            Path dump = WrittenDump.write(folder.resolve("dump"), TABLE, values);
            try (Stream<String> lines = Files.lines(dump.resolve("t.json"))) {
                assertThat(lines).as("a line for each row").hasSize(values.size() + 4);
            }
            readBack(dump, values.size(), look);
        } finally {
            delete(folder);
        }
    }

    private static void readBack(Path folder, int count, Look look) {
        Dump dump = Dump.open(folder, Progress.NONE);
        TableEntry entry = dump.table(new TableName("", "t")).orElseThrow();
        try (RowReader rows = dump.rows(entry, List.of("v"))) {
            for (int row = 0; row < count; row++) {
                assertThat(rows.nextRow()).isTrue();
                look.at(row, rows, rows.next());
            }
            assertThat(rows.nextRow()).isFalse();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
