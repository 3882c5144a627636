package io.dbrestore.dialect.mysql.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbrestore.dialect.mysql.MySqlDialect;
import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.testserver.MariaDbServer;
import io.dbrestore.testserver.MySqlServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What users read when a connection does not come about, each time from a server that refuses for that reason. Not so for
 * 3159, since to refuse all that is not encrypted is a setting of the whole server, which is not ours to change; and for
 * 1130, since any user of this machine stands against it.
 */
@Tag("case-45")
@Tag("case-74")
@Tag("case-87")
class ConnectionErrorsTest {

    private static final Pattern URL = Pattern.compile("jdbc:mysql://([^/]+)/([^?]+).*");
    private static final String ME = "me_" + ProcessHandle.current().pid();
    private static final String SECURE = "secure_" + ProcessHandle.current().pid();

    private static String server = "";
    private static String database = "";

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeUsers() throws SQLException {
        Matcher url = URL.matcher(MySqlServer.shared().newDatabase());
        assertThat(url.matches()).isTrue();
        server = url.group(1);
        database = url.group(2);
        execute("CREATE USER " + ME + " IDENTIFIED BY 's3cret'");
        execute("CREATE USER " + SECURE + " IDENTIFIED BY 's3cret' REQUIRE SSL");
        for (String user : List.of(ME, SECURE)) {
            execute("GRANT ALL ON " + database + ".* TO " + user);
        }
    }

    @AfterAll
    static void dropUsers() throws SQLException {
        execute("DROP USER " + ME + ", " + SECURE);
    }

    @Test
    void theRightPasswordLetsIn() {
        try (Database connected = connect("mysql://" + ME + ":s3cret@" + server + "/" + database)) {
            assertThat(connected.dialect()).isInstanceOf(MySqlDialect.class);
            assertThat(connected
                            .handle()
                            .createQuery("SELECT CURRENT_USER()")
                            .mapTo(String.class)
                            .one())
                    .startsWith(ME);
            assertThat(connected.typedUrl()).isEqualTo("jdbc:mysql://" + server + "/" + database + "?user=" + ME);
        }
    }

    @Test
    void anEncryptedConnectionIsAskedForAndGot() {
        assumeFalse(!MySqlServer.IS_MYSQL, "the embedded MariaDB has no certificate");
        try (Database connected =
                connect("mysql://" + SECURE + ":s3cret@" + server + "/" + database + "?ssl-mode=REQUIRED")) {
            assertThat(connected
                            .handle()
                            .createQuery("SHOW STATUS LIKE 'Ssl_cipher'")
                            .map((row, context) -> row.getString(2))
                            .one())
                    .isNotEmpty();
        }
    }

    @Test
    void aWrongPassword() {
        assertThat(failure("mysql://" + ME + ":wrong-s3cret@" + server + "/" + database))
                .hasMessageContaining("Access denied for user '" + ME)
                .extracting(DbRestoreException::hint)
                .asString()
                .contains("Check the user and the password", "MYSQL_PWD");
    }

    @Test
    void anUnknownDatabase() {
        assertThat(failure(MySqlServer.shared().url("nowhere_at_all")))
                .hasMessageContaining("Unknown database 'nowhere_at_all'")
                .extracting(DbRestoreException::hint)
                .asString()
                .contains("SHOW DATABASES");
    }

    @Test
    void aDatabaseOfSomebodyElse() {
        assertThat(failure("mysql://" + ME + ":s3cret@" + server + "/mysql"))
                .hasMessageContaining("Access denied for user")
                .extracting(DbRestoreException::hint)
                .asString()
                .contains("GRANT ALL ON");
    }

