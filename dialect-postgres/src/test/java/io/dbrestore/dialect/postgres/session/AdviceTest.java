package io.dbrestore.dialect.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dbrestore.testserver.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is advised about failures of real servers. */
@Tag("case-45")
class AdviceTest {

    private OwnedDatabase database;

    @BeforeEach
    void create() throws SQLException {
        database = OwnedDatabase.create();
    }

    private static String advice(ThrowingCallable failing) {
        SQLException failure = catchThrowableOfType(SQLException.class, failing);
        assertThat((Throwable) failure).isNotNull();
        return Advice.about(failure);
    }

    @Test
    void aDatabaseThatIsMissingIsCreated() {
        PostgresServer server = PostgresServer.shared();

        assertThat(advice(() -> PostgresServer.connect(server.url("nowhere", "postgres"))))
                .contains("createdb");
    }

    @Test
    void aRoleThatIsMissingIsNamedAsTheReason() {
        PostgresServer server = PostgresServer.shared();

        assertThat(advice(() -> PostgresServer.connect(server.url("postgres", "nobody_there"))))
                .contains("Check the user");
    }

    @Test
    void aServerThatDoesNotAnswerIsLookedFor() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";

        assertThat(advice(() -> PostgresServer.connect(url))).contains("pg_isready");
    }

    @Test
    void aRightThatIsMissingIsGranted() throws SQLException {
        String role = database.another("stranger");
        database.asOwner("CREATE TABLE t (id integer)");

        assertThat(advice(() -> database.as(role, "SELECT * FROM app.t"))).contains("GRANT USAGE ON SCHEMA");
        database.asOwner("GRANT USAGE ON SCHEMA app TO " + role);
        assertThat(advice(() -> database.as(role, "SELECT * FROM app.t"))).contains("GRANT SELECT, INSERT");
    }

    @Test
    @Tag("case-46")
    void whoeverHoldsALockIsLookedFor() throws SQLException {
        database.asOwner("CREATE TABLE t (id integer)");
        try (Connection holder = database.connect(database.owner())) {
            OwnedDatabase.run(holder, "BEGIN; LOCK TABLE t");

            assertThat(advice(() -> database.asOwner("SET lock_timeout = '10ms'; SELECT * FROM t")))
                    .contains("pg_stat_activity");
        }
    }

    @Test
    @Tag("case-51")
    void aCharacterThatTheEncodingLacksNeedsAnotherEncoding() throws SQLException {
        String url = PostgresServer.shared().newDatabase("TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'");

        assertThat(advice(() -> {
                    try (Connection connection = PostgresServer.connect(url)) {
                        OwnedDatabase.run(connection, "SELECT '\u20ac'");
                    }
                }))
                .contains("ENCODING 'UTF8'");
    }

    @Test
    void whatIsNotKnownGetsNoAdvice() {
        assertThat(advice(() -> database.asOwner("SELECT 1 / 0"))).isEmpty();
    }
}
