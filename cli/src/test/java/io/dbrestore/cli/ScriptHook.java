package io.dbrestore.cli;

import io.dbrestore.spi.ResetHook;
import io.dbrestore.spi.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** A third party's hook, which a test packs into a plugin: its migration tool runs the SQL of an option. */
public final class ScriptHook implements ResetHook {

    @Override
    public String name() {
        return "script";
    }

    @Override
    public boolean owns(Table table) {
        return false;
    }

    @Override
    public void reset(DataSource database, Map<String, String> options) throws SQLException {
        if (Thread.currentThread().getContextClassLoader() != ScriptHook.class.getClassLoader()) {
            throw new IllegalStateException("a tool would not find its own parts");
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(options.getOrDefault("sql", "").split(";", -1))) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
            if (options.containsKey("fail")) {
                throw new SQLException(options.get("fail"));
            }
        }
    }
}
