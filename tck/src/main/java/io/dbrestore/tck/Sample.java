package io.dbrestore.tck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values of one type which all differ, and all of which a dump must keep to the last bit.
 *
 * @param name what is special about them, for the test's name
 * @param type as in {@code CREATE TABLE}
 * @param values text and bytes are bound as parameters, an {@link Expression} stands in the statement, null is NULL
 */
public record Sample(String name, String type, List<@Nullable Object> values) {

    public Sample {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** A value in the database's own SQL. */
    public record Expression(String sql) {}

    /** Values that are bound as parameters: {@code String} or {@code byte[]}, or null. */
    public static Sample of(String name, String type, @Nullable Object... values) {
        return new Sample(name, type, Arrays.asList(values));
    }

    /** Values in the database's own SQL, and NULL. */
    public static Sample sql(String name, String type, String... expressions) {
        List<@Nullable Object> values = new ArrayList<>();
        for (String expression : expressions) {
            values.add(new Expression(expression));
        }
        values.add(null);
        return new Sample(name, type, values);
    }

    @Override
    public String toString() {
        return type + ": " + name;
    }
}
