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
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@link Metadata} as JSON, both ways; a line for each table, so that two dumps can be compared. */
public final class MetadataJson {

    private static final String TOOL = "db-restore";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    /** The metadata as it was read, and whether another tool wrote it, which may have left out almost everything. */
    record Parsed(Metadata metadata, boolean foreign, List<String> listedTables) {}

    private MetadataJson() {}

    /** The bytes of the file. */
    public static byte[] print(Metadata metadata) {
        ObjectNode tool = MAPPER.createObjectNode().put("name", TOOL).put("version", metadata.toolVersion());
        List<String> members = List.of(
                "\"formatVersion\": " + metadata.formatVersion(),
                "\"tool\": " + tool,
                "\"provider\": " + quoted(metadata.provider()),
                "\"serverVersion\": " + quoted(metadata.serverVersion()),
                "\"database\": " + quoted(metadata.database()),
                "\"defaultSchema\": " + quoted(metadata.defaultSchema()),
                "\"startedAt\": " + quoted(metadata.startedAt().toString()),
                "\"finishedAt\": " + quoted(metadata.finishedAt().toString()),
                "\"tables\": " + lines(metadata.tables().stream().map(MetadataJson::table)),
                "\"sequences\": " + lines(metadata.sequences().stream().map(MetadataJson::sequence)),
                "\"leftOut\": " + lines(metadata.leftOut().stream().map(MetadataJson::leftOut)),
                "\"warnings\": " + lines(metadata.warnings().stream().map(MAPPER.getNodeFactory()::stringNode)));
        return ("{" + String.join(",\n ", members) + "}\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        return MAPPER.getNodeFactory().stringNode(text).toString();
    }

    private static String lines(Stream<? extends JsonNode> nodes) {
        return nodes.map(JsonNode::toString).collect(joining(",\n  ", "[", "]"));
    }

    private static ObjectNode table(TableEntry entry) {
        Table table = entry.table();
        ObjectNode node = MAPPER.createObjectNode()
                .put("table", table.name().name())
                .put("schema", table.name().schema())
                .put("file", entry.file())
                .put("rows", entry.rows())
                .put("bytes", entry.bytes())
                .put("xxh3", entry.checksum());
        ObjectNode shape = shape(table);
        String fingerprint = Checksum.of(shape.toString());
        ArrayNode foreignKeys = (ArrayNode) shape.get("foreignKeys");
        for (int i = 0; i < foreignKeys.size(); i++) {
            ForeignKey key = table.foreignKeys().get(i);
            ((ObjectNode) foreignKeys.get(i))
                    .put("trusted", key.trusted())
                    .put("orphans", entry.orphans().get(i));
        }
        node.setAll(shape);
        return node.put("fingerprint", fingerprint);
    }

    /** What of a table a migration may change. */
    private static ObjectNode shape(Table table) {
        ObjectNode node = MAPPER.createObjectNode();
        ArrayNode columns = node.putArray("columns");
        for (Column column : table.columns()) {
            columns.addObject()
                    .put("name", column.name())
                    .put("type", column.type())
                    .put("nullable", column.nullable())
                    .put("default", column.hasDefault())
                    .put("identity", column.origin() == Origin.IDENTITY)
                    .put("generated", column.isGenerated());
        }
        addAll(node.putArray("primaryKey"), table.primaryKey());
        ArrayNode uniqueKeys = node.putArray("uniqueKeys");
        table.uniqueKeys().stream()
                .sorted(Comparator.comparing(UniqueKey::name))
                .forEach(key -> {
                    ObjectNode unique = uniqueKeys.addObject().put("name", key.name());
                    addAll(unique.putArray("columns"), key.columns());
                });
        ArrayNode foreignKeys = node.putArray("foreignKeys");
        for (ForeignKey key : table.foreignKeys()) {
            ObjectNode foreign = foreignKeys.addObject().put("name", key.name());
            addAll(foreign.putArray("columns"), key.columns());
            foreign.put("targetSchema", key.target().schema())
                    .put("targetTable", key.target().name());
            addAll(foreign.putArray("targetColumns"), key.targetColumns());
        }
        return node;
    }

    private static void addAll(ArrayNode array, List<String> names) {
        names.forEach(array::add);
    }

    private static ObjectNode sequence(Sequence sequence) {
        return MAPPER.createObjectNode()
                .put("schema", sequence.name().schema())
                .put("name", sequence.name().name())
                .put("value", sequence.value());
    }

    private static ObjectNode leftOut(LeftOut leftOut) {
        return MAPPER.createObjectNode()
                .put("schema", leftOut.table().schema())
                .put("table", leftOut.table().name())
                .put("reason", leftOut.reason());
    }

    static Parsed parse(byte[] bytes) throws Malformed {
        JsonNode root;
        try {
            root = MAPPER.readTree(bytes);
        } catch (JacksonException e) {
            throw new Malformed("is not JSON: " + e.getOriginalMessage());
        }
        if (!root.isObject()) {
            throw new Malformed("is not a JSON object");
        }
        boolean foreign = !TOOL.equals(string(root.path("tool"), "name", ""));
        int version = version(root);
        if (version > Metadata.FORMAT_VERSION) {
            throw new Malformed("is of format version " + version + "; this db-restore reads up to "
                    + Metadata.FORMAT_VERSION + ", so a newer one is needed");
        }
        Instant startedAt = instant(root, "startedAt", instant(root, "timestamp", Instant.EPOCH));
        Metadata metadata = new Metadata(
                version,
                foreign ? "" : string(root.path("tool"), "version", ""),
                string(root, "provider", foreign ? "" : null),
                string(root, "serverVersion", ""),
                string(root, "database", ""),
                string(root, "defaultSchema", ""),
                startedAt,
                instant(root, "finishedAt", startedAt),
                foreign ? List.of() : list(root, "tables", MetadataJson::entry),
                foreign ? List.of() : list(root, "sequences", MetadataJson::sequenceOf),
                foreign ? List.of() : list(root, "leftOut", MetadataJson::leftOutOf),
                list(root, "warnings", JsonNode::asString));
        return new Parsed(metadata, foreign, foreign ? listed(root) : List.of());
    }

    private static int version(JsonNode root) throws Malformed {
        JsonNode node = root.has("formatVersion") ? root.path("formatVersion") : root.path("version");
        String text = node.isMissingNode() ? "1" : node.asString("");
        int dot = text.indexOf('.');
        String major = dot < 0 ? text : text.substring(0, dot);
        if (!Forms.isInteger(major) || major.length() > 9) {
            throw new Malformed("has a \"formatVersion\" that is no number");
        }
        return Integer.parseInt(major);
    }

    private static List<String> listed(JsonNode root) {
        return root.path("tables")
                .valueStream()
                .map(node -> node.isString()
                        ? node.asString()
                        : node.path("table").asString(node.path("name").asString("")))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Reads an element of an array. */
    @FunctionalInterface
    private interface Element<T> {
        T read(JsonNode node) throws Malformed;
    }

    private static <T> List<T> list(JsonNode parent, String name, Element<T> element) throws Malformed {
        JsonNode array = parent.path(name);
        if (!array.isArray() && !array.isMissingNode()) {
            throw new Malformed("has no array under \"" + name + "\"");
        }
        List<T> list = new ArrayList<>();
        for (JsonNode node : array) {
            list.add(element.read(node));
        }
        return list;
    }

    private static TableEntry entry(JsonNode node) throws Malformed {
        List<ForeignKey> foreignKeys = list(node, "foreignKeys", MetadataJson::foreignKey);
        Table table = new Table(
                name(node, "table"),
                list(node, "columns", MetadataJson::column),
                strings(node, "primaryKey"),
                list(node, "uniqueKeys", key -> new UniqueKey(string(key, "name", ""), strings(key, "columns"))),
                foreignKeys);
        return new TableEntry(
                table,
                string(node, "file", null),
                number(node, "rows"),
                number(node, "bytes"),
                string(node, "xxh3", null),
                list(node, "foreignKeys", key -> number(key, "orphans")));
    }

    private static Column column(JsonNode node) throws Malformed {
        Origin origin = node.path("generated").asBoolean(false)
                ? Origin.GENERATED
                : node.path("identity").asBoolean(false) ? Origin.IDENTITY : Origin.GIVEN;
        return new Column(
                string(node, "name", null),
                Types.OTHER,
                string(node, "type", ""),
                node.path("nullable").asBoolean(true),
                node.path("default").asBoolean(false),
                origin);
    }

    private static ForeignKey foreignKey(JsonNode node) throws Malformed {
        return new ForeignKey(
                string(node, "name", ""),
                strings(node, "columns"),
                new TableName(string(node, "targetSchema", ""), string(node, "targetTable", null)),
                strings(node, "targetColumns"),
                node.path("trusted").asBoolean(true));
    }

    private static Sequence sequenceOf(JsonNode node) throws Malformed {
        String value = string(node, "value", null);
        if (!Forms.isInteger(value)) {
            throw new Malformed("has a sequence whose \"value\" is no number");
        }
        return new Sequence(name(node, "name"), value);
    }

    private static LeftOut leftOutOf(JsonNode node) throws Malformed {
        return new LeftOut(name(node, "table"), string(node, "reason", ""));
    }

    private static TableName name(JsonNode node, String member) throws Malformed {
        return new TableName(string(node, "schema", ""), string(node, member, null));
    }

    private static List<String> strings(JsonNode node, String name) throws Malformed {
        return list(node, name, element -> {
            if (!element.isString()) {
                throw new Malformed("has something that is no string under \"" + name + "\"");
            }
            return element.asString();
        });
    }

    /** @param otherwise what holds where the member is missing; null if it must not be */
    private static String string(JsonNode node, String name, @Nullable String otherwise) throws Malformed {
        JsonNode value = node.path(name);
        if (value.isString()) {
            return value.asString();
        }
        if (otherwise == null || !value.isMissingNode()) {
            throw new Malformed("has no string under \"" + name + "\"");
        }
        return otherwise;
    }

    private static long number(JsonNode node, String name) throws Malformed {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
            throw new Malformed("has no number under \"" + name + "\"");
        }
        return value.asLong();
    }

    private static Instant instant(JsonNode node, String name, Instant otherwise) throws Malformed {
        JsonNode value = node.path(name);
        if (!value.isString()) {
            return otherwise;
        }
        try {
            return Instant.parse(value.asString());
        } catch (DateTimeException e) {
            throw new Malformed("has something that is no moment under \"" + name + "\"");
        }
    }
}
