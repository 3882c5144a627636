package io.dbrestore.engine.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

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

    /** A name as it stands before a value: in quotation marks, with a colon and a blank, behind a separator. */
    static byte[] quoted(String separator, String name) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        JsonBytes bytes = new JsonBytes(printed);
        bytes.raw(JsonBytes.ascii(separator));
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

    /** Reads a header, up to the first of the rows. */
    static TableHeader read(JsonInput input) throws IOException, Malformed {
        if (input.peek() != '{') {
            throw new Malformed("is not a JSON object");
        }
        input.skip();
        Optional<String> table = Optional.empty();
        Optional<String> schema = Optional.empty();
        List<String> primaryKeys = List.of();
        Optional<List<Field>> columns = Optional.empty();
        HashSet<String> seen = new HashSet<>();
        for (String name = input.member(true); name != null; name = input.member(false)) {
            if (!seen.add(name)) {
                throw new Malformed("has \"" + name + "\" twice before the rows");
            }
            switch (name) {
                case "table" -> table = Optional.of(string(input, name));
                case "schema" -> schema = Optional.of(string(input, name));
                case "primaryKeys" -> primaryKeys = strings(input, name);
                case "columns" -> columns = Optional.of(fields(input));
                case "rows" -> {
                    expect(input, '[', "has no array under \"rows\"");
                    return new TableHeader(
                            table.orElseThrow(() -> new Malformed("does not name its table before the rows")),
                            schema,
                            primaryKeys,
                            columns.orElseThrow(() -> new Malformed("does not name its columns before the rows")));
                }
                default -> input.document();
            }
        }
        throw new Malformed("has no rows");
    }

    private static List<Field> fields(JsonInput input) throws IOException, Malformed {
        expect(input, '[', "has no array under \"columns\"");
        List<Field> fields = new ArrayList<>();
        HashSet<String> names = new HashSet<>();
        while (input.element(fields.isEmpty())) {
            Field field = input.peek() == '"' ? new Field(string(input, "columns"), "") : field(input);
            if (!names.add(field.name())) {
                throw new Malformed("has the column " + field.name() + " twice");
            }
            fields.add(field);
        }
        return fields;
    }

    private static Field field(JsonInput input) throws IOException, Malformed {
        expect(input, '{', "has something that is no column under \"columns\"");
        Optional<String> column = Optional.empty();
        String type = "";
        for (String name = input.member(true); name != null; name = input.member(false)) {
            if (name.equals("name")) {
                column = Optional.of(string(input, name));
            } else if (name.equals("type")) {
                type = string(input, name);
            } else {
                input.document();
            }
        }
        return new Field(column.orElseThrow(() -> new Malformed("has a column without a name")), type);
    }

    private static List<String> strings(JsonInput input, String name) throws IOException, Malformed {
        expect(input, '[', "has no array under \"" + name + "\"");
        List<String> strings = new ArrayList<>();
        while (input.element(strings.isEmpty())) {
            strings.add(string(input, name));
        }
        return strings;
    }

    private static String string(JsonInput input, String name) throws IOException, Malformed {
        if (input.peek() != '"') {
            throw new Malformed("has something that is no string under \"" + name + "\"");
        }
        input.string();
        return input.slice().text();
    }

    private static void expect(JsonInput input, char expected, String otherwise) throws IOException, Malformed {
        if (input.peek() != expected) {
            throw new Malformed(otherwise);
        }
        input.skip();
    }
}
