package io.dbrestore.dialect.postgres.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dbrestore.dialect.postgres.PostgresDialect;
import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.testserver.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What users read when a connection does not come about, each time from a server that refuses for that reason. */
@Tag("case-45")
@Tag("case-87")
@Timeout(120)
class ConnectionErrorsTest {

    private static final char[] KEY_PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path folder;

    private static PostgresServer server;

    @BeforeAll
    static void startAServerThatIsHardToPlease() throws Exception {
        server = PostgresServer.start(PostgresServer.DEFAULT_MAJOR, "max_connections=8");
        try (Connection connection = superuser()) {
            execute(connection, "CREATE ROLE me LOGIN PASSWORD 's3cret'");
            execute(connection, "CREATE ROLE secure LOGIN PASSWORD 's3cret'");
            execute(connection, "CREATE ROLE limited LOGIN PASSWORD 's3cret' CONNECTION LIMIT 0");
            makeCertificate(connection);
            execute(connection, "ALTER SYSTEM SET ssl = on");
            writeFile(
                    connection,
                    setting(connection, "hba_file"),
                    List.of(
                            "local all postgres trust",
                            "host all postgres 127.0.0.1/32 trust",
                            "host all me 127.0.0.1/32 scram-sha-256",
                            "host all limited 127.0.0.1/32 scram-sha-256",
                            "hostssl all secure 127.0.0.1/32 scram-sha-256"));
            execute(connection, "SELECT pg_reload_conf()");
            while (!setting(connection, "ssl").equals("on")) {
                Thread.onSpinWait();
            }
        }
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    @Test
    void theRightPasswordLetsIn() {
        try (Database database = connect(url("me:s3cret", ""))) {
            assertThat(database.handle()
                            .createQuery("SELECT current_user")
                            .mapTo(String.class)
                            .one())
                    .isEqualTo("me");
        }
    }

    @Test
    void aWrongPassword() {
        assertThat(failure(url("me:wrong-s3cret", "")))
                .hasMessageContaining("password authentication failed for user \"me\"")
                .satisfies(hint("The password is wrong", "PGPASSWORD"));
    }

    @Test
    void noPassword() {
        assertThat(failure("jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres?user=me&password="))
                .satisfies(hint("The server wants a password"));
    }

    @Test
    void anUnknownDatabase() {
        assertThat(failure("postgres://postgres@127.0.0.1:" + server.port() + "/nowhere"))
                .hasMessageContaining("database \"nowhere\" does not exist")
                .satisfies(hint("There is no such database", "psql -l"));
    }

    @Test
    void aUserThatTheServerLetsNotIn() {
        assertThat(failure(url("stranger:s3cret", "")))
                .hasMessageContaining("pg_hba.conf")
                .satisfies(hint("pg_hba.conf"));
    }

    @Test
    void aServerThatWantsTls() {
        assertThat(failure(url("secure:s3cret", "?sslmode=disable")))
                .hasMessageContaining("no encryption")
                .satisfies(hint("The server wants TLS", "sslmode=require"));
        try (Database database = connect(url("secure:s3cret", ""))) {
            assertThat(database.isLent()).isFalse();
        }
    }

    @Test
    void aServerWithoutTls() {
        PostgresServer plain = PostgresServer.shared();

        assertThat(failure("postgres://postgres@127.0.0.1:" + plain.port() + "/postgres?sslmode=require"))
                .satisfies(hint("TLS switched off", "sslmode=prefer"));
    }

    @Test
    void aCertificateThatNobodyTrusts() {
        assertThat(failure(url("secure:s3cret", "?sslrootcert=system")))
                .satisfies(hint("TLS did not come about", "sslrootcert=FILE"));
        assertThat(failure(url("secure:s3cret", "?sslmode=verify-full&sslrootcert=none.pem")))
                .hasMessageContaining("none.pem")
                .satisfies(hint("A certificate or a key that the URL names is not there"));
    }

    @Test
    void aCertificateThatIsTrusted() {
        try (Database database = connect(url("secure:s3cret", "?sslmode=verify-ca&sslrootcert=server.pem"))) {
            assertThat(database.handle()
                            .createQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                            .mapTo(Boolean.class)
                            .one())
                    .isTrue();
        }
        try (Database database = connect(url("secure:s3cret", "?sslaccept=strict&sslcert=server.pem"))) {
            assertThat(database.notes()).isEmpty();
        }
    }

    @Test
    void noServer() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThat(failure("postgres://me:s3cret@127.0.0.1:" + free + "/shop"))
                .hasMessageStartingWith("cannot connect to postgres://127.0.0.1:" + free + "/shop: ")
                .satisfies(hint("Nobody listens there: start the server"));
    }

