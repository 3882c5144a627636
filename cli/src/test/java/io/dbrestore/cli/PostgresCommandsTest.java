package io.dbrestore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.cli.TestProgram.Result;
import io.dbrestore.testserver.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands as they are typed for PostgreSQL, against a server that wants a password of everybody but its superuser. */
class PostgresCommandsTest {

    private static final String SCHEMA = """
            CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL);
            CREATE SCHEMA audit;
            CREATE TABLE audit.log (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id int REFERENCES users, at timestamptz);
            """;

    private static final String ROWS = """
            INSERT INTO users VALUES (1, 'ada'), (2, 'grace');
            INSERT INTO audit.log (user_id, at) VALUES (1, '2024-02-29 12:00+00'), (2, 'infinity'), (2, NULL);
            """;

    private static final String EVERYTHING = """
            SELECT md5(string_agg(row, ',' ORDER BY row)) FROM (
                SELECT u::text AS row FROM users u UNION ALL SELECT l::text FROM audit.log l) rows""";

    private static PostgresServer server;

    @TempDir
    private Path root;

    private String database = "";

    @BeforeAll
    static void startTheServer() throws SQLException {
        server = PostgresServer.start(PostgresServer.DEFAULT_MAJOR);
        String superuser = server.url("postgres", "postgres");
        execute(superuser, """
                CREATE ROLE me LOGIN PASSWORD 's3cret';
                DO $$ BEGIN EXECUTE format(
                    'COPY (VALUES (''local all postgres trust''), (''host all postgres 127.0.0.1/32 trust''), '
                    '(''local all all scram-sha-256''), (''host all all 127.0.0.1/32 scram-sha-256'')) TO %L',
                    current_setting('hba_file')); END $$;
                SELECT pg_reload_conf();
                """);
        // The postmaster reloads in its own time; a login that is refused shows that it has.
        for (boolean reloaded = false; !reloaded; ) {
            try (Connection tooEarly = PostgresServer.connect(server.url("postgres", "me"))) {
                reloaded = tooEarly.isClosed();
            } catch (SQLException refused) {
                reloaded = true;
            }
        }
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    @BeforeEach
    void makeTheDatabase() throws Exception {
        Files.createDirectories(root.resolve("work"));
        String url = server.newDatabase("OWNER me");
        database = url.replaceFirst(".*/(\\w+)\\?.*", "$1");
        asOwner(SCHEMA + ROWS);
    }

    @Test
    @Tag("case-87")
    void aProfileIsMadeDumpedAndRestoredAfterTheSchemaWasMadeAnew() throws Exception {
        String before = fingerprint();

        Result setup = program()
                .run(
                        "setup",
                        "shop",
                        "--provider",
                        "postgres",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        port(),
                        "--database",
                        database,
                        "--user",
                        "me");
        Result dump = program().run("dump", "shop");
        asOwner("DROP SCHEMA public, audit CASCADE; CREATE SCHEMA public;" + SCHEMA
                + "INSERT INTO users VALUES (1, 'seed'), (3, 'seed');");
        Result restore = program().run("restore", "shop");

        assertThat(setup.errors() + dump.errors() + restore.errors()).doesNotContain("error");
        assertThat(List.of(setup.exitCode(), dump.exitCode(), restore.exitCode()))
                .containsOnly(0);
        assertThat(dump.output()).contains("audit.log │    3 │").contains("users     │    2 │");
        assertThat(restore.output()).contains("Restore complete (5 rows across 2 tables)");
        asOwner("DELETE FROM users WHERE id = 3");
        assertThat(fingerprint()).isEqualTo(before);
        assertThat(Files.readString(program().configuration().resolve("profiles/shop.json")))
                .contains("\"database\": \"" + database + "\"")
                .doesNotContain("s3cret");
    }

    @Test
    void setupAsksInTheOrderThatPostgresUsersKnow() {
        TestProgram program = new TestProgram(root)
                .with("PGPORT", port())
                .with("PGUSER", "me")
                .answering("", "127.0.0.1", "", database, "", "s3cret");

        Result setup = program.run("setup", "shop");

        assertThat(setup.exitCode()).as(setup.errors()).isZero();
        assertThat(program.terminal().questions())
                .containsExactly(
                        "? Provider (postgres): ",
                        "? Host (localhost): ",
                        "? Port (" + port() + "): ",
                        "? Database: ",
                        "? User (me): ",
                        "? Password: ");
        assertThat(setup.output()).contains("Testing connection... Connected.");
    }

    @Test
    void aUrlDoesWithoutAProfile() throws SQLException {
        String url = "postgres://me:s3cret@127.0.0.1:" + port() + "/" + database + "?schema=public&connection_limit=1";

        Result dump = program().run("dump", "--url", url);
        asOwner("UPDATE users SET name = 'changed'");
        Result restore = program().run("restore", "--url", url);

        assertThat(List.of(dump.exitCode(), restore.exitCode()))
                .as(dump.errors() + restore.errors())
                .containsOnly(0);
        assertThat(query("SELECT string_agg(name, ',' ORDER BY id) FROM users")).isEqualTo("ada,grace");
    }

    @Test
    void aDatabaseThatACommandDropsAndCreatesAgainGetsItsRowsBack() throws SQLException {
        String before = fingerprint();
        String url = "postgres://me:s3cret@127.0.0.1:" + port() + "/" + database;
        Stream<String> own = Stream.of("reset", "--url", url, "--yes", "--");
        Stream<String> command = Stream.of(UserScript.words(
                "database:" + server.url("postgres", "postgres"),
                "sql:DROP DATABASE " + database + "; CREATE DATABASE " + database + " OWNER me",
                "database:" + server.url(database, "me") + "&password=s3cret",
                "sql:" + SCHEMA + "INSERT INTO users VALUES (1, 'seed'), (3, 'seed')"));

        Result reset = program().run(Stream.concat(own, command).toArray(String[]::new));

        assertThat(reset.exitCode()).as(reset.errors()).isZero();
        assertThat(reset.output() + reset.errors()).doesNotContain("s3cret");
        asOwner("DELETE FROM users WHERE id = 3");
        assertThat(fingerprint()).isEqualTo(before);
    }

    @Test
    void aUnixSocketIsAProfilesHostToo() {
        Result setup = program()
                .run(
                        "setup",
                        "shop",
                        "--provider",
                        "postgres",
                        "--host",
                        server.socketFolder().toString(),
                        "--port",
                        port(),
                        "--database",
                        database,
                        "--user",
                        "me");

        assertThat(setup.exitCode()).as(setup.errors()).isZero();
        assertThat(program().run("dump", "shop").exitCode()).isZero();
    }

    @Test
    void theVariablesOfPostgresSayWhichDatabaseIsMeant() {
        Result dump = program()
                .with("PGHOST", "127.0.0.1")
                .with("PGPORT", port())
                .with("PGDATABASE", database)
                .with("PGUSER", "me")
                .run("dump");

        assertThat(dump.exitCode()).as(dump.errors()).isZero();
        assertThat(dump.errors()).contains("Using PGHOST, PGDATABASE, PGPORT, PGUSER of the environment");
        assertThat(root.resolve("work/.db-restore/dumps/" + database + "/users.json"))
                .exists();
    }

    @Test
    void onlyTheSchemasThatAreNamedAreDumped() throws SQLException {
        asOwner("CREATE SCHEMA empty");
        String url = "postgres://me@127.0.0.1:" + port() + "/" + database;

        Result audit = program().run("dump", "--url", url, "--json", "--schemas", "audit", "--out", "a");
        Result both = program().run("dump", "--url", url, "--json", "--schemas", "audit,pub*", "--out", "b");
        Result unknown = program().run("dump", "--url", url, "--schemas", "audit,nowhere", "--out", "c");

        assertThat(audit.output())
                .startsWith("{\"tables\":[{\"table\":\"audit.log\",\"rows\":3}],\"totalRows\":3,")
                .contains("{\"table\":\"users\",\"reason\":\"not selected\"}");
        assertThat(both.output()).contains("\"totalRows\":5");
        assertThat(unknown.exitCode()).isEqualTo(7);
        assertThat(unknown.errors()).contains("no table is in a schema called nowhere", "audit, public");
        assertThat(root.resolve("work/c/_metadata.json")).doesNotExist();
    }

    @Test
    @Tag("case-89")
    void theGuardSeesTheHostBehindTheQuestionMark() throws SQLException {
        // This machine, but not by a name that says so.
        String url = "postgres://me@localhost/" + database + "?host=127.1&port=" + port();
        program().run("dump", "--url", url);
        asOwner("INSERT INTO users VALUES (3, 'newly seeded')");

        Result refused = program().run("restore", "--url", url, "--strategy", "replace", "--yes");

        assertThat(refused.exitCode()).isEqualTo(7);
        assertThat(refused.errors()).contains("127.1 is not this machine", "--i-know-this-is-not-development");
    }

    @Test
    @Tag("case-87")
    void aWrongPasswordIsNeitherShownNorSaved() {
        Result setup = new TestProgram(root)
                .typing("wrong-s3cret\n")
                .run(
                        "setup",
                        "shop",
                        "--provider",
                        "postgres",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        port(),
                        "--database",
                        database,
                        "--user",
                        "me",
                        "--password-stdin");

        assertThat(setup.exitCode()).isEqualTo(3);
        assertThat(setup.errors())
                .contains("password authentication failed for user \"me\"", "hint: The password is wrong");
        assertThat(setup.output() + setup.errors()).doesNotContain("s3cret");
        assertThat(program().configuration().resolve("profiles/shop.json")).doesNotExist();
    }

    @Test
    void pluginsNamesTheDialect() {
        assertThat(program().run("plugins", "--json").output()).contains("\"kind\":\"dialect\",\"name\":\"postgres\"");
    }

    private TestProgram program() {
        return new TestProgram(root).with("PGPASSWORD", "s3cret");
    }

    private static String port() {
        return String.valueOf(server.port());
    }

    private String fingerprint() throws SQLException {
        return query(EVERYTHING);
    }

    private String query(String query) throws SQLException {
        try (Connection connection = PostgresServer.connect(server.url(database, "postgres"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private void asOwner(String script) throws SQLException {
        execute(server.url(database, "me") + "&password=s3cret", script);
    }

    private static void execute(String url, String script) throws SQLException {
        try (Connection connection = PostgresServer.connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute(script);
        }
    }
}
