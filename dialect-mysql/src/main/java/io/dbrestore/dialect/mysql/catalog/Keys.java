package io.dbrestore.dialect.mysql.catalog;

import io.dbrestore.spi.UniqueKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The primary and unique keys of all tables of a database. */
final class Keys {

    private static final String PRIMARY = "PRIMARY";

    /** A functional part has no column. */
    private static final String UNIQUE_INDEXES = """
            SELECT TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX, COLUMN_NAME, SUB_PART
            FROM information_schema.STATISTICS
            WHERE TABLE_SCHEMA = ? AND NON_UNIQUE = 0""";

    /** An index: the names of its columns; whole if it is over all of each of them. */
    private static final class Index {
        private final Map<Integer, String> columns = new TreeMap<>();
        private boolean whole = true;
        private boolean plain = true;
    }

    private final Map<String, Map<String, Index>> indexes = new HashMap<>();

    private Keys() {}

    static Keys of(Connection connection, String database) throws SQLException {
        Keys keys = new Keys();
        SessionSettings.with(
                connection, SessionSettings.TELLING, () -> Query.with(connection, UNIQUE_INDEXES, database, keys::add));
        for (Map.Entry<String, Map<String, Index>> table : keys.indexes.entrySet()) {
            if (table.getValue().size() > 1 && !table.getValue().containsKey(PRIMARY)) {
                table.setValue(inOrder(connection, database, table.getKey(), table.getValue()));
            }
        }
        return keys;
    }

    /** Without a primary key the first of the others tells rows apart, and only this statement knows which that is. */
    private static Map<String, Index> inOrder(
            Connection connection, String database, String table, Map<String, Index> indexes) throws SQLException {
        String query = "SHOW INDEX FROM " + Query.quote(table) + " FROM " + Query.quote(database);
        Map<String, Index> ordered = new LinkedHashMap<>();
        for (String name : Query.list(connection, query, row -> row.getString("Key_name"))) {
            Optional.ofNullable(indexes.get(name)).ifPresent(index -> ordered.put(name, index));
        }
        return ordered;
    }

    private boolean add(ResultSet row) throws SQLException {
        Index index = indexes.computeIfAbsent(row.getString("TABLE_NAME"), table -> new LinkedHashMap<>())
                .computeIfAbsent(row.getString("INDEX_NAME"), name -> new Index());
        String column = row.getString("COLUMN_NAME");
        index.whole &= row.getString("SUB_PART") == null;
        index.plain &= column != null;
        return column != null && index.columns.put(row.getInt("SEQ_IN_INDEX"), column) == null;
    }

    /**
     * The primary key's columns, except those in {@code hidden}. They tell rows apart even where the key is over the
     * beginning of some: what differs there differs as a whole.
     */
    List<String> primaryKey(String table, List<String> hidden) {
        Index index = indexes.getOrDefault(table, Map.of()).get(PRIMARY);
        return index == null ? List.of() : without(hidden, index.columns.values());
    }

    /** The other keys over whole columns; those of a table with row versions have the end of the version in them. */
    List<UniqueKey> uniqueKeys(String table, List<String> hidden) {
        return indexes.getOrDefault(table, Map.of()).entrySet().stream()
                .filter(index -> !index.getKey().equals(PRIMARY))
                .filter(index -> index.getValue().whole && index.getValue().plain)
                .map(index -> new UniqueKey(
                        index.getKey(), without(hidden, index.getValue().columns.values())))
                .toList();
    }

    private static List<String> without(List<String> hidden, Collection<String> columns) {
        return columns.stream().filter(column -> !hidden.contains(column)).toList();
    }
}
