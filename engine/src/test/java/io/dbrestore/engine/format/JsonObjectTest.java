package io.dbrestore.engine.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonObjectTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"z\":1,\"a\":[\"x\",{\"y\":[]}],\"o\":{\"n\":null,\"t\":true,\"f\":false}}",
                "{\"quoted \\\" \\\\ \\n \\u0000\":\"/ ä 😀 \\u001F\"}",
                "{\"n\":[-1,9223372036854775807,9223372036854775808,1.0,1.50]}"
            })
    void aDocumentIsPrintedAsItWasRead(String document) throws Malformed {
        assertThat(JsonObject.parse(document.getBytes(UTF_8))).hasToString(document);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "{",
                "{\"a\":}",
                "{\"a\":1} {}",
                "{\"a\":1}x",
                "{\"a\":[1}",
                "{\"a\":1,\"a\":2}",
                "{\"o\":{\"a\":1,\"a\":2}}"
            })
    void whatIsNotOneWholeObjectIsRefused(String document) {
        assertThatThrownBy(() -> JsonObject.parse(document.getBytes(UTF_8))).isInstanceOf(Malformed.class);
    }

    @Test
    void aDocumentThatIsTooDeepIsRefused() {
        byte[] deep = ("{\"a\":" + "[".repeat(100_000)).getBytes(UTF_8);
        assertThatThrownBy(() -> JsonObject.parse(deep)).isInstanceOf(Malformed.class);
    }

    @Test
    void aMemberOfAnotherTypeIsRefusedAndOneThatIsMissingHasItsDefault() throws Malformed {
        JsonObject object =
                JsonObject.parse("{\"s\":1,\"n\":\"1\",\"negative\":-1,\"l\":{},\"mixed\":[\"a\",1]}".getBytes(UTF_8));
        assertThatThrownBy(() -> object.string("s", "")).hasMessage("has no string under \"s\"");
        assertThatThrownBy(() -> object.string("missing", null)).hasMessage("has no string under \"missing\"");
        assertThatThrownBy(() -> object.number("n")).hasMessage("has no number under \"n\"");
        assertThatThrownBy(() -> object.number("negative")).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> object.number("missing")).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> object.list("l", String.class)).hasMessage("has no array under \"l\"");
        assertThatThrownBy(() -> object.list("mixed", String.class))
                .hasMessage("has something that is no string under \"mixed\"");
        assertThat(object.string("missing", "otherwise")).isEqualTo("otherwise");
        assertThat(object.list("missing", String.class)).isEqualTo(List.of());
        assertThat(object.object("missing").names()).isEmpty();
        assertThat(object.flag("missing", true)).isTrue();
    }
}
