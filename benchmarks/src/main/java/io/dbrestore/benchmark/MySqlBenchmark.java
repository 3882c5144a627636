package io.dbrestore.benchmark;

import io.dbrestore.benchmark.Command.Cost;
import io.dbrestore.testserver.MySqlServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * db-restore beside the server's own programs, mysqldump and mysql or MariaDB's: both sides in every round, now one first
 * and now the other. Each restore goes into tables that were just made, or already hold every row.
 */
final class MySqlBenchmark {

    private static final String NAME = MySqlServer.IS_MYSQL ? "MySQL" : "MariaDB";

    private final Path folder;
    private final MySqlServer server = MySqlServer.shared();
    private final String source = server.newDatabase();
    private final String target = server.newDatabase();
    private final List<String> contents;

    private final Pair dumps =
            new Pair(NAME + " dump, 2 connections, proven", "mysqldump --single-transaction", "<= 0.45");
    private final Pair restores = new Pair(NAME + " restore into empty tables", "mysql < dump.sql", "<= 0.8");
    private final Pair equal = new Pair("the same, every row there and equal", "the same into empty tables", "");

    MySqlBenchmark(Path folder, int rows) throws SQLException {
        this.folder = folder;
        List<String> statements = new ArrayList<>(MySqlShop.TABLES);
        statements.add("SET time_zone = '+00:00', "
                + (MySqlServer.IS_MYSQL ? "cte_max_recursion_depth" : "max_recursive_iterations") + " = 4294967295");
        statements.addAll(MySqlShop.rows(rows));
        execute(source, statements);
        this.contents = contentsOf(source);
    }

    void round(int number) throws IOException, InterruptedException, SQLException {
        boolean oursFirst = number % 2 == 0;
        Cost our = oursFirst ? dump() : null;
        Cost their = Command.of(server.program("dump", source))
                .with("--single-transaction", "--no-create-info", "--hex-blob", "--result-file=" + theirDump())
                .with(MySqlServer.nameOf(source))
                .run();
        dumps.add(our == null ? dump() : our, their);

        our = oursFirst ? restore() : null;
        emptyTarget();
        their = Command.of(server.program("", target))
                .with(MySqlServer.nameOf(target))
                .reading(theirDump())
                .run();
        requireSame();
        if (our == null) {
            our = restore();
        }
        restores.add(our, their);
        equal.add(move("restore", target), their);
        requireSame();
    }

    List<Pair> pairs() {
        return List.of(dumps, restores, equal);
    }

    private Path theirDump() {
        return folder.resolve("theirs.mysql.sql");
    }

    private Cost dump() throws IOException, InterruptedException {
        Benchmark.delete(folder.resolve("mysql"));
        return move("dump", source);
    }

    private Cost restore() throws IOException, InterruptedException, SQLException {
        emptyTarget();
        Cost cost = move("restore", target);
        requireSame();
        return cost;
    }

    private Cost move(String verb, String url) throws IOException, InterruptedException {
        return MoveRows.command(verb, url, folder.resolve("mysql")).run();
    }

    private void emptyTarget() throws SQLException {
        String name = MySqlServer.nameOf(target);
        List<String> statements = new ArrayList<>(
                List.of("DROP DATABASE " + name, "CREATE DATABASE " + name + " CHARACTER SET utf8mb4", "USE " + name));
        statements.addAll(MySqlShop.TABLES);
        execute(target, statements);
    }

    private void requireSame() throws SQLException, IOException {
        List<String> different = new ArrayList<>(contentsOf(target));
        different.removeAll(contents);
        if (!different.isEmpty()) {
            throw new IOException("the target does not hold what the source holds, so that the figures would mean"
                    + " nothing; other checksums: " + different);
        }
    }

    private static List<String> contentsOf(String url) throws SQLException {
        try (Connection connection = MySqlServer.connect(url);
                Statement statement = connection.createStatement()) {
            List<String> checksums = new ArrayList<>();
            for (String query : MySqlShop.CHECKSUMS) {
                try (ResultSet row = statement.executeQuery(query)) {
                    row.next();
                    checksums.add(row.getString(1) + " " + row.getString(2) + " " + row.getString(3));
                }
            }
            return checksums;
        }
    }

    private static void execute(String url, List<String> statements) throws SQLException {
        try (Connection connection = MySqlServer.connect(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
