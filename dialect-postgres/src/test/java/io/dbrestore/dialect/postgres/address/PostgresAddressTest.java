package io.dbrestore.dialect.postgres.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.spi.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

class PostgresAddressTest {

    private static final String ME = System.getProperty("user.name");

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postgres://me@db.example.com:5433/shop          | //db.example.com:5433/shop | me
            postgresql://me@localhost/shop                  | //localhost:5432/shop      | me
            POSTGRES://me@localhost/shop                    | //localhost:5432/shop      | me
            postgresql+psycopg2://me@localhost/shop         | //localhost:5432/shop      | me
            postgresql+asyncpg://me@localhost/shop          | //localhost:5432/shop      | me
            postgis://me@localhost/shop                     | //localhost:5432/shop      | me
            pgsql://me@localhost/shop                       | //localhost:5432/shop      | me
            jdbc:postgresql://localhost/shop?user=me        | //localhost:5432/shop      | me
            jdbc:postgresql://me@localhost/shop             | //localhost:5432/shop      | me
            jdbc:postgresql:shop?user=me                    | //localhost:5432/shop      | me
            jdbc:postgresql:/?user=me                       | //localhost:5432/me        | me
            jdbc:postgresql://?user=me                      | //localhost:5432/me        | me
            postgres://me@[::1]:5433/shop                   | //[::1]:5433/shop          | me
            postgres://me@[2001:db8::7]/shop                | //[2001:db8::7]:5432/shop  | me
            postgres://m%40e@localhost/shop%20dev%2F1       | //localhost:5432/shop%20dev%2F1 | m@e
            postgres://me@a:1,b,[::1]:3/shop                | //a:1,b:5432,[::1]:3/shop  | me
            postgres://me@a,b/shop?port=5433                | //a:5433,b:5433/shop       | me
            postgres://me@/shop?host=a,b&port=1,2           | //a:1,b:2/shop             | me
            postgres:///?host=h&dbname=d&user=u&port=7      | //h:7/d                    | u
            postgres:///shop?hostaddr=10.0.0.1&user=me      | //10.0.0.1:5432/shop       | me
            postgres://me@localhost                         | //localhost:5432/me        | me
            postgres://me@localhost?sslmode=disable         | //localhost:5432/me        | me
            postgres://me@localhost?application_name=a@b    | //localhost:5432/me        | me
            """)
    void aUrlSaysWhereToGo(String url, String place, String user) throws SQLException {
        Address address = address(url);

        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql:" + place);
        assertThat(address.properties()).containsEntry("user", user);
        assertThat(address.notes()).isEmpty();
    }

    @ParameterizedTest
    @Tag("case-87")
    @CsvSource(delimiter = '|', textBlock = """
            postgres://me:s3cret@localhost/shop                 | s3cret
            postgres://me:p%40ss%2Fw%C3%B6rd%25@localhost/shop  | p@ss/wörd%
            postgres://me:p@ss@localhost/shop                   | p@ss
            postgres://me:a:b@localhost/shop                    | a:b
            postgres://me:a#b@localhost/shop                    | a#b
            postgres://me:a?b@localhost/shop                    | a?b
            postgres://me:a+b@localhost/shop                    | a+b
            postgres://me@localhost/shop?password=a%26b         | a&b
            jdbc:postgresql://localhost/shop?password=a%2Bb     | a+b
            """)
    void aPasswordIsAPropertyAndNeverInTheUrl(String url, String password) throws SQLException {
        Address address = address(url);

        assertThat(address.properties()).containsEntry("password", password);
        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://localhost:5432/shop");
        assertThat(address.toString()).doesNotContain(password);
        assertThat(address.notes()).isEmpty();
    }

    @ParameterizedTest
    @Tag("case-87")
    @ValueSource(
            strings = {
                "postgres://me:s3cret/x@localhost/shop",
                "postgres://me:12/s3cret@localhost/shop",
                "postgres://me:s3cret%@localhost/shop",
                "postgres://me:s3cret%zz@localhost/shop",
                "postgres://me:s3cret%00@localhost/shop",
                "postgres://localhost:s3cret/shop",
                "postgres://s3 cret/shop",
                "postgres://a,b,c/shop?port=1,2&s3cret",
                "postgres://localhost:99999/shop?s3cret",
                "postgres:localhost/s3cret",
                "postgres://[::1/s3cret",
                "postgres://localhost/shop?sslmode=s3cret",
                "postgres://localhost/shop?connect_timeout=s3cret",
                "postgres://localhost/shop?target_session_attrs=s3cret",
                "prisma+postgres://accelerate.prisma-data.net/?api_key=s3cret",
                "prisma://accelerate.prisma-data.net/?api_key=s3cret"
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
            strings = {
                "sqlite:dev.db",
                "file:./postgres",
                "mysql://localhost/postgres",
                "jdbc:h2:postgres:",
                "postgres",
                ""
            })
    void whatIsOfAnotherDatabaseIsLeftAlone(String url) throws SQLException {
        assertThat(PostgresAddress.of(url, folder)).isEmpty();
    }

    @Test
    void whatIsNotSaidIsAsLibpqHasIt() throws SQLException {
        assertThat(address("postgresql://").jdbcUrl()).isEqualTo("jdbc:postgresql://localhost:5432/" + ME);

        environment.putAll(
                Map.of("PGHOST", "db", "PGPORT", "5433", "PGUSER", "ada", "PGDATABASE", "shop", "PGPASSWORD", "hush"));
        Address filled = address("postgresql://");
        Address partly = address("postgres://me@other/");

        assertThat(filled.jdbcUrl()).isEqualTo("jdbc:postgresql://db:5433/shop");
        assertThat(filled.properties()).containsEntry("user", "ada").containsEntry("password", "hush");
        assertThat(partly.jdbcUrl()).isEqualTo("jdbc:postgresql://other:5433/shop");
        assertThat(partly.properties()).containsEntry("user", "me");
    }

    @Test
    @Tag("case-89")
    void aJdbcUrlSaysItselfWhereToGo() throws SQLException {
        environment.putAll(Map.of("PGHOST", "production", "PGPORT", "1", "PGDATABASE", "shop", "PGSERVICE", "x"));
        environment.put("PGUSER", "ada");

        Address address = address("jdbc:postgresql:dev");

        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://localhost:5432/dev");
        assertThat(address.properties()).containsEntry("user", "ada");
    }

    @Test
    void aServiceFillsInWhatTheUrlLeavesOpen() throws SQLException, IOException {
        Files.writeString(folder.resolve(".pg_service.conf"), """
                # comment
                [other]
                host=nowhere

