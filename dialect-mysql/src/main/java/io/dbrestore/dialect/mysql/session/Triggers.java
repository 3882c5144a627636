package io.dbrestore.dialect.mysql.session;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import io.dbrestore.spi.Trigger;
import io.dbrestore.spi.Trigger.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;

/** Triggers, none of which a session can switch off. */
public final class Triggers {

    /** A user without the right to see triggers sees none, and is told so by nobody. */
    private static final String TRIGGERS = """
            SELECT t.EVENT_OBJECT_TABLE, t.TRIGGER_NAME, t.EVENT_MANIPULATION
            FROM information_schema.TRIGGERS t
            WHERE t.EVENT_OBJECT_SCHEMA = DATABASE()
            ORDER BY t.EVENT_OBJECT_TABLE, t.TRIGGER_NAME, t.EVENT_MANIPULATION""";

    private Triggers() {}

    /** See {@link io.dbrestore.spi.Dialect#firingTriggers}. */
    public static Map<TableName, List<Trigger>> of(Connection connection, List<Table> tables) throws SQLException {
        Set<TableName> meant = tables.stream().map(Table::name).collect(toSet());
        return Sql.rows(
                        connection,
                        TRIGGERS,
                        row -> Map.entry(
                                new TableName("", row.getString(1)),
                                new Trigger(row.getString(2), Event.valueOf(row.getString(3)))))
                .stream()
                .filter(trigger -> meant.contains(trigger.getKey()))
                .collect(groupingBy(Entry::getKey, mapping(Entry::getValue, toList())));
    }
}
