package io.dbrestore.engine.reset;

import io.dbrestore.engine.format.JsonObject;
import io.dbrestore.engine.format.Malformed;
import io.dbrestore.engine.reset.ResetState.Phase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** {@link ResetState} as JSON, both ways. */
final class ResetStateJson {

    private static final List<String> MEMBERS = List.of("phase", "dump", "rowsBefore", "spent");
    private static final Pattern FOLDER = Pattern.compile("[0-9]{8}-[0-9]{6}(-[0-9]+)?");

    private ResetStateJson() {}

    static byte[] print(ResetState state) {
        JsonObject rows = new JsonObject();
        state.rowsBefore().forEach(rows::put);
        return new JsonObject()
                .put("phase", state.phase().name().toLowerCase(Locale.ROOT))
                .put("dump", state.dump())
                .put("rowsBefore", rows)
                .put("waiting", state.waiting())
                .put("spent", state.spent())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @throws Malformed if it is not what {@link #print} writes
     * @throws IllegalArgumentException likewise
     */
    static ResetState parse(byte[] bytes) throws Malformed {
        JsonObject root = JsonObject.parse(bytes);
        if (!root.names().containsAll(MEMBERS)) {
            throw new IllegalArgumentException("needs all of " + MEMBERS);
        }
        JsonObject counts = root.object("rowsBefore");
        Map<String, Long> rows = new TreeMap<>();
        for (String table : counts.names()) {
            rows.put(table, counts.number(table));
        }
        List<String> spent = root.list("spent", String.class);
        spent.forEach(ResetStateJson::requireFolder);
        String dump = root.string("dump", null);
        if (!dump.isEmpty()) {
            requireFolder(dump);
        }
        Phase phase = Phase.valueOf(root.string("phase", null).toUpperCase(Locale.ROOT));
        return new ResetState(phase, dump, rows, root.list("waiting", String.class), spent);
    }

    /** It becomes part of a path. */
    private static void requireFolder(String name) {
        if (!FOLDER.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of a dump: " + name);
        }
    }
}
