package io.dbrestore.dialect.mysql.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbrestore.testserver.MariaDbServer;
import io.dbrestore.testserver.MySqlServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What is advised about failures of real servers, each provoked there. What is advised to whom another restore keeps out
 * {@link SessionTest} reads, and what to whom does not get in {@code ConnectionErrorsTest}.
 *
 * <p>Not provoked is the advice about 3, 1021, 1026 and 1030, a full disk: it takes a file system of its own, which takes
 * root; that 1114 gets the same words is seen here. Nor is 1206, for which it takes a million locks.
 */
@Tag("case-45")
class AdviceTest {

    /** Joins enough to be interrupted in. */
    private static final String LONG_QUERY = "SELECT COUNT(*) FROM information_schema.COLUMNS a JOIN"
            + " information_schema.COLUMNS b JOIN information_schema.COLUMNS c WHERE a.COLUMN_NAME <> b.COLUMN_DEFAULT";

    private final List<String> users = new ArrayList<>();
    private SessionDatabase database;

    @BeforeEach
    void create() throws SQLException {
        database = SessionDatabase.create();
        database.run(
                "CREATE TABLE t (id integer PRIMARY KEY, v varchar(3))", "INSERT INTO t VALUES (1, 'a'), (2, 'b')");
    }

    @AfterEach
    void dropUsers() throws SQLException {
        for (String user : users) {
            database.run("DROP USER " + user);
        }
    }

    /** Something that fails. */
    @FunctionalInterface
    private interface Failing {
        void run() throws SQLException;
    }

    /**
     * What is advised about a failure.
     *
     * @param number of the error that the server is to report
     */
    private static String advice(int number, Failing failing) {
        SQLException failure = catchThrowableOfType(SQLException.class, failing::run);
        assertThat((Throwable) failure).isNotNull();
        assertThat(failure.getErrorCode()).as(failure.getMessage()).isEqualTo(number);
        return Advice.about(failure);
    }

    /** Runs statements over one connection. */
    private Failing running(String... statements) {
        return () -> database.run(statements);
    }

    /** Runs a statement as a user who has been granted some rights. */
    private Failing as(String rights, String statement) throws SQLException {
        String user = "a" + users.size() + "_" + database.name();
        users.add(user);
        database.run("CREATE USER " + user + " IDENTIFIED BY 'secret'", "GRANT " + rights + " TO " + user);
        return () -> {
            try (Connection connection = MySqlServer.connect(MySqlServer.as(user, "secret", database.url()))) {
                SessionDatabase.run(connection, statement);
            }
        };
    }

    @Test
    void aRightThatIsMissingIsGranted() throws SQLException {
        assertThat(advice(1142, as("SELECT ON " + database.name() + ".*", "INSERT INTO t VALUES (3, 'c')")))
                .contains("GRANT SELECT, SHOW VIEW, TRIGGER, INSERT");
        assertThat(advice(1143, as("SELECT (id) ON " + database.name() + ".t", "SELECT v FROM t")))
                .contains("GRANT SELECT, SHOW VIEW, TRIGGER, INSERT");
    }

    @Test
    void aRightThatTheMessageNamesIsGrantedByAnAdministrator() throws SQLException {
        database.run("CREATE PROCEDURE p () SELECT 1");

        assertThat(advice(1227, as("SELECT ON " + database.name() + ".*", "SET GLOBAL max_connections = 100")))
                .contains("names a right that this user lacks");
        assertThat(advice(1370, as("SELECT ON " + database.name() + ".*", "CALL p()")))
                .contains("names a right that this user lacks");
    }

    @Test
    @Tag("case-46")
    void whoeverHoldsALockIsLookedFor() throws SQLException {
        try (Connection holder = database.connect()) {
            SessionDatabase.run(holder, "BEGIN", "UPDATE t SET v = 'x'");

            assertThat(advice(1205, running("SET innodb_lock_wait_timeout = 1", "UPDATE t SET v = 'y'")))
                    .contains("SHOW FULL PROCESSLIST");
        }
    }

