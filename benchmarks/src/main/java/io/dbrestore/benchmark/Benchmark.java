package io.dbrestore.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
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
     * @param arguments how many rows, how many rounds, where db-restore's launcher is, and perhaps {@code sqlite},
     *     {@code postgres} or {@code mysql} to measure only that
     */
    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        int rows = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        Path launcher = Path.of(arguments[2]);
        String only = arguments.length > 3 ? arguments[3] : "";
        Path folder = Files.createTempDirectory("db-restore-benchmark");
        List<Pair> pairs = new ArrayList<>();
        try {
            if (only.isEmpty() || only.equals("sqlite")) {
                pairs.addAll(sqlite(folder, rows, rounds));
                pairs.addAll(starts(launcher, rounds));
            }
            if ((only.isEmpty() || only.equals("postgres")) && isThere("pg_dump")) {
                pairs.addAll(postgres(folder, rows, rounds));
            }
            if (only.isEmpty() || only.equals("mysql")) {
                pairs.addAll(mysql(folder, rows, rounds));
            }
        } finally {
            delete(folder);
        }
        System.out.println(Pair.heading());
        pairs.forEach(pair -> System.out.println(pair.row()));
        System.out.println(
                "What is missing here needs a program that is not there: node, pg_dump, or a built db-restore.");
    }

    private static List<Pair> sqlite(Path folder, int rows, int rounds) throws IOException, InterruptedException {
        System.err.println("building a SQLite database of " + rows + " rows in " + folder);
        SqliteBenchmark sqlite = new SqliteBenchmark(folder, rows);
        for (int round = 1; round <= rounds; round++) {
            System.err.println("SQLite, round " + round + " of " + rounds);
            sqlite.round(round);
        }
        return sqlite.pairs();
    }

    private static List<Pair> postgres(Path folder, int rows, int rounds)
            throws IOException, InterruptedException, SQLException {
        System.err.println("building a PostgreSQL database of " + rows + " rows");
        try (PostgresBenchmark postgres = new PostgresBenchmark(folder, rows)) {
            for (int round = 1; round <= rounds; round++) {
                System.err.println("PostgreSQL, round " + round + " of " + rounds);
                postgres.round(round);
            }
            return postgres.pairs();
        }
    }

    private static List<Pair> mysql(Path folder, int rows, int rounds)
            throws IOException, InterruptedException, SQLException {
        System.err.println("building a MySQL or MariaDB database of " + rows + " rows");
        MySqlBenchmark mysql = new MySqlBenchmark(folder, rows);
        for (int round = 1; round <= rounds; round++) {
            System.err.println("MySQL or MariaDB, round " + round + " of " + rounds);
            mysql.round(round);
        }
        return mysql.pairs();
    }

    private static List<Pair> starts(Path launcher, int rounds) throws IOException, InterruptedException {
        if (!isThere("node") || !Files.isExecutable(launcher)) {
            return List.of();
        }
        Pair starts = new Pair("db-restore --version", "node -e 0", "<= 0.7");
        for (int i = 0; i < rounds * STARTS_A_ROUND; i++) {
            starts.add(
                    Command.of(launcher.toString(), "--version").run(),
                    Command.of("node", "-e", "0").run());
        }
        return List.of(starts);
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Deletes a file, or a folder with all that is in it, if it is there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
