package io.dbrestore.dialect.mysql.session;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tables whose engine knows no transactions, such as MyISAM: no rollback, and no snapshot. */
public final class NonTransactional {

    private static final String TABLES = """
            SELECT t.TABLE_NAME, t.ENGINE
            FROM information_schema.TABLES t
            WHERE t.TABLE_SCHEMA = DATABASE() AND t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')
                AND t.ENGINE NOT IN
                    (SELECT e.ENGINE FROM information_schema.ENGINES e WHERE e.TRANSACTIONS = 'YES')""";

    /** A variable of MySQL's; what is not logged for replicas is not held to it. */
    private static final String BAN = """
            SHOW SESSION VARIABLES WHERE Variable_name = 'enforce_gtid_consistency' AND Value = 'ON'""";

    private NonTransactional() {}

    /** See {@link io.dbrestore.spi.Dialect#beyondRollback}. */
    public static Map<TableName, String> among(Connection connection, List<Table> tables) throws SQLException {
        Map<TableName, String> found = new TreeMap<>(Comparator.comparing(TableName::name));
        Sql.rows(connection, TABLES, row -> found.put(new TableName("", row.getString(1)), row.getString(2)));
        found.keySet().retainAll(tables.stream().map(Table::name).collect(toSet()));
        return found;
    }

    /** See {@link io.dbrestore.spi.Dialect#banBeyondRollback}. */
    public static String ban(Connection connection) throws SQLException {
        boolean enforced = !Sql.rows(connection, BAN, row -> row.getString(1)).isEmpty() && isLogged(connection);
        return enforced ? "enforce_gtid_consistency is ON" : "";
    }

    private static boolean isLogged(Connection connection) throws SQLException {
        return Sql.rows(connection, "SELECT @@GLOBAL.log_bin AND @@SESSION.sql_log_bin", row -> row.getBoolean(1))
                .get(0);
    }

    /** What a dump cannot promise of these tables, a sentence; empty if it promises all. */
    public static List<String> warnings(Connection connection, List<Table> tables) throws SQLException {
        Map<TableName, String> found = among(connection, tables);
        return found.isEmpty()
                ? List.of()
                : List.of(
                        "Tables without transactions are read as they are when their turn comes, not at the dump's one"
                                + " moment: "
                                + found.entrySet().stream()
                                        .map(table -> table.getKey() + " (" + table.getValue() + ")")
                                        .collect(joining(", "))
                                + ".");
    }
}
