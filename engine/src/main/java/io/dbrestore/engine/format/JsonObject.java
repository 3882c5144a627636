package io.dbrestore.engine.format;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON object of a document that is small enough to be in memory. Members keep their order.
 *
 * <p>This is in the place of Jackson's tree model, whose 400 classes would be a good part of a start, and whose annotations
 * the tools that we are a guest of hold in versions that are too old for it.
 */
public final class JsonObject {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** Each value is a JsonObject, List, String, Boolean, null, or a number: Long where it fits, else BigDecimal. */
    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    /** An object without members. */
    public JsonObject() {}

    /**
     * Reads a document.
     *
     * @throws Malformed if it is not JSON, not an object, or names a member twice
     */
    public static JsonObject parse(byte[] document) throws Malformed {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), document)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Malformed("is not a JSON object");
            }
            JsonObject object = object(parser);
            if (parser.nextToken() != null) {
                throw new Malformed("goes on after its JSON object");
            }
            return object;
        } catch (JacksonException e) {
            throw new Malformed("is not JSON: " + e.getOriginalMessage());
        }
    }

    private static JsonObject object(JsonParser parser) throws Malformed {
        JsonObject object = new JsonObject();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (object.has(name)) {
                throw new Malformed("has \"" + name + "\" twice in an object");
            }
            parser.nextToken();
            object.members.put(name, value(parser));
        }
        return object;
    }

    /** Not deeper than Jackson's limit for nesting lets it. */
    private static @Nullable Object value(JsonParser parser) throws Malformed {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT -> {
                Number number = parser.getNumberValue();
                yield number instanceof Integer || number instanceof Long
                        ? number.longValue()
                        : parser.getDecimalValue();
            }
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            default -> throw new IllegalStateException("no value: " + parser.currentToken());
        };
    }

    public JsonObject put(String name, String value) {
        members.put(name, value);
        return this;
    }

    public JsonObject put(String name, long value) {
        members.put(name, value);
        return this;
    }

    public JsonObject put(String name, boolean value) {
        members.put(name, value);
        return this;
    }

    public JsonObject put(String name, JsonObject value) {
        members.put(name, value);
        return this;
    }

    /** Adds an array.
     *
     * @param values strings or objects
     */
    public JsonObject put(String name, List<?> values) {
        members.put(name, List.copyOf(values));
        return this;
    }

    /** Adds all members of another object. */
    public JsonObject putAll(JsonObject other) {
        members.putAll(other.members);
        return this;
    }

    /** The names of the members. */
    public Set<String> names() {
        return members.keySet();
    }

    /** Whether there is such a member, be it null. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /**
     * A string.
     *
     * @param otherwise what holds where the member is missing; null if it must not be
     * @throws Malformed if the member is something else, or is missing and must not be
     */
    public String string(String name, @Nullable String otherwise) throws Malformed {
        if (members.get(name) instanceof String string) {
            return string;
        }
        if (otherwise == null || has(name)) {
            throw new Malformed("has no string under \"" + name + "\"");
        }
        return otherwise;
    }

    /**
     * A whole number that is not negative.
     *
     * @throws Malformed if the member is something else or is missing
     */
    public long number(String name) throws Malformed {
        if (members.get(name) instanceof Long number && number >= 0) {
            return number;
        }
        throw new Malformed("has no number under \"" + name + "\"");
    }

    /** True or false, and {@code otherwise} for everything else. */
    public boolean flag(String name, boolean otherwise) {
        return members.get(name) instanceof Boolean flag ? flag : otherwise;
    }

    /** A string, or a number as it is spelled; {@code otherwise} if it is missing, and nothing if it is something else. */
    public String text(String name, String otherwise) {
        Object value = members.get(name);
        if (value instanceof String || value instanceof Number) {
            return value.toString();
        }
        return has(name) ? "" : otherwise;
    }

    /** An object; one without members for everything else. */
    public JsonObject object(String name) {
        return members.get(name) instanceof JsonObject object ? object : new JsonObject();
    }

    /**
     * The elements of an array; none if there is no such member.
     *
     * @param type what all of them have to be
     * @throws Malformed if the member is no array or has an element of another type
     */
    public <T> List<T> list(String name, Class<T> type) throws Malformed {
        if (!has(name)) {
            return List.of();
        }
        if (!(members.get(name) instanceof List<?> values)) {
            throw new Malformed("has no array under \"" + name + "\"");
        }
        List<T> list = new ArrayList<>();
        for (Object value : values) {
            if (!type.isInstance(value)) {
                String wanted = type == String.class ? "string" : "object";
                throw new Malformed("has something that is no " + wanted + " under \"" + name + "\"");
            }
            list.add(type.cast(value));
        }
        return list;
    }

    /** The object on one line, without blanks. */
    @Override
    public String toString() {
        return print(this);
    }

    /** A string as JSON. */
    static String quoted(String text) {
        return print(text);
    }

    private static String print(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(value, generator);
        }
        return text.toString();
    }

    private static void write(@Nullable Object value, JsonGenerator generator) {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof JsonObject object) {
            generator.writeStartObject();
            object.members.forEach((name, member) -> {
                generator.writeName(name);
                write(member, generator);
            });
            generator.writeEndObject();
        } else if (value instanceof List<?> list) {
            generator.writeStartArray();
            list.forEach(element -> write(element, generator));
            generator.writeEndArray();
        } else if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (value instanceof Number number) {
            generator.writeNumber(number.toString());
        } else {
            generator.writeString((String) value);
        }
    }
}
