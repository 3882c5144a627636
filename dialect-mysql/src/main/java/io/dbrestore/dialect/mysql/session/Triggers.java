package io.dbrestore.dialect.mysql.session;

import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import io.dbrestore.spi.Trigger;
import io.dbrestore.spi.Trigger.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Triggers, none of which a session can switch off. */
public final class Triggers {

    private static final String TRIGGERS = """
            SELECT t.EVENT_OBJECT_TABLE, t.TRIGGER_NAME, t.EVENT_MANIPULATION
            FROM information_schema.TRIGGERS t
            WHERE t.EVENT_OBJECT_SCHEMA = DATABASE()
            ORDER BY t.EVENT_OBJECT_TABLE, t.TRIGGER_NAME, t.EVENT_MANIPULATION""";

    /** Without this right the server shows no triggers, and does not say so. A right on single tables is not enough. */
    private static final String RIGHT = """
            SELECT 1 FROM information_schema.USER_PRIVILEGES u
            WHERE u.PRIVILEGE_TYPE = 'TRIGGER' AND REPLACE(u.GRANTEE, '''', '') = CURRENT_USER()
            UNION ALL
            SELECT 1 FROM information_schema.SCHEMA_PRIVILEGES s
            WHERE s.PRIVILEGE_TYPE = 'TRIGGER' AND REPLACE(s.GRANTEE, '''', '') = CURRENT_USER()
                AND DATABASE() LIKE s.TABLE_SCHEMA""";

    private Triggers() {}

    /** See {@link io.dbrestore.spi.Dialect#firingTriggers}. */
    public static Map<TableName, List<Trigger>> of(Connection connection, List<Table> tables) throws SQLException {
        Map<TableName, List<Trigger>> triggers = new HashMap<>();
        if (Sql.rows(connection, RIGHT, row -> true).isEmpty()) {
            tables.forEach(table -> triggers.put(table.name(), new ArrayList<>()));
        }
        Sql.rows(
                connection,
                TRIGGERS,
                row -> triggers.computeIfAbsent(new TableName("", row.getString(1)), table -> new ArrayList<>())
                        .add(new Trigger(row.getString(2), Event.valueOf(row.getString(3)))));
        triggers.keySet().retainAll(tables.stream().map(Table::name).toList());
        return triggers;
    }
}