    @Test
    @Tag("case-46")
    void aDeadlockIsTriedAgain() throws Exception {
        try (Connection one = database.connect();
                Connection other = database.connect()) {
            SessionDatabase.run(one, "BEGIN", "UPDATE t SET v = 'x' WHERE id = 1");
            SessionDatabase.run(other, "BEGIN", "UPDATE t SET v = 'y' WHERE id = 2");
            CompletableFuture<SQLException> first = CompletableFuture.supplyAsync(() -> failure(one, 2));
            SQLException second = failure(other, 1);

            SQLException failure = second.getErrorCode() == 0 ? first.get() : second;

            assertThat(failure.getErrorCode()).isEqualTo(1213);
            assertThat(Advice.about(failure)).contains("ended one of the two");
        }
    }

    /** What an update fails with; an exception without a number if it does not, and its locks are let go. */
    private static SQLException failure(Connection connection, int id) {
        try {
            SessionDatabase.run(connection, "UPDATE t SET v = 'z' WHERE id = " + id, "ROLLBACK");
            return new SQLException();
        } catch (SQLException e) {
            return e;
        }
    }

    @Test
    @Tag("case-46")
    void aSchemaThatChangesMeanwhileIsWaitedFor() throws SQLException {
        try (Connection reader = database.connect()) {
            SessionDatabase.run(reader, "START TRANSACTION WITH CONSISTENT SNAPSHOT");
            database.run("ALTER TABLE t ADD COLUMN w integer, ALGORITHM = COPY");

            assertThat(advice(1412, () -> SessionDatabase.run(reader, "SELECT * FROM t")))
                    .contains("The schema was changed");
        }
        assertThat(advice(1146, running("SELECT * FROM gone"))).contains("The schema was changed");
        assertThat(advice(1051, running("DROP TABLE gone"))).contains("The schema was changed");
    }

    @Test
    void aTransactionOrConnectionThatMayOnlyReadIsNotLent() throws SQLException {
        assertThat(advice(1792, running("START TRANSACTION READ ONLY", "DELETE FROM t")))
                .contains("The transaction that was lent may only read");
        try (Connection connection = database.connect()) {
            connection.setReadOnly(true);

            assertThat(advice(0, () -> SessionDatabase.run(connection, "DELETE FROM t")))
                    .contains("Lend one that may write");
        }
    }

    @Test
    void aFullTableGetsRoom() {
        assertThat(advice(
                        1114,
                        running(
                                "SET max_heap_table_size = 16384",
                                "CREATE TABLE m (v char(255)) ENGINE = MEMORY",
                                "INSERT INTO m SELECT 'x' FROM information_schema.COLUMNS")))
                .contains("is full. Make room there");
    }

    @Test
    void aConnectionThatHoldsLocksIsNotLent() throws SQLException {
        database.run("CREATE TABLE u (id integer PRIMARY KEY)");

        for (Failing failing : List.of(
                (Failing) () -> advised(1099, "LOCK TABLES t READ", "DELETE FROM t"),
                () -> advised(1100, "LOCK TABLES t READ", "SELECT * FROM u"),
                () -> advised(1192, "LOCK TABLES t READ", "FLUSH TABLES WITH READ LOCK"),
                () -> advised(1223, "FLUSH TABLES WITH READ LOCK", "DELETE FROM t"))) {
            failing.run();
        }
    }

    private void advised(int number, String... statements) {
        assertThat(advice(number, running(statements))).contains("Run UNLOCK TABLES in it first");
    }

    @Test
    void aStatementThatIsEndedIsRunAgain() throws Exception {
        try (Connection connection = database.connect()) {
            String id =
                    SessionDatabase.query(connection, "SELECT CONNECTION_ID()").get(0);
            CompletableFuture<Void> killing = CompletableFuture.runAsync(() -> killQuery(id));

            assertThat(advice(1317, () -> SessionDatabase.run(connection, LONG_QUERY)))
                    .contains("ended the statement");
            killing.get();
        }
        if (MySqlServer.IS_MYSQL) {
            assertThat(advice(3024, running("SET max_execution_time = 1", LONG_QUERY)))
                    .contains("a limit of the server, ended the statement");
        } else {
            assertThat(advice(1969, running("SET max_statement_time = 0.001", LONG_QUERY)))
                    .contains("a limit of the server, ended the statement");
        }
    }

