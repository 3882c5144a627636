package io.dbrestore.dialect.mysql.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.conf.PropertyKey;
import io.dbrestore.spi.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlAddressTest {

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mysql://me@db.example.com:3307/shop             | //db.example.com:3307/shop | me
            mariadb://me@localhost/shop                     | //localhost:3306/shop      | me
            MYSQL://me@localhost/shop                       | //localhost:3306/shop      | me
            mysql2://me@localhost/shop                      | //localhost:3306/shop      | me
            mysql+pymysql://me@localhost/shop               | //localhost:3306/shop      | me
            mariadb+mariadbconnector://me@localhost/shop    | //localhost:3306/shop      | me
            jdbc:mysql://localhost/shop?user=me             | //localhost:3306/shop      | me
            jdbc:mysql://me@localhost/shop                  | //localhost:3306/shop      | me
            jdbc:mariadb://localhost:3307/shop?user=me      | //localhost:3307/shop      | me
            mysql://me@[::1]:3307/shop                      | //[::1]:3307/shop          | me
            mysql://m%40e@localhost/shop%20dev%2F1          | //localhost:3306/shop%20dev%2F1 | m@e
            mysql:///?host=h&database=d&user=u&port=7       | //h:7/d                    | u
            mysql://me@localhost/shop?charset=utf8mb4       | //localhost:3306/shop      | me
            """)
    void aUrlSaysWhereToGo(String url, String place, String user) throws SQLException {
        Address address = address(url);

        assertThat(address.jdbcUrl()).isEqualTo("jdbc:mysql:" + place);
        assertThat(address.properties()).containsEntry("user", user);
        assertThat(address.notes()).isEmpty();
    }

    @ParameterizedTest
    @Tag("case-87")
    @CsvSource(delimiter = '|', textBlock = """
            mysql://me:s3cret@localhost/shop                 | s3cret
            mysql://me:p%40ss%2Fw%C3%B6rd%25@localhost/shop  | p@ss/wörd%
            mysql://me:p@ss@localhost/shop                   | p@ss
            mysql://me:a:b@localhost/shop                    | a:b
            mysql://me:a#b@localhost/shop                    | a#b
            mysql://me:a?b@localhost/shop                    | a?b
            mysql://me:a+b@localhost/shop                    | a+b
            mysql://me@localhost/shop?password=a%26b         | a&b
            jdbc:mysql://localhost/shop?password=a%2Bb       | a+b
            """)
    void aPasswordIsAPropertyAndNeverInTheUrl(String url, String password) throws SQLException {
        Address address = address(url);

        assertThat(address.properties()).containsEntry("password", password);
        assertThat(address.jdbcUrl()).isEqualTo("jdbc:mysql://localhost:3306/shop");
        assertThat(address.toString()).doesNotContain(password);
        assertThat(address.notes()).isEmpty();
    }

    @ParameterizedTest
    @Tag("case-87")
    @ValueSource(
            strings = {
                "mysql://me:s3cret/x@localhost/shop",
                "mysql://me:s3cret%@localhost/shop",
                "mysql://me:s3cret%zz@localhost/shop",
                "mysql://localhost:s3cret/shop",
                "mysql://s3 cret/shop",
                "mysql://localhost:99999/shop?s3cret",
                "mysql://me:s3cret@localhost",
                "mysql://[::1/s3cret",
                "mysql://localhost/shop?ssl-mode=s3cret",
                "mysql://localhost/shop?connect_timeout=s3cret",
                "mysql://localhost/shop?s3cret=%",
                "mysql://localhost/shop?ssl-key=s3cret.pem"
            })
    void whatCannotBeRightIsRefusedWithoutRepeatingAnyOfIt(String url) {
        assertThatThrownBy(() -> address(url))
                .isInstanceOf(SQLException.class)
                .hasNoCause()
                .extracting(Throwable::getMessage)
                .asString()
                .hasSizeGreaterThan(20)
                .doesNotContain("cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"postgres://localhost/shop", "sqlite:shop.db", "mysqlx://localhost/shop", "shop", "jdbc:h2:mem:x"
            })
    void aUrlOfAnotherDatabaseIsNone(String url) throws SQLException {
        assertThat(MySqlAddress.of(url, folder, environment, folder)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://a:1,b:2/shop",
                "jdbc:mysql:loadbalance://a,b/shop",
                "jdbc:mysql:replication://a,b/shop",
                "jdbc:mysql://address=(host=a)(port=1)/shop",
                "jdbc:mysql+srv://a/shop"
            })
    void whatOnlyTheDriverUnderstandsIsLeftToIt(String url) throws SQLException {
        assertThat(address(url).jdbcUrl()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                          | PREFERRED
            ?ssl-mode=REQUIRED                          | REQUIRED
            ?sslmode=verify-full                        | VERIFY_IDENTITY
            ?ssl_mode=verify_ca                         | VERIFY_CA
            ?sslMode=DISABLED                           | DISABLED
            ?sslMode=trust                              | REQUIRED
            ?useSSL=false                               | DISABLED
            ?useSSL=true&verifyServerCertificate=true   | VERIFY_CA
            ?requireSSL=true                            | REQUIRED
            ?ssl=true                                   | REQUIRED
            ?ssl={"rejectUnauthorized":true}            | VERIFY_IDENTITY
            ?ssl={"rejectUnauthorized":false}           | REQUIRED
            ?tls=skip-verify                            | REQUIRED
            ?sslaccept=strict                           | VERIFY_IDENTITY
            ?sslaccept=accept_invalid_certs             | REQUIRED
            ?ssl_disabled=true                          | DISABLED
            """)
    void everybodysWordsForTlsAreUnderstood(String parameters, String mode) throws SQLException {
        Address address = address("mysql://me@localhost/shop" + parameters);

        assertThat(address.properties()).containsEntry("sslMode", mode);
        assertThat(address.notes()).isEmpty();
    }

    @Test
    void timesAreInTheUnitOfWhoseParameterItIs() throws SQLException {
        assertThat(address("mysql://me@h/d?connect_timeout=7").properties()).containsEntry("connectTimeout", "7000");
        assertThat(address("mysql://me@h/d?timeout=7s").properties()).containsEntry("connectTimeout", "7000");
        assertThat(address("mysql://me@h/d?connectTimeout=700").properties()).containsEntry("connectTimeout", "700");
    }

    @Test
    void whatIsAboutPoolsAndValuesIsPassedOverAndWhatNobodyKnowsIsNoted() throws SQLException {
        Address address = address("mysql://me@h/d?connection_limit=5&zeroDateTimeBehavior=convertToNull&surprise=1");

        assertThat(address.notes()).containsExactly("the parameter surprise is ignored");
        assertThat(address.properties()).doesNotContainKeys("zeroDateTimeBehavior", "surprise", "connection_limit");
    }

    @Test
    void aServerIsNeverGivenFilesOfThisMachine() throws SQLException {
        assertThat(address("mysql://me@localhost/shop?allowLoadLocalInfile=true")
                        .properties())
                .containsEntry("allowLoadLocalInfile", "false");
    }

    @Test
    void everyPropertyIsOneThatTheDriverKnows() throws SQLException {
        Address address = address("mysql://me:p@127.0.0.1/d?compress=true&tls-version=TLSv1.3&sessionVariables=a=1");

        assertThat(address.properties().stringPropertyNames())
                .allMatch(name -> PropertyKey.fromValue(name) != null, "known to the driver");
    }

    @Test
    void whatAUrlLeavesOpenIsInTheOptionFile() throws SQLException, IOException {
        Files.writeString(folder.resolve(".my.cnf"), """
                [mysqld]
                port=9
                [client]
                # the developers' server
                host = db.internal
                port=3310
                user=dev
                password="s3 cret#1"
                ssl-mode = REQUIRED
                default-character-set=utf8mb4
                [mysqldump]
                user=other
                """);

        Address address = address("mysql:///shop");

        assertThat(address.jdbcUrl()).isEqualTo("jdbc:mysql://db.internal:3310/shop");
        assertThat(address.properties())
                .containsEntry("user", "dev")
                .containsEntry("password", "s3 cret#1")
                .containsEntry("sslMode", "REQUIRED");
        assertThat(address.notes()).isEmpty();
        assertThat(address("mysql://me@other/shop").properties()).containsEntry("user", "me");
        assertThat(address("jdbc:mysql://localhost/shop").jdbcUrl()).isEqualTo("jdbc:mysql://localhost:3306/shop");
    }

    @Test
    void variablesStandAboveTheOptionFile() throws SQLException, IOException {
        Files.writeString(folder.resolve(".my.cnf"), "[client]\nhost=a\npassword=b\n");
        environment.put("MYSQL_HOST", "c");
        environment.put("MYSQL_TCP_PORT", "3311");
        environment.put("MYSQL_PWD", "d");

        Address address = address("mysql://me@/shop");

        assertThat(address.jdbcUrl()).isEqualTo("jdbc:mysql://c:3311/shop");
        assertThat(address.properties()).containsEntry("password", "d");
    }

    @Test
    void aSocketThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> address("mysql://me@localhost/shop?socket=/nowhere/mysqld.sock"))
                .hasMessageContaining("there is no socket /nowhere/mysqld.sock")
                .hasMessageContaining("SELECT @@socket");
    }

    @Test
    void aCertificateThatIsNoneIsSaid() throws IOException {
        Files.writeString(folder.resolve("ca.pem"), "nothing");

        assertThatThrownBy(() -> address("mysql://me@localhost/shop?ssl-ca=ca.pem"))
                .hasMessageContaining("the authority's certificate in " + folder.resolve("ca.pem") + " cannot be used");
        assertThatThrownBy(() -> address("mysql://me@localhost/shop?ssl-ca=other.pem"))
                .hasMessageContaining("other.pem, which the URL names for TLS, cannot be read");
    }

    private Address address(String url) throws SQLException {
        return MySqlAddress.of(url, folder, environment, folder).orElseThrow();
    }
}
