package io.dbrestore.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.engine.Strategy;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.core.io.ClassPathResource;

/** What IDEs offer is what there is. */
class MetadataTest {

    @Test
    void everySettingIsDescribedAndNothingElse() throws IOException {
        Map<String, String> described = new TreeMap<>();
        for (Map<String, Object> property : entries("properties")) {
            assertThat(text(property, "description")).endsWith(".");
            described.put(text(property, "name"), text(property, "type"));
        }

        Map<String, String> there = new TreeMap<>();
        for (RecordComponent component : Settings.class.getRecordComponents()) {
            String name = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            String type = component.getGenericType().getTypeName();
            there.put(
                    "db-restore." + name,
                    type.equals(Settings.OnFailure.class.getName()) ? String.class.getName() : type);
        }
        assertThat(described).isEqualTo(there);
    }

    @Test
    void theValuesThatAreOfferedAreThoseThatThereAre() throws IOException {
        assertThat(offered("db-restore.on-failure")).isEqualTo(names(Settings.OnFailure.values()));
        assertThat(offered("db-restore.strategy")).isEqualTo(names(Strategy.values()));
    }

    private static List<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static List<String> offered(String name) throws IOException {
        return entries("hints").stream()
                .filter(hint -> text(hint, "name").equals(name))
                .flatMap(hint -> list(hint, "values").stream())
                .map(value -> text(value, "value"))
                .toList();
    }

    private static List<Map<String, Object>> entries(String kind) throws IOException {
        try (InputStream stream =
                new ClassPathResource("META-INF/spring-configuration-metadata.json").getInputStream()) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return list(JsonParserFactory.getJsonParser().parseMap(text), kind);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> object, String name) {
        return (List<Map<String, Object>>) object.getOrDefault(name, List.of());
    }

    private static String text(Map<String, Object> object, String name) {
        return String.valueOf(object.get(name));
    }
}
