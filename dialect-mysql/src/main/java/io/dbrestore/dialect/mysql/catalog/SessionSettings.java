package io.dbrestore.dialect.mysql.catalog;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Changes settings of the session for a while. */
final class SessionSettings {

    /** What the catalog needs to see counters as they are, and columns that MySQL may hide. */
    static final Map<String, String> TELLING =
            Map.of("information_schema_stats_expiry", "0", "show_gipk_in_create_table_and_information_schema", "ON");

    /** Something to do under other settings. */
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws SQLException;
    }

    private SessionSettings() {}

    /** Runs {@code work} under settings of which some servers may not know each, and puts them back. */
    static <T> T with(Connection connection, Map<String, String> settings, Attempt<T> work) throws SQLException {
        Map<String, String> before = new LinkedHashMap<>();
        String names = settings.keySet().stream().map(name -> "'" + name + "'").collect(joining(", "));
        Query.list(
                connection,
                "SHOW SESSION VARIABLES WHERE Variable_name IN (" + names + ")",
                row -> before.put(row.getString(1), row.getString(2)));
        Map<String, String> wanted = new LinkedHashMap<>(settings);
        wanted.keySet().retainAll(before.keySet());
        wanted.forEach((name, value) -> before.remove(name, value));
        wanted.keySet().retainAll(before.keySet());
        if (wanted.isEmpty()) {
            return work.run();
        }
        set(connection, wanted);
        try {
            return work.run();
        } finally {
            set(connection, before);
        }
    }

    private static void set(Connection connection, Map<String, String> settings) throws SQLException {
        Query.execute(
                connection,
                settings.entrySet().stream()
                        .map(setting -> "SESSION " + setting.getKey() + " = " + literal(setting.getValue()))
                        .collect(joining(", ", "SET ", "")));
    }

    private static String literal(String value) {
        return value.matches("\\d+") ? value : "'" + value + "'"; // no setting that is changed here holds a quote
    }
}
