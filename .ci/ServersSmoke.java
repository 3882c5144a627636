import io.dbrestore.testserver.MariaDbServer;
import io.dbrestore.testserver.PostgresServer;
import java.io.File;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;

/** The program that is its argument against servers: dumps, drops, creates, restores; by TCP and through Unix sockets. */
final class ServersSmoke {

    public static void main(String[] arguments) throws Exception {
        try (PostgresServer server = PostgresServer.start(PostgresServer.DEFAULT_MAJOR)) {
            String tcp = "postgres://postgres@127.0.0.1:" + server.port() + "/postgres?schema=public&connection_limit=1";
            String socket = "postgres://postgres@/postgres?host=" + server.socketFolder() + "&port=" + server.port();
            for (String url : List.of(tcp, socket)) {
                roundTrip(
                        arguments[0],
                        url,
                        server.url("postgres", "postgres"),
                        "timestamptz",
                        "'infinity'",
                        "SELECT string_agg(id || '=' || coalesce(born AT TIME ZONE 'UTC' || '', '-'), ',' ORDER BY id)"
                                + " FROM person",
                        "1=infinity,2=2024-02-29 12:00:00,9=-");
            }
        }
        try (MariaDbServer server = MariaDbServer.start()) {
            try (Connection connection = MariaDbServer.connect(server.url("mysql", "root"));
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE shop");
            }
            String tcp = "mysql://root@127.0.0.1:" + server.port() + "/shop?connection_limit=1";
            String socket = "mariadb://root@localhost/shop?socket=" + server.socket();
            for (String url : List.of(tcp, socket)) {
                roundTrip(
                        arguments[0],
                        url,
                        server.url("shop", "root"),
                        "datetime",
                        "'1000-01-01'",
                        "SELECT GROUP_CONCAT(id, '=', COALESCE(born, '-') ORDER BY id) FROM person",
                        "1=1000-01-01 00:00:00,2=2024-02-29 12:00:00,9=-");
            }
        }
    }

    private static void roundTrip(
            String program, String url, String jdbcUrl, String type, String value, String query, String expected)
            throws Exception {
        try (Connection connection = PostgresServer.connect(jdbcUrl);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS person");
            statement.execute("CREATE TABLE person (id int PRIMARY KEY, born " + type + ")");
            statement.execute("INSERT INTO person VALUES (1, " + value + "), (2, '2024-02-29 12:00')");
            run(program, "dump", "--url", url, "--out", "serverdump", "--on-existing", "discard");
            statement.execute("DROP TABLE person");
            statement.execute("CREATE TABLE person (id bigint PRIMARY KEY, born " + type + ", n int)");
            statement.execute("INSERT INTO person VALUES (1, NULL, 1), (9, NULL, 2)");
            run(program, "restore", "--url", url, "--in", "serverdump");
            try (ResultSet row = statement.executeQuery(query)) {
                row.next();
                if (!row.getString(1).equals(expected)) {
                    throw new IllegalStateException("not what it should be: " + row.getString(1));
                }
            }
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int exitCode = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + exitCode);
        }
    }
}
