package io.dbrestore.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Measures, and prints the goals with what was measured beside them. */
final class Benchmark {

    private static final int STARTS_A_ROUND = 3;

    private Benchmark() {}

    /**
     * Measures everything.
     *
     * @param arguments how many rows, how many rounds, and where db-restore's launcher is
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rows = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        Path launcher = Path.of(arguments[2]);
        Path folder = Files.createTempDirectory("db-restore-benchmark");
        try {
            System.err.println("building a database of " + rows + " rows in " + folder);
            SqliteBenchmark sqlite = new SqliteBenchmark(folder, rows);
            Pair starts = new Pair("db-restore --version", "node -e 0", "<= 0.7");
            boolean startable = isThere("node") && Files.isExecutable(launcher);
            for (int round = 1; round <= rounds; round++) {
                System.err.println("round " + round + " of " + rounds);
                sqlite.round(round);
                for (int i = 0; startable && i < STARTS_A_ROUND; i++) {
                    starts.add(
                            Command.of(launcher.toString(), "--version").run(),
                            Command.of("node", "-e", "0").run());
                }
            }
            List<Pair> pairs = new ArrayList<>(sqlite.pairs());
            if (startable) {
                pairs.add(starts);
            }
            System.out.println(Pair.heading());
            pairs.forEach(pair -> System.out.println(pair.row()));
            if (!startable) {
                System.out.println("The start was not measured: that takes node and a built db-restore.");
            }
        } finally {
            delete(folder);
        }
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