    @Test
    void anUnknownHost() {
        assertThat(failure("postgres://me:s3cret@no-such-host.invalid/shop"))
                .hasMessageContaining("no-such-host.invalid")
                .satisfies(hint("No such host"));
    }

    @Test
    void aServerThatSaysNothing() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(failure("postgres://me:s3cret@127.0.0.1:" + silent.getLocalPort() + "/shop?connect_timeout=1"))
                    .satisfies(hint("No server answers there"));
        }
    }

    @Test
    void aServerOfAnotherKind() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread hangingUp = new Thread(() -> {
                while (!other.isClosed()) {
                    try {
                        other.accept().close();
                    } catch (IOException e) {
                        return;
                    }
                }
            });
            hangingUp.start();

            assertThat(failure("postgres://me:s3cret@127.0.0.1:" + other.getLocalPort() + "/shop"))
                    .satisfies(e -> assertThat(e.hint()).isNotEmpty());
        }
    }

    @Test
    void tooManyConnections() {
        assertThat(failure(url("limited:s3cret", "")))
                .hasMessageContaining("too many connections")
                .satisfies(hint("All connections of the server are taken"));
    }

    @Test
    void theSecondHostStandsInForTheFirst() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        try (Database database = connect("postgres://postgres@127.0.0.1:" + free + ",127.0.0.1:" + server.port()
                + "/postgres?target_session_attrs=read-write")) {
            assertThat(database.dialect().name()).isEqualTo("postgres");
        }
    }

    @Test
    void theServerSeesWhoConnectsAndTheDefaultSchema() {
        try (Database database = connect(url("me:s3cret", "?schema=My%20Schema"))) {
            assertThat(database.handle()
                            .createQuery("SELECT current_setting('application_name') || ' '"
                                    + " || current_setting('search_path')")
                            .mapTo(String.class)
                            .one())
                    .isEqualTo("db-restore \"My Schema\"");
        }
    }

    private static Consumer<DbRestoreException> hint(String... parts) {
        return failure -> assertThat(failure.hint()).contains(parts);
    }

    private static DbRestoreException failure(String url) {
        DbRestoreException failure = catchThrowableOfType(
                DbRestoreException.class, () -> connect(url).close());
        assertThat(failure).as(url).isNotNull();
        assertThat(failure.failure()).isEqualTo(Failure.CONNECTION);
        assertThat(failure.getMessage() + failure.hint()).doesNotContain("s3cret");
        return failure;
    }

    private static Database connect(String url) {
        return Database.connect(
                url, folder, new Properties(), Extensions.of(List.of(new PostgresDialect()), List.of(), List.of()));
    }

    private static String url(String login, String parameters) {
        return "postgres://" + login + "@127.0.0.1:" + server.port() + "/postgres" + parameters;
    }

    private static Connection superuser() throws SQLException {
        return PostgresServer.connect(server.url("postgres", "postgres"));
    }

    private static void makeCertificate(Connection connection) throws Exception {
        Path store = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(KEY_PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), KEY_PASSWORD);
        Certificate certificate = keys.getCertificate("server");
        String data = setting(connection, "data_directory");
        writeFile(
                connection,
                data + "/server.key",
                pem("PRIVATE KEY", keys.getKey("server", KEY_PASSWORD).getEncoded()));
        writeFile(connection, data + "/server.crt", pem("CERTIFICATE", certificate.getEncoded()));
        Files.write(folder.resolve("server.pem"), pem("CERTIFICATE", certificate.getEncoded()));
    }

    private static List<String> pem(String kind, byte[] bytes) {
        List<String> lines = new ArrayList<>();
        lines.add("-----BEGIN " + kind + "-----");
        lines.addAll(List.of(Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(bytes)
                .split("\n")));
        lines.add("-----END " + kind + "-----");
        return lines;
    }

    /** Only the user whose the server is may write there, and only that user may read a key. */
    private static void writeFile(Connection connection, String file, List<String> lines) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO lines VALUES (DEFAULT, ?)")) {
            execute(connection, "CREATE TEMPORARY TABLE lines (place serial, line text)");
            for (String line : lines) {
                insert.setString(1, line);
                insert.execute();
            }
            execute(
                    connection,
                    "COPY (SELECT line FROM lines ORDER BY place) TO PROGRAM 'cat > " + file + " && chmod 600 " + file
                            + "'");
            execute(connection, "DROP TABLE lines");
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + name)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (Statement executed = connection.createStatement()) {
            executed.execute(statement);
        }
    }
}
