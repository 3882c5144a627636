package io.dbrestore.engine.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.engine.extension.PluginBuilder;
import io.dbrestore.spi.Address;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.jdbc.JdbcDialect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.assertj.core.api.AbstractThrowableAssert;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    private static final Path HERE = Path.of("");
    private static final Dialect H2 = new JdbcDialect("h2", "H2") {};

    @Test
    void aUrlIsOpenedWithTheUserAndThePasswordAndTheDialectOfTheServer() throws SQLException {
        try (Connection first = dataSource("jdbc:h2:mem:login").getConnection("first", "hush")) {
            first.createStatement().execute("CREATE USER guest PASSWORD 'quiet'");

            try (Database database = Database.connect("jdbc:h2:mem:login", HERE, login("guest", "quiet"), with(H2))) {
                assertThat(database.dialect()).isSameAs(H2);
                assertThat(database.handle()
                                .createQuery("SELECT CURRENT_USER")
                                .mapTo(String.class)
                                .one())
                        .isEqualTo("GUEST");
                assertThat(database.isLent()).isFalse();
            }
        }
    }

    @Test
    void theDialectIsTheFirstThatAcceptsTheServerWhosesoeverTheUrlIs() {
        Dialect poser = new JdbcDialect("poser", "H2") {};

        try (Database database = Database.connect("jdbc:h2:mem:", HERE, new Properties(), with(poser, H2))) {
            assertThat(database.dialect()).isSameAs(poser);
        }
    }

    @Test
    void aUrlThatNobodyKnowsIsAnsweredWithWhatThereIs() {
        failure("firebird://me:hush@localhost/shop", with(H2))
                .hasMessage("no dialect for firebird://localhost/shop. Loaded: h2. Nothing was read or written.")
                .hasFieldOrPropertyWithValue("failure", Failure.CONNECTION)
                .extracting(e -> ((DbRestoreException) e).hint())
                .asString()
                .contains("class path");
    }

    @Test
    @Tag("case-94")
    void aPluginFolderIsNamedWithWhatIsWrongInIt(@TempDir Path scratch) {
        Path folder = scratch.resolve("plugins");
        new PluginBuilder(scratch, "bad").build(folder.resolve("bad.jar"));
        new PluginBuilder(scratch, "good")
                .source("a.Good", PluginBuilder.dialect("a", "Good", "good", 0, ""))
                .index("a.Good")
                .build(folder.resolve("good.jar"));

        try (Extensions extensions = Extensions.in(folder)) {
            failure("jdbc:firebird://localhost/shop", extensions)
                    .hasMessageStartingWith("no dialect for jdbc:firebird://localhost/shop. Loaded: good; 2 plugins in "
                            + folder + ". Plugin bad has no META-INF/extensions.idx");
        }
    }

    @Test
    @Tag("case-94")
    void aDriverComesFromItsPluginAndItsClassesFromItsJarFirst(@TempDir Path scratch) {
        Path folder = scratch.resolve("plugins");
        new PluginBuilder(scratch, "fake")
                .source("a.Fake", PluginBuilder.dialect("a", "Fake", "fake", 0, ""))
                .source("a.FakeDriver", FAKE_DRIVER)
                .index("a.Fake")
                .entry("META-INF/services/java.sql.Driver", "a.FakeDriver\n")
                .build(folder.resolve("fake.jar"));

        try (Extensions extensions = Extensions.in(folder)) {
            failure("jdbc:fake:db?password=hush", extensions)
                    .hasMessage("cannot connect to jdbc:fake:db: no login, password=***, at jdbc:fake:db")
                    .hasNoCause();
        }
    }

    @Test
    @Tag("case-94")
    void aMissingDriverIsNamed() {
        Dialect dialect = new JdbcDialect("nodriver", "None") {};

        failure("jdbc:nodriver://localhost/shop", with(dialect))
                .hasMessage("cannot connect to jdbc:nodriver://localhost/shop: no JDBC driver takes"
                        + " jdbc:nodriver://localhost/shop.")
                .hasFieldOrPropertyWithValue("failure", Failure.CONNECTION);
    }

    @Test
    @Tag("case-87")
    void aRefusedLoginSaysWhatTheServerSaysWithoutThePassword() throws SQLException {
        try (Connection first = dataSource("jdbc:h2:mem:refusing").getConnection("first", "hush")) {
            assertThat(first.isValid(0)).isTrue();

            failure("jdbc:h2:mem:refusing;USER=first;PASSWORD=wrong-secret", with(H2))
                    .hasMessageStartingWith("cannot connect to jdbc:h2:mem:refusing: Wrong user name or password")
                    .hasMessageNotContaining("secret")
                    .hasNoCause();
        }
    }

    @Test
    @Tag("case-87")
    void aUrlThatTheDriverRefusesIsNotRepeatedWithItsPassword() {
        failure("jdbc:h2:mem:x;PASSWORD=hush;NO_SUCH_SETTING=1", with(H2)).hasMessageNotContaining("hush");
    }

    @Test
    void whatADialectSaysOfAUrlOfItsOwnIsToldToTheUser() {
        Dialect files = new JdbcDialect("h2", "H2") {
            @Override
            public Optional<Address> address(String url, Path folder) throws SQLException {
                throw new SQLException("there is no file dev.db in " + folder);
            }
        };

        failure("file:dev.db", with(files)).hasMessage("cannot connect to file:dev.db: there is no file dev.db in ");
    }

    @Test
    @Tag("case-94")
    void aDialectThatThrowsDoesNotStopTheOthers() {
        Dialect broken = new JdbcDialect("broken", "Broken") {
            @Override
            public Optional<Address> address(String url, Path folder) {
                throw new IllegalStateException("broken address");
            }

            @Override
            public boolean accepts(DatabaseMetaData database) {
                throw new NoClassDefFoundError("com/example/Missing");
            }
        };

        try (Database database = Database.connect("jdbc:h2:mem:", HERE, new Properties(), with(broken, H2))) {
            assertThat(database.dialect()).isSameAs(H2);
        }
        failure("jdbc:h2:mem:", with(broken))
                .hasMessageContaining("connected, but no dialect is for H2 2.")
                .hasMessageContaining("NoClassDefFoundError: com/example/Missing");
        failure("nothing:", with(broken)).hasMessageContaining("IllegalStateException: broken address");
    }

    @Test
    @Tag("case-67")
    void aDialectThatRefusesADatabaseSaysWhyUnlessAnotherTakesIt() {
        Dialect refusing = new JdbcDialect("refusing", "H2") {
            @Override
            public boolean accepts(DatabaseMetaData database) throws SQLException {
                throw new SQLFeatureNotSupportedException("the server is too old; password=hush");
            }
        };

        failure("jdbc:h2:mem:", with(refusing))
                .hasMessage("connected, but the server is too old; password=***. Nothing was read or written.")
                .hasFieldOrPropertyWithValue("failure", Failure.CONNECTION);
        try (Database database = Database.connect("jdbc:h2:mem:", HERE, new Properties(), with(refusing, H2))) {
            assertThat(database.dialect()).isSameAs(H2);
        }
    }

    @Test
    void theDialectOfTheUrlKnowsBestWhatToDoAboutAFailure() {
        Dialect advising = new JdbcDialect("h2", "H2") {
            @Override
            public String advice(SQLException failure) {
                return "90146".equals(failure.getSQLState()) ? "Make the database first." : "";
            }
        };

        failure("jdbc:h2:mem:none;IFEXISTS=TRUE", with(advising))
                .hasFieldOrPropertyWithValue("hint", "Make the database first.");
        failure("jdbc:h2:mem:x;NO_SUCH_SETTING=1", with(advising))
                .extracting(e -> ((DbRestoreException) e).hint())
                .asString()
                .startsWith("Check that the server runs");
    }

    @Test
    void aLentConnectionStaysOpenAndInItsTransaction() throws SQLException {
        try (Connection connection = dataSource("jdbc:h2:mem:").getConnection()) {
            connection.createStatement().execute("CREATE TABLE t (id INT)");
            connection.setAutoCommit(false);
            connection.createStatement().execute("INSERT INTO t VALUES (1)");

            try (Database database = Database.on(connection, with(H2))) {
                assertThat(database.isLent()).isTrue();
                assertThat(database.handle().execute("INSERT INTO t VALUES (2)"))
                        .isEqualTo(1);
            }

            assertThat(connection.isClosed()).isFalse();
            assertThat(connection.getAutoCommit()).isFalse();
            try (var rows = connection.createStatement().executeQuery("SELECT COUNT(*) FROM t")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(2);
            }
        }
    }

    @Test
    void aConnectionOfADataSourceIsGivenBack() {
        Database database = Database.from(dataSource("jdbc:h2:mem:"), with(H2));
        Connection connection = database.handle().getConnection();

        database.close();

        assertThat(connection).satisfies(closed -> assertThat(closed.isClosed()).isTrue());
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> failure(String url, Extensions extensions) {
        return assertThatThrownBy(() -> Database.connect(url, HERE, new Properties(), extensions))
                .asInstanceOf(throwable(DbRestoreException.class));
    }

    private static Extensions with(Dialect... dialects) {
        return Extensions.of(List.of(dialects), List.of(), List.of());
    }

    private static JdbcDataSource dataSource(String url) {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL(url);
        return dataSource;
    }

    private static Properties login(String user, String password) {
        Properties login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", password);
        return login;
    }

    private static final String FAKE_DRIVER = """
            package a;
            public class FakeDriver implements java.sql.Driver {
                public boolean acceptsURL(String url) { return url.startsWith("jdbc:fake:"); }
                public java.sql.Connection connect(String url, java.util.Properties p) throws java.sql.SQLException {
                    throw new java.sql.SQLException("no login, password=hush, at " + url);
                }
                public java.sql.DriverPropertyInfo[] getPropertyInfo(String url, java.util.Properties p) { return null; }
                public int getMajorVersion() { return 1; }
                public int getMinorVersion() { return 0; }
                public boolean jdbcCompliant() { return false; }
                public java.util.logging.Logger getParentLogger() { return null; }
            }
            """;
}
