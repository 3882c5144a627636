package io.dbrestore.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.spi.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users write for a file, and what they are told when there is none. */
@Tag("case-84")
class SqliteAddressTest {

    private final SqliteDialect dialect = new SqliteDialect();

    @TempDir
    Path folder;

    @BeforeEach
    void makeADatabase() throws SQLException {
        new TestFile(folder.resolve("dev.db"), "CREATE TABLE t (a)", "INSERT INTO t VALUES ('here')").close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sqlite:dev.db",
                "sqlite:./dev.db",
                "SQLite:dev.db",
                "sqlite:DIR/dev.db",
                "sqlite://DIR/dev.db",
                "sqlite://dev.db",
                "file:dev.db",
                "file:./dev.db",
                "file:DIR/dev.db",
                "file://DIR/dev.db",
                "file://localhostDIR/dev.db",
                "file:d%65v.db",
                "file:./dev.db?connection_limit=1&socket_timeout=10",
                "file:dev.db?mode=ro",
                "file:dev.db?mode=rwc#fragment",
                "jdbc:sqlite:dev.db",
                "jdbc:sqlite:DIR/dev.db",
                "jdbc:sqlite:file:dev.db?cache=shared",
                "jdbc:sqlite:dev.db?foreign_keys=on&journal_mode=OFF",
                "sqlite:dev.db?immutable=1"
            })
    void everyWayToNameAFileLeadsToIt(String url) throws SQLException {
        assertThat(readThrough(url.replace("DIR", folder.toString()))).isEqualTo("here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b.db", "100%.db", "what?.db", "#1.db", "ü😀.db", "a&b=c;d.db", "it's.db"})
    void aFileMayHaveAnyName(String name) throws Exception {
        Files.copy(folder.resolve("dev.db"), folder.resolve(name));

        assertThat(readThrough("sqlite:" + name)).isEqualTo("here");
    }

    @Test
    void whatIsNotUnderstoodIsNoted() throws SQLException {
        Address address = address("file:./dev.db?connection_limit=1&busy_timeout=100&key=secret");

        assertThat(address.notes())
                .containsExactly("the parameter connection_limit is ignored", "the parameter key is ignored");
        assertThat(address.properties()).containsEntry("busy_timeout", "100");
        assertThat(address.jdbcUrl()).doesNotContain("secret");
    }

    @Test
    void aReadOnlyAddressCannotBeWrittenThrough() throws SQLException {
        Address address = address("sqlite:dev.db?mode=ro");
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.properties());
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("DELETE FROM t")).hasMessageContaining("READONLY");
        }
    }

    @Test
    void aMissingFileIsNamedAndNotCreated() {
        assertThatThrownBy(() -> address("sqlite:data/other.db"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(folder.resolve("data/other.db").toString())
                .hasMessageContaining("does not create databases");

        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void aFileThatVanishesAfterwardsIsNotCreatedEither() throws Exception {
        Address address = address("sqlite:dev.db");
        Files.delete(folder.resolve("dev.db"));

        assertThatThrownBy(() -> {
                    try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.properties())) {
                        connection.createStatement().execute("SELECT * FROM t");
                    }
                })
                .isInstanceOf(SQLException.class);
        assertThat(folder.resolve("dev.db")).doesNotExist();
    }

    @Test
    void theTripleSlashOfOtherToolsIsExplained() {
        assertThatThrownBy(() -> address("sqlite:///dev.db")).hasMessageContaining("write sqlite:dev.db");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:sqlite:",
                "jdbc:sqlite::memory:",
                "sqlite::memory:",
                "file::memory:?cache=shared",
                "file:x?mode=memory"
            })
    void aDatabaseInMemoryIsRefusedWithTheReason(String url) {
        assertThatThrownBy(() -> address(url))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("every connection has one of its own");
    }

    @Test
    void whatIsNoDatabaseIsNamed() throws IOException {
        Files.writeString(folder.resolve("text"), "This is no database, whatever its name says.");
        Files.writeString(folder.resolve("short"), "S");
        Files.createFile(folder.resolve("empty"));

        assertThatThrownBy(() -> address("sqlite:text"))
                .hasMessageContaining("not a SQLite database, or it is encrypted");
        assertThatThrownBy(() -> address("sqlite:short")).hasMessageContaining("not a SQLite database");
        assertThatThrownBy(() -> address("sqlite:.")).hasMessageContaining("is a folder");
    }

    @Test
    void anEmptyFileIsAnEmptyDatabase() throws Exception {
        Files.createFile(folder.resolve("empty"));
        try (var handle = TestFile.asUser(folder.resolve("empty"))) {
            assertThat(dialect.catalog(handle).tables()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"postgres://localhost/shop", "jdbc:postgresql:shop", "dev.db", "/srv/dev.db", "jdbc:h2:file:x"})
    void otherAddressesAreLeftToOthers(String url) throws SQLException {
        assertThat(dialect.address(url, folder)).isEmpty();
    }

    private Address address(String url) throws SQLException {
        return dialect.address(url, folder).orElseThrow();
    }

    private String readThrough(String url) throws SQLException {
        Address address = address(url);
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.properties());
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT a FROM t")) {
            return rows.getString(1);
        }
    }
}
