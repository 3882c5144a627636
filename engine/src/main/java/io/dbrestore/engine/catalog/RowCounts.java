package io.dbrestore.engine.catalog;

import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts rows. */
public final class RowCounts {

    private RowCounts() {}

    /** How many rows each of these tables has. */
    public static Map<TableName, Long> of(Connection connection, SqlSpelling spelling, Collection<Table> tables)
            throws SQLException {
        Map<TableName, Long> counts = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (Table table : tables) {
                try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + spelling.rows(table) + " t")) {
                    rows.next();
                    counts.put(table.name(), rows.getLong(1));
                }
            }
        }
        return counts;
    }
}
