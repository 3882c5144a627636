package io.dbrestore.engine.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("case-87")
class ShownUrlTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:sqlite:dev.db,                                  jdbc:sqlite:dev.db",
        "sqlite:./dev.db?mode=ro,                             sqlite:./dev.db",
        "postgres://me:hush@localhost:5432/shop?sslmode=off,  postgres://localhost:5432/shop",
        "postgres://me:hu@sh@localhost/shop,                  postgres://localhost/shop",
        "postgres://me:hu?sh@localhost/shop,                  postgres://...",
        "jdbc:postgresql://localhost/shop?password=hush,      jdbc:postgresql://localhost/shop",
        "jdbc:postgresql://localhost/shop?password=hu@sh,     jdbc:postgresql://...",
        "jdbc:h2:mem:x;USER=me;PASSWORD=hush,                 jdbc:h2:mem:x",
        "jdbc:oracle:thin:scott/hush@//localhost/shop,        jdbc:oracle:...@//localhost/shop",
    })
    void aUrlIsShownWithoutWhatAPasswordCouldHideIn(String url, String shown) {
        assertThat(ShownUrl.of(url)).isEqualTo(shown);
    }

    @Test
    void aDriversWordsAreShownWithoutThePassword() {
        Properties properties = new Properties();
        properties.setProperty("password", "hush");
        String url = "jdbc:x://localhost/shop?password=other";

        assertThat(ShownUrl.scrub("login of me/hush to " + url + " failed; pwd=third", url, properties))
                .isEqualTo("login of me/*** to jdbc:x://localhost/shop failed; pwd=***");
    }
}
