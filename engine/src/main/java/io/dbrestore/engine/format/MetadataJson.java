package io.dbrestore.engine.format;

import static java.util.stream.Collectors.joining;

import io.dbrestore.spi.Column;
import io.dbrestore.spi.Column.Origin;
import io.dbrestore.spi.ForeignKey;
import io.dbrestore.spi.LeftOut;
import io.dbrestore.spi.Sequence;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import io.dbrestore.spi.UniqueKey;
import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@link Metadata} as JSON, both ways; a line for each table, so that two dumps can be compared. */
public final class MetadataJson {

    private static final String TOOL = "db-restore";

    /** The metadata as it was read, and whether another tool wrote it, which may have left out almost everything. */
    record Parsed(Metadata metadata, boolean foreign, List<String> listedTables) {}

    private MetadataJson() {}

    /** The bytes of the file. */
    public static byte[] print(Metadata metadata) {
        JsonObject tool = new JsonObject().put("name", TOOL).put("version", metadata.toolVersion());
        List<String> members = List.of(
                "\"formatVersion\": " + metadata.formatVersion(),
                "\"tool\": " + tool,
                "\"provider\": " + JsonObject.quoted(metadata.provider()),
                "\"serverVersion\": " + JsonObject.quoted(metadata.serverVersion()),
                "\"database\": " + JsonObject.quoted(metadata.database()),
                "\"defaultSchema\": " + JsonObject.quoted(metadata.defaultSchema()),
                "\"startedAt\": " + JsonObject.quoted(metadata.startedAt().toString()),
                "\"finishedAt\": " + JsonObject.quoted(metadata.finishedAt().toString()),
                "\"tables\": " + lines(metadata.tables().stream().map(MetadataJson::table)),
                "\"sequences\": " + lines(metadata.sequences().stream().map(MetadataJson::sequence)),
                "\"leftOut\": " + lines(metadata.leftOut().stream().map(MetadataJson::leftOut)),
                "\"warnings\": " + lines(metadata.warnings().stream().map(JsonObject::quoted)));
        return ("{" + String.join(",\n ", members) + "}\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String lines(Stream<?> elements) {
        return elements.map(Object::toString).collect(joining(",\n  ", "[", "]"));
    }

    private static JsonObject table(TableEntry entry) {
        Table table = entry.table();
        List<JsonObject> foreignKeys = new ArrayList<>();
        for (int i = 0; i < table.foreignKeys().size(); i++) {
            ForeignKey key = table.foreignKeys().get(i);
            foreignKeys.add(foreignKey(key)
                    .put("trusted", key.trusted())
                    .put("orphans", entry.orphans().get(i)));
        }
        JsonObject shape = shape(table);
        return new JsonObject()
                .put("table", table.name().name())
                .put("schema", table.name().schema())
                .put("file", entry.file())
                .put("rows", entry.rows())
                .put("bytes", entry.bytes())
                .put("xxh3", entry.checksum())
                .putAll(shape)
                .put("foreignKeys", foreignKeys)
                .put("fingerprint", Checksum.of(shape.toString()));
    }

    /** What of a table a migration may change. */
    private static JsonObject shape(Table table) {
        return new JsonObject()
                .put(
                        "columns",
                        table.columns().stream().map(MetadataJson::column).toList())
                .put("primaryKey", table.primaryKey())
                .put(
                        "uniqueKeys",
                        table.uniqueKeys().stream()
                                .sorted(Comparator.comparing(UniqueKey::name))
                                .map(key ->
                                        new JsonObject().put("name", key.name()).put("columns", key.columns()))
                                .toList())
                .put(
                        "foreignKeys",
                        table.foreignKeys().stream()
                                .map(MetadataJson::foreignKey)
                                .toList());
    }

    private static JsonObject column(Column column) {
        return new JsonObject()
                .put("name", column.name())
                .put("type", column.type())
                .put("nullable", column.nullable())
                .put("default", column.hasDefault())
                .put("identity", column.origin() == Origin.IDENTITY)
                .put("generated", column.isGenerated());
    }

    private static JsonObject foreignKey(ForeignKey key) {
        return new JsonObject()
                .put("name", key.name())
                .put("columns", key.columns())
                .put("targetSchema", key.target().schema())
                .put("targetTable", key.target().name())
                .put("targetColumns", key.targetColumns());
    }

    private static JsonObject sequence(Sequence sequence) {
        return new JsonObject()
                .put("schema", sequence.name().schema())
                .put("name", sequence.name().name())
                .put("value", sequence.value());
    }

    private static JsonObject leftOut(LeftOut leftOut) {
        return new JsonObject()
                .put("schema", leftOut.table().schema())
                .put("table", leftOut.table().name())
                .put("reason", leftOut.reason());
    }

    static Parsed parse(byte[] bytes) throws Malformed {
        JsonObject root = JsonObject.parse(bytes);
        boolean foreign = !TOOL.equals(root.object("tool").text("name", ""));
        int version = version(root);
        if (version > Metadata.FORMAT_VERSION) {
            throw new Malformed("is of format version " + version + "; this db-restore reads up to "
                    + Metadata.FORMAT_VERSION + ", so a newer one is needed");
        }
        Instant startedAt = instant(root, "startedAt", instant(root, "timestamp", Instant.EPOCH));
        Metadata metadata = new Metadata(
                version,
                foreign ? "" : root.object("tool").string("version", ""),
                root.string("provider", foreign ? "" : null),
                root.string("serverVersion", ""),
                root.string("database", ""),
                root.string("defaultSchema", ""),
                startedAt,
                instant(root, "finishedAt", startedAt),
                foreign ? List.of() : list(root, "tables", MetadataJson::entry),
                foreign ? List.of() : list(root, "sequences", MetadataJson::sequenceOf),
                foreign ? List.of() : list(root, "leftOut", MetadataJson::leftOutOf),
                root.list("warnings", String.class));
        return new Parsed(metadata, foreign, foreign ? listed(root) : List.of());
    }

    private static int version(JsonObject root) throws Malformed {
        String text = root.text(root.has("formatVersion") ? "formatVersion" : "version", "1");
        int dot = text.indexOf('.');
        String major = dot < 0 ? text : text.substring(0, dot);
        if (!Forms.isInteger(major) || major.length() > 9) {
            throw new Malformed("has a \"formatVersion\" that is no number");
        }
        return Integer.parseInt(major);
    }

    /** What another tool lists: names, or objects with a name. */
    private static List<String> listed(JsonObject root) throws Malformed {
        List<String> names = new ArrayList<>();
        for (Object element : root.list("tables", Object.class)) {
            String name = element instanceof JsonObject object
                    ? object.text("table", object.text("name", ""))
                    : element.toString();
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    /** Reads an element of an array. */
    @FunctionalInterface
    private interface Element<T> {
        T read(JsonObject node) throws Malformed;
    }

    private static <T> List<T> list(JsonObject parent, String name, Element<T> element) throws Malformed {
        List<T> list = new ArrayList<>();
        for (JsonObject node : parent.list(name, JsonObject.class)) {
            list.add(element.read(node));
        }
        return list;
    }

    private static TableEntry entry(JsonObject node) throws Malformed {
        List<ForeignKey> foreignKeys = list(node, "foreignKeys", MetadataJson::foreignKeyOf);
        Table table = new Table(
                name(node, "table"),
                list(node, "columns", MetadataJson::columnOf),
                node.list("primaryKey", String.class),
                list(
                        node,
                        "uniqueKeys",
                        key -> new UniqueKey(key.string("name", ""), key.list("columns", String.class))),
                foreignKeys);
        return new TableEntry(
                table,
                node.string("file", null),
                node.number("rows"),
                node.number("bytes"),
                node.string("xxh3", null),
                list(node, "foreignKeys", key -> key.number("orphans")));
    }

    private static Column columnOf(JsonObject node) throws Malformed {
        Origin origin = node.flag("generated", false)
                ? Origin.GENERATED
                : node.flag("identity", false) ? Origin.IDENTITY : Origin.GIVEN;
        return new Column(
                node.string("name", null),
                Types.OTHER,
                node.string("type", ""),
                node.flag("nullable", true),
                node.flag("default", false),
                origin);
    }

    private static ForeignKey foreignKeyOf(JsonObject node) throws Malformed {
        return new ForeignKey(
                node.string("name", ""),
                node.list("columns", String.class),
                new TableName(node.string("targetSchema", ""), node.string("targetTable", null)),
                node.list("targetColumns", String.class),
                node.flag("trusted", true));
    }

    private static Sequence sequenceOf(JsonObject node) throws Malformed {
        String value = node.string("value", null);
        if (!Forms.isInteger(value)) {
            throw new Malformed("has a sequence whose \"value\" is no number");
        }
        return new Sequence(name(node, "name"), value);
    }

    private static LeftOut leftOutOf(JsonObject node) throws Malformed {
        return new LeftOut(name(node, "table"), node.string("reason", ""));
    }

    private static TableName name(JsonObject node, String member) throws Malformed {
        return new TableName(node.string("schema", ""), node.string(member, null));
    }

    private static Instant instant(JsonObject node, String name, Instant otherwise) throws Malformed {
        String value = node.text(name, "");
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            return Instant.parse(value);
        } catch (DateTimeException e) {
            throw new Malformed("has something that is no moment under \"" + name + "\"");
        }
    }
}
