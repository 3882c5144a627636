package io.dbrestore.engine.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.engine.Strategy;
import io.dbrestore.spi.TableName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where settings come from, and what becomes of those that make no sense. */
class ResetSettingsTest {

    private static ResetSettings of(Map<String, String> tool) {
        return ResetSettings.read(name -> Optional.ofNullable(tool.get(name)));
    }

    @Test
    void nothingHasToBeSet() {
        ResetSettings settings = of(Map.of());

        assertThat(settings.enabled()).isTrue();
        assertThat(settings.failing()).isTrue();
        assertThat(settings.strategy()).isEqualTo(Strategy.UPSERT);
        assertThat(settings.folder()).endsWithRaw(Path.of("resets"));
        assertThat(settings.dumpBefore()).isEmpty();
    }

    @Test
    void listsHaveCommasBetween() {
        ResetSettings settings = of(Map.of("tables", "a*, b", "exclude", "ab", "dumpbefore", "migrate , clean"));

        assertThat(List.of("aa", "ab", "b", "c"))
                .filteredOn(name -> settings.tables().selects(new TableName("", name)))
                .containsExactly("aa", "b");
        assertThat(settings.dumpBefore()).containsExactly("migrate", "clean");
    }

    @Test
    void aSystemPropertyGoesBeforeTheToolsOwnHoweverItIsSpelled() {
        System.setProperty("dbrestore.onFailure", "Warn");
        try {
            assertThat(of(Map.of("onfailure", "fail")).failing()).isFalse();
        } finally {
            System.clearProperty("dbrestore.onFailure");
        }
    }

    @Test
    void whatMeansNothingIsNamedWithWhatThereIs() {
        assertThatThrownBy(() -> of(Map.of("strategy", "upset")))
                .hasMessageContaining("dbrestore.strategy is upset, which is none of upsert, skip, replace")
                .hasMessageContaining("nothing was done");
    }
}
