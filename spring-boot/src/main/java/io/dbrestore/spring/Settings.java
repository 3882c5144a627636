package io.dbrestore.spring;

import io.dbrestore.engine.Strategy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an application has set under {@code db-restore}; null for what it has not. META-INF/spring-configuration-metadata.json
 * says what each means.
 */
record Settings(
        @Nullable Boolean enabled,
        @Nullable String dir,
        @Nullable String profile,
        @Nullable Strategy strategy,
        @Nullable List<String> tables,
        @Nullable List<String> exclude,
        @Nullable OnFailure onFailure,
        @Nullable List<String> dumpBefore) {

    /** What a restore that fails does to the migration. */
    enum OnFailure {
        FAIL,
        WARN
    }

    /** Those that are set, as the hooks know them. */
    Map<String, String> byName() {
        Map<String, String> values = new LinkedHashMap<>();
        put(values, "enabled", enabled);
        put(values, "dir", dir);
        put(values, "profile", profile);
        put(values, "strategy", strategy);
        put(values, "tables", tables);
        put(values, "exclude", exclude);
        put(values, "onFailure", onFailure);
        put(values, "dumpBefore", dumpBefore);
        return values;
    }

    private static void put(Map<String, String> values, String name, @Nullable Object value) {
        if (value instanceof List<?> list) {
            values.put(name, String.join(",", list.stream().map(String::valueOf).toList()));
        } else if (value instanceof Enum<?> constant) {
            values.put(name, constant.name().toLowerCase(Locale.ROOT));
        } else if (value != null) {
            values.put(name, value.toString());
        }
    }
}
