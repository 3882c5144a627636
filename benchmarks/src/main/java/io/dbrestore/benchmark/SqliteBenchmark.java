package io.dbrestore.benchmark;

import io.dbrestore.benchmark.Command.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** db-restore beside SQLite's own program: both sides in every round, now one first and now the other. */
final class SqliteBenchmark {

    private final Path folder;
    private final Path source;
    private final Path script;
    private final Path schema;
    private final Path dump;
    private final String contents;

    private final Pair dumps = new Pair("SQLite dump, proven", "sqlite3 .dump", "<= 1.0");
    private final Pair restores =
            new Pair("SQLite restore into empty tables, crash-safe", "sqlite3 new.db < dump.sql", "<= 0.75");
    private final Pair again = new Pair("the same, every row there and equal", "the same into a new file", "");

    SqliteBenchmark(Path folder, int rows) throws IOException, InterruptedException {
        this.folder = folder;
        this.source = folder.resolve("source.db");
        this.script = folder.resolve("dump.sql");
        this.schema = folder.resolve("schema.sql");
        this.dump = folder.resolve("dump");
        Shop.build(source, rows);
        Command.of("sqlite3", source.toString(), ".schema").writing(schema).run();
        this.contents = contentsOf(source);
    }

    void round(int number) throws IOException, InterruptedException {
        boolean oursFirst = number % 2 == 0;
        Benchmark.delete(dump);
        Cost our = oursFirst ? dump() : null;
        Cost their = dumpTheirs();
        dumps.add(our == null ? dump() : our, their);

        our = oursFirst ? restore() : null;
        their = restoreTheirs();
        restores.add(our == null ? restore() : our, their);
        again.add(restoreOver(), their);
    }

    List<Pair> pairs() {
        return List.of(dumps, restores, again);
    }

    private Cost dump() throws IOException, InterruptedException {
        return MoveRows.command("dump", "sqlite:" + source, dump).run();
    }

    private Cost dumpTheirs() throws IOException, InterruptedException {
        return Command.of("sqlite3", source.toString(), ".dump").writing(script).run();
    }

    private Cost restore() throws IOException, InterruptedException {
        Path target = folder.resolve("target.db");
        Files.deleteIfExists(target);
        Command.of("sqlite3", target.toString()).reading(schema).run();
        return restoreOver();
    }

    private Cost restoreOver() throws IOException, InterruptedException {
        Path target = folder.resolve("target.db");
        Cost cost = MoveRows.command("restore", "sqlite:" + target, dump).run();
        requireSame(target);
        return cost;
    }

    private Cost restoreTheirs() throws IOException, InterruptedException {
        Path target = folder.resolve("theirs.db");
        Files.deleteIfExists(target);
        Cost cost = Command.of("sqlite3", target.toString()).reading(script).run();
        requireSame(target);
        return cost;
    }

    private void requireSame(Path target) throws IOException {
        if (!contentsOf(target).equals(contents)) {
            throw new IOException(target + " does not hold what " + source + " holds: the figures would mean nothing");
        }
    }

    /** SQLite's own hash over every value with its type. */
    private static String contentsOf(Path database) throws IOException {
        String hash = Command.of("sqlite3", database.toString(), ".sha3sum").firstLine();
        if (hash.isBlank()) {
            throw new IOException("this sqlite3 has no .sha3sum");
        }
        return hash;
    }
}
