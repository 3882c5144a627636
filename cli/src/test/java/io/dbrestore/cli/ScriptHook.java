package io.dbrestore.cli;

import io.dbrestore.spi.ResetHook;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.ToolSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Its configuration is a file with the URL in it. */
    @Override
    public ToolSettings settings(Path folder, Map<String, String> options) throws IOException {
        Path file = folder.resolve("script.url");
        if (!Files.exists(file)) {
            return ToolSettings.of(options);
        }
        Optional<String> url = Optional.of(Files.readString(file).strip());
        return new ToolSettings("script.url", "", url, Optional.empty(), Optional.empty(), options, "");
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
