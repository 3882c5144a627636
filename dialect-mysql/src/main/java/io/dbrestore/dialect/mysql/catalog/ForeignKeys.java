package io.dbrestore.dialect.mysql.catalog;

import io.dbrestore.spi.ForeignKey;
import io.dbrestore.spi.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The foreign keys of all tables of a database. The server does not vouch for them, since anybody may write with
 * {@code foreign_key_checks = 0}.
 */
final class ForeignKeys {

    private static final String FOREIGN_KEYS = """
            SELECT TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME, REFERENCED_TABLE_SCHEMA, REFERENCED_TABLE_NAME,
                REFERENCED_COLUMN_NAME
            FROM information_schema.KEY_COLUMN_USAGE
            WHERE TABLE_SCHEMA = ? AND REFERENCED_TABLE_NAME IS NOT NULL
            ORDER BY TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION""";

    private final String database;
    private final Map<String, Map<String, ForeignKey>> keys = new HashMap<>();

    private ForeignKeys(String database) {
        this.database = database;
    }

    static ForeignKeys of(Connection connection, String database) throws SQLException {
        ForeignKeys keys = new ForeignKeys(database);
        Query.with(connection, FOREIGN_KEYS, database, keys::add);
        return keys;
    }

    private boolean add(ResultSet row) throws SQLException {
        String name = row.getString("CONSTRAINT_NAME");
        String schema = row.getString("REFERENCED_TABLE_SCHEMA");
        TableName target = new TableName(schema.equals(database) ? "" : schema, row.getString("REFERENCED_TABLE_NAME"));
        Map<String, ForeignKey> ofTable =
                keys.computeIfAbsent(row.getString("TABLE_NAME"), table -> new LinkedHashMap<>());
        ForeignKey known = ofTable.getOrDefault(name, new ForeignKey(name, List.of(), target, List.of(), false));
        List<String> columns = new ArrayList<>(known.columns());
        columns.add(row.getString("COLUMN_NAME"));
        List<String> targetColumns = new ArrayList<>(known.targetColumns());
        targetColumns.add(row.getString("REFERENCED_COLUMN_NAME"));
        ofTable.put(name, new ForeignKey(name, columns, target, targetColumns, false));
        return true;
    }

    List<ForeignKey> of(String table) {
        return List.copyOf(keys.getOrDefault(table, Map.of()).values());
    }
}
