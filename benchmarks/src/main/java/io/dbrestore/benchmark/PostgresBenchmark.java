package io.dbrestore.benchmark;

import io.dbrestore.benchmark.Command.Cost;
import io.dbrestore.testserver.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * db-restore beside pg_dump and pg_restore: both sides in every round, now one first and now the other, against a server
 * that is not newer than they are. Each restore goes into a database that was just copied from a template.
 */
final class PostgresBenchmark implements AutoCloseable {

    private static final String MAJOR =
            "14"; // of the servers that there are, the one that Debian's pg_dump understands
    private static final String OWNER = "shopkeeper";

    private final Path folder;
    private final PostgresServer server;
    private final String contents;

    private final Pair dumps = new Pair("PostgreSQL dump, 2 connections, proven", "pg_dump -Fd -j2 -Z0", "<= 1.0");
    private final Pair scripts = new Pair("the same", "pg_dump -Fp", "<= 0.8");
    private final Pair restores =
            new Pair("PostgreSQL restore into empty tables", "pg_restore --data-only --disable-triggers", "<= 0.85");
    private final Pair collisions =
            new Pair("the same with 1 % of the keys there already", "the same into empty tables", "<= 1.1");
    private final Pair equal = new Pair("the same, every row there and equal", "the same into empty tables", "<= 0.5");
    private final Pair different =
            new Pair("the same, every row there and different", "the same into empty tables", "<= 2.0");
    private final Pair owners =
            new Pair("the same as plain owner, foreign keys validated", "pg_restore with foreign keys on", "<= 0.5");

    PostgresBenchmark(Path folder, int rows) throws IOException, SQLException, InterruptedException {
        this.folder = folder;
        this.server = PostgresServer.start(MAJOR, "shared_buffers=256MB", "max_wal_size=4GB", "autovacuum=off");
        execute("postgres", "CREATE ROLE " + OWNER + " LOGIN", "CREATE DATABASE empty OWNER " + OWNER);
        executeAs(OWNER, "empty", PostgresShop.TABLES);
        execute("postgres", "CREATE DATABASE source TEMPLATE empty");
        execute("source", PostgresShop.rows(rows), "VACUUM ANALYZE");
        execute("postgres", "CREATE DATABASE changed TEMPLATE source", "CREATE DATABASE hundredth TEMPLATE source");
        execute("changed", PostgresShop.CHANGE);
        execute("changed", "VACUUM FULL");
        execute("hundredth", PostgresShop.LEAVE_HUNDREDTH);
        execute("hundredth", "VACUUM FULL");
        this.contents = contentsOf("source");
        Command.of("pg_dump", "-Fc", "-f", file("theirs.dump"), uri("postgres", "source"))
                .run();
        Command.of("pg_dump", "-Fc", "-a", "-f", file("parentsfirst.dump"), uri("postgres", "source"))
                .run();
    }

    void round(int number) throws IOException, InterruptedException, SQLException {
        boolean oursFirst = number % 2 == 0;
        Cost our = oursFirst ? dump() : null;
        Cost folderDump = dumpTheirs("theirs", "-Fd", "-j2", "-Z0");
        Cost scriptDump = dumpTheirs("theirs.sql", "-Fp");
        our = our == null ? dump() : our;
        dumps.add(our, folderDump);
        scripts.add(our, scriptDump);

        our = oursFirst ? restore("empty", "postgres") : null;
        Cost their = restoreTheirs("postgres", "theirs.dump", "--disable-triggers");
        restores.add(our == null ? restore("empty", "postgres") : our, their);
        equal.add(restore("source", "postgres"), their);
        different.add(restore("changed", "postgres"), their);
        collisions.add(restore("hundredth", "postgres"), their);

        our = oursFirst ? restore("empty", OWNER) : null;
        their = restoreTheirs(OWNER, "parentsfirst.dump", "--no-owner");
        owners.add(our == null ? restore("empty", OWNER) : our, their);
    }

    List<Pair> pairs() {
        return List.of(dumps, scripts, restores, collisions, equal, different, owners);
    }

    @Override
    public void close() {
        server.close();
    }

    private Cost dump() throws IOException, InterruptedException {
        Path to = folder.resolve("pg");
        Benchmark.delete(to);
        return MoveRows.command("dump", server.url("source", "postgres"), to).run();
    }

    private Cost dumpTheirs(String to, String... options) throws IOException, InterruptedException {
        Benchmark.delete(folder.resolve(to));
        return Command.of("pg_dump")
                .with(options)
                .with("-f", file(to), uri("postgres", "source"))
                .run();
    }

    private Cost restore(String template, String user) throws IOException, InterruptedException, SQLException {
        copy(template);
        Cost cost = MoveRows.command("restore", server.url("target", user), folder.resolve("pg"))
                .run();
        requireSame();
        return cost;
    }

    private Cost restoreTheirs(String user, String from, String option)
            throws IOException, InterruptedException, SQLException {
        copy("empty");
        Cost cost = Command.of("pg_restore", "--data-only", "--single-transaction", "--exit-on-error", option)
                .with("-d", uri(user, "target"), file(from))
                .run();
        requireSame();
        return cost;
    }

    private void copy(String template) throws SQLException {
        execute(
                "postgres",
                "DROP DATABASE IF EXISTS target",
                "CREATE DATABASE target TEMPLATE " + template + " OWNER " + OWNER,
                "CHECKPOINT");
    }

    private void requireSame() throws SQLException, IOException {
        if (!contentsOf("target").equals(contents)) {
            throw new IOException("the target does not hold what the source holds: the figures would mean nothing");
        }
    }

    private String contentsOf(String database) throws SQLException {
        try (Connection connection = PostgresServer.connect(server.url(database, "postgres"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(PostgresShop.HASH)) {
            row.next();
            return row.getString(1);
        }
    }

    private void execute(String database, String... statements) throws SQLException {
        executeAs("postgres", database, statements);
    }

    private void executeAs(String user, String database, String... statements) throws SQLException {
        try (Connection connection = PostgresServer.connect(server.url(database, user));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private String uri(String user, String database) {
        return "postgresql://" + user + "@127.0.0.1:" + server.port() + "/" + database;
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }
}