    /** As soon as it runs. */
    private void killQuery(String id) {
        try {
            String running =
                    "SELECT ID FROM information_schema.PROCESSLIST WHERE ID = " + id + " AND INFO LIKE '%JOIN%'";
            while (database.query(running).isEmpty()) {
                Thread.onSpinWait();
            }
            database.run("KILL QUERY " + id);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aConnectionThatBreaksIsMadeAgain() throws SQLException {
        try (Connection connection = database.connect()) {
            database.run("KILL CONNECTION "
                    + SessionDatabase.query(connection, "SELECT CONNECTION_ID()")
                            .get(0));

            SQLException failure =
                    catchThrowableOfType(SQLException.class, () -> SessionDatabase.run(connection, "SELECT * FROM t"));

            assertThat(Advice.about(failure)).contains("The connection broke");
        }
    }

    @Test
    @Tag("case-58")
    void aRowThatIsTooLongGetsALargerPacket() throws SQLException {
        try (Connection connection = MySqlServer.connect(database.url() + "&maxAllowedPacket=70000")) {
            String statement = "SELECT '" + "x".repeat(80_000) + "'";

            SQLException failure =
                    catchThrowableOfType(SQLException.class, () -> SessionDatabase.run(connection, statement));

            assertThat(Advice.about(failure)).contains("max_allowed_packet = 1073741824");
        }
        database.run("CREATE TABLE big (v longtext)");
        assertThat(advice(
                        1301,
                        running(
                                "SET sql_mode = 'STRICT_ALL_TABLES'",
                                "INSERT INTO big SELECT REPEAT('x', @@max_allowed_packet + 1)")))
                .contains("max_allowed_packet = 1073741824");
    }

    @Test
    void aValueThatDoesNotFitItsColumnIsExplained() throws SQLException {
        database.run("CREATE TABLE n (id tinyint, e enum('a'))");

        for (String values : List.of("1366 'x', 'a'", "1264 300, 'a'", "1265 1, 'b'")) {
            int number = Integer.parseInt(values.substring(0, 4));
            assertThat(advice(number, running("INSERT INTO n VALUES (" + values.substring(5) + ")")))
                    .contains("cannot take the value");
        }
        assertThat(advice(1406, running("INSERT INTO t VALUES (3, 'long')"))).contains("cannot take the value");
    }

    @Test
    void aServerThatLogsStatementsIsToldToLogRows() throws SQLException {
        assumeTrue(MySqlServer.IS_MYSQL, "the embedded MariaDB logs nothing");

        assertThat(advice(
                        1665,
                        running(
                                "SET SESSION binlog_format = STATEMENT",
                                "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
                                "DELETE FROM t")))
                .contains("binlog_format = ROW");
        assertThat(advice(
                        3748,
                        running(
                                "SET SESSION binlog_format = STATEMENT",
                                "BEGIN",
                                "CREATE TEMPORARY TABLE x (id integer PRIMARY KEY)")))
                .contains("binlog_format = ROW");
    }

    @Test
    void aServerThatIsShortOfMemoryGetsMore() throws SQLException {
        assumeTrue(MySqlServer.IS_MYSQL, "MariaDB sorts with any buffer");
        database.run("CREATE TABLE j (id integer PRIMARY KEY, d json)");
        database.run(
                "INSERT INTO j VALUES (1, JSON_ARRAY(REPEAT('x', 1000000))), (2, JSON_ARRAY(REPEAT('y', 1000000)))");

        assertThat(advice(1038, running("SET sort_buffer_size = 32768", "SELECT d FROM j ORDER BY d")))
                .contains("sort_buffer_size");
    }

    @Test
    @Tag("slow")
    void aServerThatTakesNoWritesIsNotRestoredInto() throws SQLException {
        assumeFalse(MySqlServer.IS_MYSQL, "a server that tests share is not made read-only");
        try (MariaDbServer server = MariaDbServer.start("--read-only", "--max-allowed-packet=1M");
                Connection root = MariaDbServer.connect(server.url("mysql", "root"));
                Connection user = MariaDbServer.connect(userOf(root, server))) {

            assertThat(advice(1290, () -> SessionDatabase.run(user, "INSERT INTO shop.t VALUES (1)")))
                    .contains("This server takes no writes");
        }
    }

    private static String userOf(Connection root, MariaDbServer server) throws SQLException {
        SessionDatabase.run(
                root,
                "CREATE DATABASE shop",
                "CREATE TABLE shop.t (id integer PRIMARY KEY)",
                "CREATE USER me",
                "GRANT ALL ON shop.* TO me");
        return server.url("shop", "me") + "&maxAllowedPacket=100000000";
    }

    @Test
    void whatIsNotKnownGetsNoAdvice() {
        assertThat(advice(1054, running("SELECT nothing FROM t"))).isEmpty();
    }
}
