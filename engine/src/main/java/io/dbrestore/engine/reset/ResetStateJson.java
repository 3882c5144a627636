package io.dbrestore.engine.reset;

import io.dbrestore.engine.reset.ResetState.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@link ResetState} as JSON, both ways. */
final class ResetStateJson {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Pattern FOLDER = Pattern.compile("[0-9]{8}-[0-9]{6}(-[0-9]+)?");

    private ResetStateJson() {}

    static byte[] print(ResetState state) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("phase", state.phase().name().toLowerCase(Locale.ROOT))
                .put("dump", state.dump());
        ObjectNode rows = node.putObject("rowsBefore");
        state.rowsBefore().forEach(rows::put);
        state.spent().forEach(node.putArray("spent")::add);
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
    }

    /** @throws RuntimeException if it is not what {@link #print} writes */
    static ResetState parse(byte[] bytes) {
        JsonNode node = MAPPER.readTree(bytes);
        Map<String, Long> rows = new TreeMap<>();
        node.required("rowsBefore").forEachEntry((table, count) -> rows.put(table, count.longValue()));
        List<String> spent = new ArrayList<>();
        node.required("spent").forEach(name -> spent.add(folder(name)));
        Phase phase = Phase.valueOf(node.required("phase").stringValue().toUpperCase(Locale.ROOT));
        String dump = node.required("dump").stringValue();
        return new ResetState(phase, dump.isEmpty() ? dump : folder(node.required("dump")), rows, spent);
    }

    /** It becomes part of a path. */
    private static String folder(JsonNode node) {
        String name = node.stringValue();
        if (!FOLDER.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of a dump: " + name);
        }
        return name;
    }
}