                [dev]
                host=db
                port=5433
                dbname=shop
                user=ada
                sslmode=disable
                """);
        environment.put("PGHOST", "elsewhere");

        Address address = address("postgres:///?service=dev&user=me");

        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db:5433/shop");
        assertThat(address.properties()).containsEntry("user", "me").containsEntry("sslmode", "disable");
        environment.put("PGSERVICE", "dev");
        assertThat(address("postgres://").jdbcUrl()).isEqualTo("jdbc:postgresql://db:5433/shop");
        assertThatThrownBy(() -> address("postgres:///?service=none"))
                .hasMessageContaining("there is no service \"none\" in " + folder.resolve(".pg_service.conf"));
        environment.put("PGSERVICEFILE", "mine.conf");
        environment.put("PGSYSCONFDIR", "etc");
        Files.writeString(folder.resolve("mine.conf"), "[x]\nhost=y\n");
        Files.createDirectory(folder.resolve("etc"));
        Files.writeString(folder.resolve("etc/pg_service.conf"), "[dev]\nhost=systems\n");
        assertThat(address("postgres:///d").jdbcUrl()).isEqualTo("jdbc:postgresql://systems:5432/d");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            schema=audit                      | currentSchema    | "audit"
            schema=My%22Schema                | currentSchema    | "My""Schema"
            currentSchema=a,b                 | currentSchema    | a,b
            search_path=a                     | currentSchema    | a
            options=-c%20work_mem%3D1MB       | options          | -c work_mem=1MB
            options=-c+work_mem%3D1MB         | options          | -c work_mem=1MB
            application_name=x                | ApplicationName  | x
            ApplicationName=x                 | ApplicationName  | x
            fallback_application_name=x       | ApplicationName  | x
            connect_timeout=3                 | connectTimeout   | 3
            connect_timeout=3                 | loginTimeout     | 3
            connectTimeout=3                  | connectTimeout   | 3
            channel_binding=require           | channelBinding   | require
            gssencmode=prefer                 | gssEncMode       | prefer
            krbsrvname=pg                     | kerberosServerName | pg
            require_auth=scram-sha-256        | requireAuth      | scram-sha-256
            sslnegotiation=direct             | sslNegotiation   | direct
            target_session_attrs=read-write   | targetServerType | primary
            target_session_attrs=standby      | targetServerType | secondary
            target_session_attrs=prefer-standby | targetServerType | preferSecondary
            targetServerType=preferPrimary    | targetServerType | preferPrimary
            load_balance_hosts=random         | loadBalanceHosts | true
            keepalives=0                      | tcpKeepAlive     | false
            sslmode=disable                   | sslmode          | disable
            sslmode=no-verify                 | sslmode          | require
            sslmode=verify-full               | sslmode          | verify-full
            ssl=true                          | sslmode          | require
            ssl=0                             | sslmode          | disable
            ssl=no-verify                     | sslmode          | require
            requiressl=1                      | sslmode          | require
            sslmode=require&sslrootcert=/ca   | sslmode          | verify-ca
            sslmode=require&sslrootcert=/ca   | sslrootcert      | /ca
            sslrootcert=system                | sslmode          | verify-full
            sslrootcert=system                | sslfactory       | org.postgresql.ssl.DefaultJavaSSLFactory
            sslcert=/c&sslkey=/k              | sslcert          | /c
            sslcert=/c&sslkey=/k              | sslkey           | /k
            sslaccept=strict&sslcert=/ca      | sslmode          | verify-full
            sslaccept=strict&sslcert=/ca      | sslrootcert      | /ca
            sslaccept=strict                  | sslfactory       | org.postgresql.ssl.DefaultJavaSSLFactory
            sslidentity=/me.p12&sslpassword=x | sslkey           | /me.p12
            sslidentity=/me.p12&sslpassword=x | sslpassword      | x
            """)
    void parametersAreTranslatedToTheDrivers(String parameters, String property, String value) throws SQLException {
        Address address = address("postgres://localhost/shop?" + parameters);

        assertThat(address.properties()).containsEntry(property, value);
        assertThat(address.notes()).isEmpty();
    }

    @Test
    void theDriverOfJdbcMeansByItsParametersWhatItAlwaysMeans() throws SQLException {
        assertThat(address("jdbc:postgresql://h/d?ssl=true").properties()).containsEntry("sslmode", "verify-full");
        assertThat(address("jdbc:postgresql://h/d?connectTimeout=3").properties())
                .containsEntry("loginTimeout", "60");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connection_limit=5&pool_timeout=10&pgbouncer=true&statement_cache_size=0&socket_timeout=3",
                "serverVersion=16&charset=utf8",
                "pool=5&prepared_statements=false&encoding=utf8",
                "uselibpqcompat=true&max_idle_connection_lifetime=3",
                "keepalives_idle=3&tcp_user_timeout=4&client_encoding=UTF8",
                "stringtype=unspecified&binaryTransfer=false&readOnly=true&defaultRowFetchSize=3&socketTimeout=3"
            })
    void howAnApplicationUsesItsConnectionsDoesNotConcernADump(String parameters) throws SQLException {
        Address plain = address("postgres://localhost/shop");
        Address address = address("postgres://localhost/shop?" + parameters);

        assertThat(address.properties()).isEqualTo(plain.properties());
        assertThat(address.notes()).isEmpty();
    }

    @Test
    void anUnknownParameterIsNotedByItsNameAlone() throws SQLException {
        assertThat(address("postgres://localhost/shop?sslcrl=s3cret&fancy=1").notes())
                .containsExactly("the parameter sslcrl is ignored", "the parameter fancy is ignored");
        assertThat(address("postgres://localhost/shop?s3:cret=1").notes())
                .containsExactly("a parameter of the URL is ignored");
    }

    @Test
    @Tag("case-67")
    void behindPgBouncerNothingIsAskedForThatItRefuses() throws SQLException {
        Address usual = address("postgres://localhost/shop?schema=public");
        Address other = address("postgres://localhost/shop?pgbouncer=true&schema=audit");

        assertThat(usual.properties()).doesNotContainKey("currentSchema").containsEntry("prepareThreshold", "0");
        assertThat(usual.notes()).isEmpty();
        assertThat(other.properties()).doesNotContainKey("currentSchema");
        assertThat(other.notes())
                .containsExactly(
                        "the schema of the URL is not made the default one, since PgBouncer would refuse that");
    }

    @Test
    void filesAreWhereTheProjectOrPrismaHasThem() throws SQLException, IOException {
        Files.createDirectory(folder.resolve("prisma"));
        Files.createFile(folder.resolve("prisma/ca.pem"));
        Files.createFile(folder.resolve("root.crt"));

        assertThat(address("postgres://h/d?sslaccept=strict&sslcert=./ca.pem").properties())
                .containsEntry(
                        "sslrootcert",
                        folder.resolve("prisma").resolve("./ca.pem").toString());
        assertThat(address("postgres://h/d?sslmode=verify-full&sslrootcert=root.crt")
                        .properties())
                .containsEntry("sslrootcert", folder.resolve("root.crt").toString());
    }

    @Test
    void everyLayerOverridesTheOneBelow() throws SQLException {
        environment.putAll(Map.of("PGSSLMODE", "verify-full", "PGCONNECT_TIMEOUT", "2", "PGAPPNAME", "psql"));

        Properties properties =
                address("postgres://h,i/d?ssl=0&connect_timeout=7").properties();

        assertThat(properties)
                .containsEntry("sslmode", "disable")
                .containsEntry("connectTimeout", "7")
                .containsEntry("loginTimeout", "14")
                .containsEntry("ApplicationName", "psql");
    }

    @Test
    void theDriverKnowsEveryProperty() throws SQLException {
        Properties properties = address("postgres://me:x@h/d?schema=s&ssl=1&sslcert=c&sslkey=k&sslrootcert=r&options=o"
                        + "&channel_binding=prefer&target_session_attrs=any&load_balance_hosts=random&require_auth=md5")
                .properties();

        assertThat(properties.stringPropertyNames())
                .allSatisfy(
                        name -> assertThat(PGProperty.forName(name)).as(name).isNotNull());
    }

    @Test
    void aSocketThatIsNotThereIsSaidToBeMissing() {
        for (String url : new String[] {
            "postgres:///shop?host=" + folder, "postgres://" + folder.toString().replace("/", "%2F") + ":5433/shop"
        }) {
            assertThatThrownBy(() -> address(url))
                    .hasMessageContaining("there is no socket " + folder.resolve(".s.PGSQL."))
                    .hasMessageContaining("unix_socket_directories");
        }
        assertThatThrownBy(() -> address("postgres:///shop?host=" + folder + ",localhost"))
                .hasMessageContaining("several hosts");
        assertThatThrownBy(() -> address("postgres:///shop?host=%40abstract")).hasMessageContaining("abstract");
    }

    private Address address(String url) throws SQLException {
        return PostgresAddress.of(url, folder, environment, folder).orElseThrow();
    }
}