    @Test
    void nobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(failure("mysql://me:s3cret@127.0.0.1:" + port + "/shop"))
                .hasMessageContaining("127.0.0.1:" + port)
                .extracting(DbRestoreException::hint)
                .asString()
                .contains("Nobody listens there");
    }

    @Test
    void noSuchHost() {
        assertThat(failure("mysql://me:s3cret@no-such-host.invalid/shop"))
                .extracting(DbRestoreException::hint)
                .asString()
                .contains("No such host is known here");
    }

    @Test
    void tlsFromAServerThatHasNone() {
        assumeFalse(MySqlServer.IS_MYSQL, "MySQL makes its own certificate");
        try (MariaDbServer bare =
                MariaDbServer.start("--skip-ssl", "--max-connections=10", "--max-user-connections=5")) {
            assertThat(failure("mysql://root@127.0.0.1:" + bare.port() + "/mysql?ssl-mode=REQUIRED"))
                    .extracting(DbRestoreException::hint)
                    .asString()
                    .contains("TLS");
            try (Database connected = connect("mysql://root@localhost/mysql?socket=" + bare.socket())) {
                assertThat(connected
                                .handle()
                                .createQuery("SELECT DATABASE()")
                                .mapTo(String.class)
                                .one())
                        .isEqualTo("mysql");
            }
            tooManyConnections(bare);
        }
    }

    private void tooManyConnections(MariaDbServer bare) {
        String url = "mysql://me@127.0.0.1:" + bare.port() + "/mysql";
        try (Database root = connect("mysql://root@127.0.0.1:" + bare.port() + "/mysql")) {
            root.handle().execute("CREATE USER me");
            root.handle().execute("GRANT ALL ON mysql.* TO me");
            root.handle().execute("CREATE USER everybody");
            root.handle().execute("GRANT ALL ON mysql.* TO everybody");
            List<Database> open = new ArrayList<>();
            try {
                for (int i = 0; i < 5; i++) {
                    open.add(connect(url));
                }
                assertThat(failure(url).hint()).contains("raise the limit that the message names"); // 1203
                for (int i = 0; i < 4; i++) {
                    open.add(connect(url.replace("me@", "everybody@")));
                }
                assertThat(failure(url.replace("me@", "everybody@")).hint()).contains("raise max_connections"); // 1040
            } finally {
                open.forEach(Database::close);
            }
        }
    }

    @Test
    void aUserWhoMayOpenNoMoreConnections() throws SQLException {
        execute("ALTER USER " + ME + " WITH MAX_USER_CONNECTIONS 1");
        String url = "mysql://" + ME + ":s3cret@" + server + "/" + database;
        try (Database first = connect(url)) {
            assertThat(failure(url))
                    .hasMessageContaining("max_user_connections")
                    .extracting(DbRestoreException::hint)
                    .asString()
                    .contains("raise the limit that the message names");
            assertThat(first.dialect()).isNotNull();
        } finally {
            execute("ALTER USER " + ME + " WITH MAX_USER_CONNECTIONS 0");
        }
    }

    @Test
    void aUserWhoIsLockedOut() throws SQLException {
        execute("ALTER USER " + ME + " ACCOUNT LOCK");
        try {
            assertThat(failure("mysql://" + ME + ":s3cret@" + server + "/" + database)
                            .hint())
                    .contains("ACCOUNT UNLOCK");
        } finally {
            execute("ALTER USER " + ME + " ACCOUNT UNLOCK");
        }
    }

    @Test
    void anExpiredPassword() throws SQLException {
        execute("ALTER USER " + ME + " PASSWORD EXPIRE");
        try {
            assertThat(failure("mysql://" + ME + ":s3cret@" + server + "/" + database)
                            .hint())
                    .contains("set a new one with ALTER USER");
        } finally {
            execute("ALTER USER " + ME + " IDENTIFIED BY 's3cret'");
        }
    }

    @Test
    void aUserOfTheSocketAlone() throws SQLException {
        assumeFalse(MySqlServer.IS_MYSQL, "MySQL has the plugin only if somebody installed it");
        execute("CREATE USER of_the_socket IDENTIFIED VIA unix_socket");

        assertThat(failure("mysql://of_the_socket@" + server + "/" + database).hint())
                .contains("?socket=/path/to/mysqld.sock");
    }

    @Test
    void nobodyAnswers() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            while (isTaken(busy, waiting)) {
                assertThat(waiting).hasSizeLessThan(100);
            }

            assertThat(failure("mysql://me:s3cret@127.0.0.1:" + busy.getLocalPort() + "/shop?connect_timeout=1")
                            .hint())
                    .contains("Nobody answered in time");
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    /** Whether there is room for another connection to a socket that accepts none. */
    private static boolean isTaken(ServerSocket busy, List<Socket> waiting) throws IOException {
        Socket socket = new Socket();
        waiting.add(socket);
        try {
            socket.connect(busy.getLocalSocketAddress(), 200);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Test
    void aPasswordThatIsNotToBeSentInTheClear() throws SQLException {
        assumeTrue(MySqlServer.IS_MYSQL, "MariaDB's way of logging in needs no key");
        execute("ALTER USER " + ME + " IDENTIFIED BY 's3cret'"); // or the server remembers that it was right

        assertThat(failure("mysql://" + ME + ":s3cret@" + server + "/" + database
                                + "?ssl-mode=DISABLED&allowPublicKeyRetrieval=false")
                        .hint())
                .contains("The password cannot be sent without encryption");
    }

    @Test
    void aCertificateThatNobodyVouchesFor() {
        assumeTrue(MySqlServer.IS_MYSQL, "the embedded MariaDB has no certificate");

        assertThat(failure("mysql://" + ME + ":s3cret@" + server + "/" + database + "?ssl-mode=VERIFY_IDENTITY")
                        .hint())
                .contains("TLS did not come about");
    }

    private Database connect(String url) {
        return Database.connect(
                url, folder, new Properties(), Extensions.of(List.of(new MySqlDialect()), List.of(), List.of()));
    }

    private DbRestoreException failure(String url) {
        DbRestoreException failure = catchThrowableOfType(
                DbRestoreException.class, () -> connect(url).close());
        assertThat(failure.failure()).isEqualTo(Failure.CONNECTION);
        assertThat(failure.getMessage() + failure.hint()).doesNotContain("s3cret");
        return failure;
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = MySqlServer.connect(MySqlServer.shared().url(""));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
