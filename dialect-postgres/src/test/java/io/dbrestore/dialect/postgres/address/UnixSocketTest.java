package io.dbrestore.dialect.postgres.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dbrestore.dialect.postgres.PostgresDialect;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.spi.jdbc.UnixSocket;
import io.dbrestore.testserver.PostgresServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

@Timeout(60)
class UnixSocketTest {

    @TempDir
    private Path folder;

    @Test
    void aServerIsReachedThroughItsSocketHoweverThatIsWritten() {
        PostgresServer server = PostgresServer.shared();
        Path socket = server.socketFolder();

        for (String url : List.of(
                "postgres://postgres@/postgres?host=" + socket + "&port=" + server.port(),
                "postgres://postgres@" + socket.toString().replace("/", "%2F") + ":" + server.port() + "/postgres",
                "postgres:///postgres?user=postgres&sslmode=require&host="
                        + socket.resolve(".s.PGSQL." + server.port()))) {
            try (Database database = connect(url)) {
                assertThat(one(database, "SELECT coalesce(host(inet_client_addr()), 'none')"))
                        .as(url)
                        .isEqualTo("none");
            }
        }
    }

    @Test
    void fiftyMegabytesGoThroughBothWaysUnharmed() throws Exception {
        try (Database database = connectToShared()) {
            Connection connection = database.handle().getConnection();
            connection.setAutoCommit(false);
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            database.handle().execute("CREATE TEMPORARY TABLE big (id int, value text)");
            database.handle()
                    .execute("INSERT INTO big SELECT i, repeat(md5(i::text), 160) FROM generate_series(1, 10000) i");
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            copy.copyOut("COPY big TO STDOUT", out);
            String hash = one(database, "SELECT md5(string_agg(id || value, '' ORDER BY id)) FROM big");
            database.handle().execute("TRUNCATE big");
            copy.copyIn("COPY big FROM STDIN", new StringReader(out.toString(StandardCharsets.US_ASCII)));

            assertThat(out.size()).isGreaterThan(50_000_000);
            assertThat(one(database, "SELECT md5(string_agg(id || value, '' ORDER BY id)) FROM big"))
                    .isEqualTo(hash);
            connection.rollback();
        }
    }

    @Test
    void oneHugeValueComesWhole() {
        try (Database database = connectToShared()) {
            assertThat(one(database, "SELECT repeat('x', 30000000)")).hasSize(30_000_000);
        }
    }

    @Test
    void aStatementIsCancelledThroughASocketOfItsOwn() throws Exception {
        try (Database database = connectToShared();
                Statement statement = database.handle().getConnection().createStatement()) {
            CountDownLatch done = new CountDownLatch(1);
            Thread canceller = new Thread(() -> {
                try {
                    while (!done.await(20, TimeUnit.MILLISECONDS)) {
                        statement.cancel(); // again, until one arrives while the statement runs
                    }
                } catch (SQLException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            canceller.start();

            assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(50)"))
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("57014");
            done.countDown();
            canceller.join();
        }
    }

    @Test
    void aTimeoutOfTheNetworkEndsAWait() {
        try (Database database = connectToShared()) {
            Connection connection = database.handle().getConnection();

            assertThatThrownBy(() -> {
                        connection.setNetworkTimeout(Runnable::run, 200);
                        connection.createStatement().execute("SELECT pg_sleep(50)");
                    })
                    .isInstanceOf(SQLException.class)
                    .hasRootCauseInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void beingInterruptedEndsNoWaitAndIsRemembered() throws Exception {
        try (Database database = connectToShared();
                Statement statement = database.handle().getConnection().createStatement()) {
            Thread.currentThread().interrupt();

            statement.execute("SELECT pg_sleep(0.1)");

            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aServerThatEndsEndsTheConnection() throws Exception {
        try (Database database = connectToShared();
                Database killer = connectToShared()) {
            String backend = one(database, "SELECT pg_backend_pid()");
            assertThat(one(killer, "SELECT pg_terminate_backend(" + backend + ")"))
                    .isIn("t", "true");

            assertThatThrownBy(() -> one(database, "SELECT 1")).hasCauseInstanceOf(SQLException.class);
        }
    }

    @Test
    void nobodyAtTheSocketIsSaid() throws Exception {
        Path path = folder.resolve(".s.PGSQL.5432");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path)); // closing leaves the file, as a killed server does
        }

        assertThatThrownBy(() -> connect("postgres:///shop?host=" + folder))
                .hasMessageContaining("no server answers at the socket " + path);
    }

    @Test
    void readingTimesOutAndGoesOnAfterwards() throws Exception {
        try (ServerSocketChannel server = listen();
                UnixSocket socket = connected();
                SocketChannel peer = server.accept()) {
            socket.setSoTimeout(50);

            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            peer.write(ByteBuffer.wrap(new byte[] {7, (byte) 200}));

            assertThat(socket.getInputStream().read()).isEqualTo(7);
            assertThat(socket.getInputStream().read()).isEqualTo(200);
            peer.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    @SuppressWarnings("try") // closing is what this is about
    void closingEndsAReaderAndAWriterThatWait() throws Exception {
        try (ServerSocketChannel server = listen();
                UnixSocket socket = connected();
                SocketChannel peer = server.accept()) {
            CompletableFuture<Throwable> reader =
                    failureOf(() -> socket.getInputStream().read());
            CompletableFuture<Throwable> writer = failureOf(() -> {
                while (true) {
                    socket.getOutputStream().write(new byte[1_000_000]); // until the peer's buffer is full
                }
            });
            while (peer.read(ByteBuffer.allocate(1)) < 1) {
                Thread.onSpinWait();
            }

            socket.close();

            assertThat(reader.get(10, TimeUnit.SECONDS)).isInstanceOf(SocketException.class);
            assertThat(writer.get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
            assertThat(socket.isClosed()).isTrue();
        }
    }

    @Test
    void readingAndWritingDoNotWaitForEachOther() throws Exception {
        try (ServerSocketChannel server = listen();
                UnixSocket socket = connected();
                SocketChannel peer = server.accept()) {
            CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return socket.getInputStream().read();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });

            socket.getOutputStream().write(3);
            ByteBuffer question = ByteBuffer.allocate(1);
            peer.read(question);
            peer.write(question.flip());

            assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(3);
        }
    }

    private ServerSocketChannel listen() throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(folder.resolve("s")));
    }

    private UnixSocket connected() throws IOException {
        UnixSocket socket =
                (UnixSocket) new UnixSocketFactory(folder.resolve("s").toString()).createSocket();
        socket.connect(InetSocketAddress.createUnresolved("nowhere", 1), 0);
        return socket;
    }

    private static CompletableFuture<Throwable> failureOf(ThrowingCallable call) {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread thread = new Thread(() -> failure.complete(catchThrowable(call)));
        thread.setDaemon(true);
        thread.start();
        return failure;
    }

    private static String one(Database database, String query) {
        Handle handle = database.handle();
        return handle.createQuery(query).mapTo(String.class).one();
    }

    private static Database connectToShared() {
        PostgresServer server = PostgresServer.shared();
        return connect("postgres://postgres@/postgres?host=" + server.socketFolder() + "&port=" + server.port());
    }

    private static Database connect(String url) {
        return Database.connect(
                url,
                Path.of(""),
                new Properties(),
                Extensions.of(List.of(new PostgresDialect()), List.of(), List.of()));
    }
}
