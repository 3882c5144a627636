import io.dbrestore.testserver.PostgresServer;
import java.io.File;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;

/** The program that is its argument against a server: dumps, drops, creates, restores; by TCP and through the Unix socket. */
final class PostgresSmoke {

    public static void main(String[] arguments) throws Exception {
        try (PostgresServer server = PostgresServer.start(PostgresServer.DEFAULT_MAJOR)) {
            String tcp = "postgres://postgres@127.0.0.1:" + server.port() + "/postgres?schema=public&connection_limit=1";
            String socket = "postgres://postgres@/postgres?host=" + server.socketFolder() + "&port=" + server.port();
            for (String url : List.of(tcp, socket)) {
                roundTrip(arguments[0], url, server.url("postgres", "postgres"));
            }
        }
    }

    private static void roundTrip(String program, String url, String superuser) throws Exception {
        try (Connection connection = PostgresServer.connect(superuser);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS person; CREATE TABLE person (id int PRIMARY KEY, born timestamptz);"
                    + " INSERT INTO person VALUES (1, 'infinity'), (2, '2024-02-29 12:00+00')");
            run(program, "dump", "--url", url, "--out", "pgdump", "--on-existing", "discard");
            statement.execute("DROP TABLE person; CREATE TABLE person (id bigint PRIMARY KEY, born timestamptz, n int);"
                    + " INSERT INTO person VALUES (1, NULL), (9, NULL)");
            run(program, "restore", "--url", url, "--in", "pgdump");
            try (ResultSet row = statement.executeQuery(
                    "SELECT string_agg(id || '=' || coalesce(born AT TIME ZONE 'UTC' || '', '-'), ',' ORDER BY id) FROM person")) {
                row.next();
                if (!row.getString(1).equals("1=infinity,2=2024-02-29 12:00:00,9=-")) {
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
