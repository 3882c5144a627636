package io.dbrestore.dialect.mysql.session;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tables whose engine knows no transactions, such as MyISAM: no rollback, and no snapshot. */
public final class NonTransactional {

    private static final String TABLES = """
            SELECT t.TABLE_NAME, t.ENGINE
            FROM information_schema.TABLES t
            WHERE t.TABLE_SCHEMA = DATABASE() AND t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')
                AND t.ENGINE NOT IN
                    (SELECT e.ENGINE FROM information_schema.ENGINES e WHERE e.TRANSACTIONS = 'YES')""";

    private NonTransactional() {}

    /** See {@link io.dbrestore.spi.Dialect#beyondRollback}. */
    public static Map<TableName, String> among(Connection connection, List<Table> tables) throws SQLException {
        Set<TableName> meant = tables.stream().map(Table::name).collect(toSet());
        return Sql.rows(connection, TABLES, row -> Map.entry(new TableName("", row.getString(1)), row.getString(2)))
                .stream()
                .filter(table -> meant.contains(table.getKey()))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
