package io.dbrestore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @Tag("case-87")
    @ValueSource(
            strings = {
                "postgres://me:s3cret@localhost:5432/shop?schema=public",
                "postgresql://me:s3@cret@localhost/shop",
                "postgres://:s3cret@localhost/shop",
                "jdbc:postgresql://localhost/shop?user=me&password=s3cret&ssl=true",
                "jdbc:mysql://localhost/shop?password=s3cret",
                "jdbc:sqlserver://localhost;databaseName=shop;PASSWORD=s3cret;encrypt=true",
                "jdbc:oracle:thin:me/s3cret@localhost:1521/shop",
                "mysql://me@localhost/shop?sslpassword=s3cret",
                "postgres://me:s3cret/x@localhost/shop",
                "postgres://me:s3cret#x@localhost/shop",
                "postgres://me:s3cret?x@localhost/shop",
                "postgres://me:s3cret/x@y@localhost:5432/shop",
                "prisma+postgres://localhost:51213/?api_key=s3cret"
            })
    void aPasswordIsFoundAndNeverShown(String url) {
        assertThat(DatabaseUrl.hasPassword(url)).isTrue();
        assertThat(DatabaseUrl.withoutPassword(url)).doesNotContain("cret").contains("localhost");
        assertThat(DatabaseUrl.shown(url)).doesNotContain("cret");
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://me:pw@localhost:5432/shop?a=b&c=d, postgres://me@localhost:5432/shop?a=b&c=d",
        "jdbc:postgresql://h/shop?password=x&ssl=true, jdbc:postgresql://h/shop?ssl=true",
        "jdbc:postgresql://h/shop?ssl=true&password=x, jdbc:postgresql://h/shop?ssl=true",
        "jdbc:postgresql://h/shop?password=x, jdbc:postgresql://h/shop",
        "postgres://h:5432/shop?application_name=a@b, postgres://h:5432/shop?application_name=a@b",
        "postgres://h:5432?application_name=a@b, postgres://h:5432?application_name=a@b",
        "postgres://me@[::1]:5432/a@b, postgres://me@[::1]:5432/a@b",
        "sqlite:./a@b/dev.db, sqlite:./a@b/dev.db"
    })
    void withoutItsPasswordAUrlIsStillWhole(String url, String bare) {
        assertThat(DatabaseUrl.withoutPassword(url)).isEqualTo(bare);
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://me:pw@localhost:5432/shop%20dev?a=b, shop dev",
        "jdbc:mysql://h/shop, shop",
        "sqlite:./data/dev.db, dev.db",
        "file:dev.db?mode=ro, dev.db",
        "jdbc:h2:mem:test;MODE=x, test",
        "postgres://localhost/, database",
        "postgres://localhost, database",
        "postgres://me@localhost, me",
        "postgres:///?dbname=shop, shop",
        "postgres:///?service=dev, dev",
        "'postgres://a:1,b:2/shop', shop"
    })
    void theDatabaseHasAName(String url, String name) {
        assertThat(DatabaseUrl.database(url)).isEqualTo(name);
    }

    @ParameterizedTest
    @Tag("case-89")
    @CsvSource(
            delimiter = '|',
            value = {
                "postgres://me@a:1,b,[::1]:3/x                 | a,b,::1",
                "postgres:///x?host=a,b&port=1,2               | a,b",
                "postgres://me@localhost/x?host=far.away       | far.away",
                "postgres://%2Fvar%2Frun:5432/x                | /var/run",
                "postgres:///x?host=/var/run                   | /var/run",
                "postgres:///x?hostaddr=10.0.0.1               | 10.0.0.1",
                "postgres://me:p@ss@far.away/x                 | far.away",
                "postgres://me:p/ss@far.away/x                 | far.away",
                "jdbc:postgresql://a:1,b:2/x                   | a,b",
                "jdbc:mysql://far.away:3306/x                  | far.away"
            })
    void everyHostThatAUrlMayLeadToIsFound(String url, String hosts) {
        assertThat(DatabaseUrl.hosts(url)).containsExactly(hosts.split(","));
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql+psycopg2://h/x, postgres",
        "postgis://h/x, postgres",
        "jdbc:postgresql://h/x, postgres",
        "mysql+pymysql://h/x, mysql",
        "mysql2://h/x, mysql",
        "prisma+postgres://h/x, prisma",
        "file:x, sqlite"
    })
    void aDriverNamedInTheSchemeDoesNotChangeTheProvider(String url, String provider) {
        assertThat(DatabaseUrl.provider(url)).isEqualTo(provider);
    }

    @Test
    void theServerIsFoundOrThereIsNone() {
        assertThat(DatabaseUrl.host("postgres://me:pw@db.example.com:1/x")).contains("db.example.com");
        assertThat(DatabaseUrl.host("postgres://me@[::1]:5432/x")).contains("::1");
        assertThat(DatabaseUrl.host("postgres:///x")).contains("");
        assertThat(DatabaseUrl.host("sqlite:dev.db")).isEmpty();
        assertThat(DatabaseUrl.port("postgres://me:1@h:5433/x")).contains("5433");
        assertThat(DatabaseUrl.user("postgres://m%40e:1@h:5433/x")).contains("m@e");
    }
}
