package io.dbrestore.dialect.sqlite;

import io.dbrestore.spi.Sequence;
import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The counters of AUTOINCREMENT tables. They stand in sqlite_sequence, which exists once there is such a table. */
final class Counters {

    private final Handle handle;
    private final SqlSpelling sql;

    Counters(Handle handle, SqlSpelling sql) {
        this.handle = handle;
        this.sql = sql;
    }

    /** Also those that have not counted yet, with 0: the dump may know a number for them. */
    List<Sequence> read(List<Table> tables) throws SQLException {
        Map<String, Long> numbers = numbers();
        List<Sequence> counters = new ArrayList<>();
        for (Table table : tables) {
            Long number = numbers.get(table.name().name());
            if (number != null || counts(table)) {
                counters.add(new Sequence(table.name(), Long.toString(number == null ? 0 : Math.max(0, number))));
            }
        }
        return counters;
    }

    private Map<String, Long> numbers() throws SQLException {
        Map<String, Long> numbers = new LinkedHashMap<>();
        if (!exist()) {
            return numbers;
        }
        try (Statement statement = handle.getConnection().createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT name, max(CAST(seq AS INTEGER)) FROM main.sqlite_sequence GROUP BY name")) {
            while (rows.next()) {
                numbers.put(rows.getString(1), rows.getLong(2));
            }
        }
        return numbers;
    }

    private boolean exist() throws SQLException {
        return Sql.number(handle, "SELECT count(*) FROM main.sqlite_schema WHERE name = 'sqlite_sequence'") > 0;
    }

    /** Whether the key is AUTOINCREMENT, which only SQLite itself can tell from the words. */
    private boolean counts(Table table) throws SQLException {
        if (!exist() || table.primaryKey().size() != 1) {
            return false;
        }
        String query =
                "SELECT " + sql.quote(table.primaryKey().get(0)) + " FROM " + sql.quote(table.name()) + " LIMIT 0";
        try (PreparedStatement statement = handle.getConnection().prepareStatement(query)) {
            return statement.getMetaData().isAutoIncrement(1);
        }
    }

    /** Moves each counter to where it stood in the dump or to the highest key, unless it is further already. */
    void advance(List<Table> merged, List<Sequence> dumped) throws SQLException {
        Map<TableName, Long> goals = new LinkedHashMap<>();
        for (Sequence sequence : dumped) {
            goals.put(sequence.name(), Long.parseLong(sequence.value()));
        }
        for (Table table : merged) {
            if (counts(table)) {
                goals.merge(table.name(), highestKey(table), Math::max);
            }
        }
        Map<String, Long> numbers = numbers();
        for (Map.Entry<TableName, Long> goal : goals.entrySet()) {
            Long number = numbers.get(goal.getKey().name());
            if (number == null && goal.getValue() > 0) {
                set("INSERT INTO main.sqlite_sequence (seq, name) VALUES (?, ?)", goal);
            } else if (number != null && goal.getValue() > number) {
                set("UPDATE main.sqlite_sequence SET seq = ? WHERE name = ?", goal);
            }
        }
    }

    private long highestKey(Table table) throws SQLException {
        String key = sql.quote(table.primaryKey().get(0));
        return Sql.number(handle, "SELECT max(" + key + ") FROM " + sql.quote(table.name()));
    }

    private void set(String statement, Map.Entry<TableName, Long> goal) throws SQLException {
        try (PreparedStatement prepared = handle.getConnection().prepareStatement(statement)) {
            prepared.setLong(1, goal.getValue());
            prepared.setString(2, goal.getKey().name());
            prepared.executeUpdate();
        }
    }
}
