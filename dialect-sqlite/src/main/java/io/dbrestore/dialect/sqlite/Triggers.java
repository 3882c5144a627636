package io.dbrestore.dialect.sqlite;

import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/**
 * The user's triggers on some tables. SQLite cannot disable a trigger, but its DDL is transactional: they are dropped,
 * and created again word for word in their old order.
 */
final class Triggers {

    private static final Pattern BEGINNING =
            Pattern.compile("CREATE\\s+(?:TEMP\\s+|TEMPORARY\\s+)?TRIGGER\\s+", Pattern.CASE_INSENSITIVE);

    /** @param sql the statement as SQLite keeps it: without TEMP, and without the schema before the name */
    private record Trigger(String schema, String name, String sql) {}

    private final Handle handle;
    private final List<Trigger> triggers = new ArrayList<>();

    private Triggers(Handle handle) {
        this.handle = handle;
    }

    static Triggers drop(Handle handle, SqlSpelling spelling, List<Table> tables) throws SQLException {
        Triggers dropped = new Triggers(handle);
        dropped.find("main", tables);
        dropped.find("temp", tables);
        for (Trigger trigger : dropped.triggers) {
            Sql.run(handle, "DROP TRIGGER " + spelling.quote(new TableName(trigger.schema(), trigger.name())));
        }
        return dropped;
    }

    private void find(String schema, List<Table> tables) throws SQLException {
        String query =
                "SELECT name, sql, tbl_name FROM " + schema + ".sqlite_schema WHERE type = 'trigger' ORDER BY rowid";
        try (Statement statement = handle.getConnection().createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                String on = rows.getString(3);
                if (tables.stream().anyMatch(table -> Names.same(table.name().name(), on))) {
                    triggers.add(new Trigger(schema, rows.getString(1), rows.getString(2)));
                }
            }
        }
    }

    /** Creates them again, and makes sure that SQLite keeps the very words that it kept before. */
    void create() throws SQLException {
        for (Trigger trigger : triggers) {
            Matcher beginning = BEGINNING.matcher(trigger.sql());
            if (!beginning.lookingAt()) {
                throw changed(trigger);
            }
            Sql.run(
                    handle,
                    "CREATE TRIGGER " + trigger.schema() + "." + trigger.sql().substring(beginning.end()));
            String query = "SELECT sql FROM " + trigger.schema() + ".sqlite_schema WHERE type = 'trigger' AND name = "
                    + literal(trigger.name());
            if (!Sql.text(handle, query).equals(trigger.sql())) {
                throw changed(trigger);
            }
        }
    }

    private static SQLException changed(Trigger trigger) {
        return new SQLException("the trigger " + trigger.name()
                + " cannot be put back word for word, so nothing is restored. Drop it, restore, and create it again");
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
