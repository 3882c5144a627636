package io.dbrestore.dialect.postgres.catalog;

import io.dbrestore.spi.UniqueKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The primary and unique keys of tables: those by which a merge can compare rows. */
final class Keys {

    /**
     * Constraints and indexes alike. Not those with a condition or an expression, not yet valid ones, none WITHOUT
     * OVERLAPS, which is no equality, and none that takes other values for equal than {@code =} does.
     */
    private static final String KEYS = """
            SELECT i.indrelid, c.relname, i.indisprimary, k.columns
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            CROSS JOIN LATERAL (
                SELECT pg_catalog.array_agg(a.attname::pg_catalog.text ORDER BY p.place) AS columns,
                    pg_catalog.bool_and(
                        (p.rule = a.attcollation
                            OR coalesce(indexed.collisdeterministic, true) AND coalesce(own.collisdeterministic, true))
                        AND (o.opcdefault OR EXISTS (
                            SELECT FROM pg_catalog.pg_opclass usual
                            JOIN pg_catalog.pg_amop x ON x.amopfamily = usual.opcfamily AND x.amopstrategy = 3
                                AND x.amoplefttype = usual.opcintype AND x.amoprighttype = usual.opcintype
                            JOIN pg_catalog.pg_amop y ON y.amopfamily = o.opcfamily AND y.amopstrategy = 3
                                AND y.amopopr = x.amopopr
                            WHERE usual.opcdefault AND usual.opcmethod = o.opcmethod
                                AND usual.opcintype = o.opcintype))) AS usual
                FROM unnest(
                    i.indkey::pg_catalog.int2[], i.indcollation::pg_catalog.oid[], i.indclass::pg_catalog.oid[])
                    WITH ORDINALITY AS p (attnum, rule, class, place)
                JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = p.attnum
                JOIN pg_catalog.pg_opclass o ON o.oid = p.class
                LEFT JOIN pg_catalog.pg_collation indexed ON indexed.oid = p.rule
                LEFT JOIN pg_catalog.pg_collation own ON own.oid = a.attcollation
                WHERE p.place <= i.indnkeyatts
            ) AS k
            WHERE i.indrelid = ANY (CAST(? AS pg_catalog.oid[])) AND i.indisunique AND i.indisvalid
                AND NOT i.indisexclusion AND i.indpred IS NULL AND i.indexprs IS NULL AND k.usual
            ORDER BY i.indrelid, i.indexrelid""";

    private final Map<Long, List<String>> primaryKeys = new HashMap<>();
    private final Map<Long, List<UniqueKey>> uniqueKeys = new HashMap<>();

    private Keys() {}

    static Keys of(Connection connection, Collection<Long> tables) throws SQLException {
        Keys keys = new Keys();
        Query.ofObjects(connection, KEYS, tables, keys::add);
        return keys;
    }

    /** In the key's order; empty without one. */
    List<String> primaryKey(long table) {
        return primaryKeys.getOrDefault(table, List.of());
    }

    /** All others, in the order in which they were made. */
    List<UniqueKey> uniqueKeys(long table) {
        return uniqueKeys.getOrDefault(table, List.of());
    }

    private boolean add(ResultSet row) throws SQLException {
        long table = row.getLong("indrelid");
        List<String> columns = Query.texts(row, "columns");
        if (row.getBoolean("indisprimary")) {
            return primaryKeys.put(table, columns) == null;
        }
        return uniqueKeys
                .computeIfAbsent(table, without -> new ArrayList<>())
                .add(new UniqueKey(row.getString("relname"), columns));
    }
}
