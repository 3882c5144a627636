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
                "mysql://me@localhost/shop?sslpassword=s3cret"
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
        "postgres://localhost/, database"
    })
    void theDatabaseHasAName(String url, String name) {
        assertThat(DatabaseUrl.database(url)).isEqualTo(name);
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
