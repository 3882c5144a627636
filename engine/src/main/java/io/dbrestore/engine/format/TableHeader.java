package io.dbrestore.engine.format;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a table file says before its rows.
 *
 * @param schema empty if the file names none
 */
record TableHeader(String table, Optional<String> schema, List<String> primaryKeys, List<Field> columns) {

    /** A column, with its type in the source's own words. */
    record Field(String name, String type) {}

    TableHeader {
        primaryKeys = List.copyOf(primaryKeys);
        columns = List.copyOf(columns);
    }

    List<String> columnNames() {
        return columns.stream().map(Field::name).toList();
    }

    /** A name as it stands before a value: in quotation marks, with a colon and a blank. */
    static byte[] quoted(String name) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        JsonBytes bytes = new JsonBytes(printed);
        bytes.string(name);
        bytes.raw((byte) ':');
        bytes.raw((byte) ' ');
        bytes.flush();
        return printed.toByteArray();
    }

    /** Prints the header up to the bracket that opens the rows. */
    void print(JsonBytes bytes) {
        bytes.raw(JsonBytes.ascii("{\"table\": "));
        bytes.string(table);
        schema.ifPresent(name -> {
            bytes.raw(JsonBytes.ascii(", \"schema\": "));
            bytes.string(name);
        });
        bytes.raw(JsonBytes.ascii(", \"primaryKeys\": ["));
        String comma = "";
        for (String key : primaryKeys) {
            bytes.raw(JsonBytes.ascii(comma));
            bytes.string(key);
            comma = ", ";
        }
        bytes.raw(JsonBytes.ascii("],\n \"columns\": ["));
        comma = "";
        for (Field column : columns) {
            bytes.raw(JsonBytes.ascii(comma + "{\"name\": "));
            bytes.string(column.name());
            bytes.raw(JsonBytes.ascii(", \"type\": "));
            bytes.string(column.type());
            bytes.raw((byte) '}');
            comma = ", ";
        }
        bytes.raw(JsonBytes.ascii("],\n \"rows\": ["));
    }

    /** Reads a header; afterwards the parser stands on the bracket that opens the rows. */
    static TableHeader read(JsonParser parser) throws Malformed {
        expect(parser.nextToken(), JsonToken.START_OBJECT, "is not a JSON object");
        Optional<String> table = Optional.empty();
        Optional<String> schema = Optional.empty();
        List<String> primaryKeys = List.of();
        Optional<List<Field>> columns = Optional.empty();
        HashSet<String> seen = new HashSet<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            if (!seen.add(name)) {
                throw new Malformed("has \"" + name + "\" twice before the rows");
            }
            JsonToken value = parser.nextToken();
            switch (name) {
                case "table" -> table = Optional.of(string(parser, value, name));
                case "schema" -> schema = Optional.of(string(parser, value, name));
                case "primaryKeys" -> primaryKeys = strings(parser, value, name);
                case "columns" -> columns = Optional.of(fields(parser, value));
                case "rows" -> {
                    expect(value, JsonToken.START_ARRAY, "has no array under \"rows\"");
                    return new TableHeader(
                            table.orElseThrow(() -> new Malformed("does not name its table before the rows")),
                            schema,
                            primaryKeys,
                            columns.orElseThrow(() -> new Malformed("does not name its columns before the rows")));
                }
                default -> parser.skipChildren();
            }
        }
        throw new Malformed("has no rows");
    }

    private static List<Field> fields(JsonParser parser, JsonToken value) throws Malformed {
        expect(value, JsonToken.START_ARRAY, "has no array under \"columns\"");
        List<Field> fields = new ArrayList<>();
        HashSet<String> names = new HashSet<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            Field field = token == JsonToken.VALUE_STRING ? new Field(parser.getString(), "") : field(parser, token);
            if (!names.add(field.name())) {
                throw new Malformed("has the column " + field.name() + " twice");
            }
            fields.add(field);
        }
        return fields;
    }

    private static Field field(JsonParser parser, JsonToken start) throws Malformed {
        expect(start, JsonToken.START_OBJECT, "has something that is no column under \"columns\"");
        Optional<String> column = Optional.empty();
        String type = "";
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("name")) {
                column = Optional.of(string(parser, value, name));
            } else if (name.equals("type")) {
                type = string(parser, value, name);
            } else {
                parser.skipChildren();
            }
        }
        return new Field(column.orElseThrow(() -> new Malformed("has a column without a name")), type);
    }

    private static List<String> strings(JsonParser parser, JsonToken value, String name) throws Malformed {
        expect(value, JsonToken.START_ARRAY, "has no array under \"" + name + "\"");
        List<String> strings = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            strings.add(string(parser, token, name));
        }
        return strings;
    }

    private static String string(JsonParser parser, JsonToken value, String name) throws Malformed {
        expect(value, JsonToken.VALUE_STRING, "has something that is no string under \"" + name + "\"");
        return parser.getString();
    }

    private static void expect(JsonToken actual, JsonToken expected, String otherwise) throws Malformed {
        if (actual != expected) {
            throw new Malformed(otherwise);
        }
    }
}
