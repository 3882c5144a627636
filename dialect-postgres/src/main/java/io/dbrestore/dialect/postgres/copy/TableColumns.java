package io.dbrestore.dialect.postgres.copy;

import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns of a table that are read or loaded, as the server describes them.
 *
 * @param types in the order in which they were asked for
 * @param readOnly whether the transaction is
 */
record TableColumns(Table table, List<ColumnType> types, boolean readOnly) {

    /**
     * Every column of a table with its type, or the type under its domain. A type is known by its send function, which
     * is built in for built-in types only, but for one: types such as citext say that they are sent as text is. The
     * parameter is the table's quoted name.
     */
    private static final String QUERY = """
            WITH RECURSIVE resolved (name, declared, type) AS (
                SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.atttypid
                FROM pg_catalog.pg_attribute a
                WHERE a.attrelid = CAST(CAST(? AS pg_catalog.text) AS pg_catalog.regclass)
                AND a.attnum > 0 AND NOT a.attisdropped
                UNION ALL
                SELECT r.name, r.declared, t.typbasetype
                FROM resolved r JOIN pg_catalog.pg_type t ON t.oid = r.type AND t.typtype = 'd'
            )
            SELECT r.name, r.declared,
                CASE
                    WHEN send.pronamespace OPERATOR(pg_catalog.=) output.pronamespace
                        AND n.nspname OPERATOR(pg_catalog.=) 'pg_catalog' THEN send.prosrc
                    WHEN send.prosrc = 'textsend' AND output.prosrc = 'textout' THEN 'textsend'
                    ELSE ''
                END,
                CASE WHEN output.prosrc = 'array_out' THEN element.typname ELSE '' END,
                element.typtype IS NOT NULL AND element.typtype IN ('c', 'd') OR t.typtype = 'c'
                    OR COALESCE(element.typname, t.typname) LIKE 'reg%',
                output.prosrc,
                pg_catalog.current_setting('transaction_read_only') = 'on'
            FROM resolved r
            JOIN pg_catalog.pg_type t ON t.oid = r.type AND t.typtype <> 'd'
            JOIN pg_catalog.pg_proc output ON output.oid = t.typoutput
            LEFT JOIN pg_catalog.pg_proc send ON send.oid = t.typsend
            LEFT JOIN pg_catalog.pg_namespace n ON n.oid = send.pronamespace
            LEFT JOIN pg_catalog.pg_type element ON element.oid = t.typelem AND output.prosrc = 'array_out'
            """;

    /** The output functions of types that have no input function worth the name. */
    private static final Set<String> UNREADABLE = Set.of(
            "brin_bloom_summary_out",
            "brin_minmax_multi_summary_out",
            "gtsvectorout",
            "pg_dependencies_out",
            "pg_mcv_list_out",
            "pg_ndistinct_out",
            "pg_node_tree_out");

    static TableColumns of(Connection connection, SqlSpelling sql, Table table) throws SQLException {
        Map<String, ColumnType> byName = new HashMap<>();
        boolean readOnly = false;
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, sql.quote(table.name()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ColumnType type = new ColumnType(
                            row.getString(1),
                            row.getString(2),
                            BaseType.sentBy(row.getString(3)),
                            row.getString(4).equals("xml"),
                            row.getBoolean(5),
                            UNREADABLE.contains(row.getString(6)));
                    byName.put(type.name(), type);
                    readOnly = row.getBoolean(7);
                }
            }
        }
        List<ColumnType> types = table.columns().stream()
                .map(column -> byName.getOrDefault(column.name(), ColumnType.unknown(column.name())))
                .toList();
        return new TableColumns(table, types, readOnly);
    }

    /** Whether some values are printed otherwise under another search path. */
    boolean printNames() {
        return types.stream().anyMatch(ColumnType::printsNames);
    }

    void refuseUnreadable() throws SQLException {
        for (ColumnType type : types) {
            if (type.unreadable()) {
                throw new SQLException(
                        "column " + type.name() + " of " + table.name() + " is of type " + type.declared()
                                + ", of which PostgreSQL takes no values; so they could not be restored",
                        "0A000");
            }
        }
    }
}
