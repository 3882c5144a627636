package io.dbrestore.dialect.postgres.catalog;

import io.dbrestore.spi.ForeignKey;
import io.dbrestore.spi.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The foreign keys of tables. */
final class ForeignKeys {

    /**
     * Only those that a table has itself, not what partitions have of its own. One to a partition is one to the
     * partition's root, which is the table that a dump knows. A PERIOD is no equality. Columns that came with version
     * 18 are asked for in a way that older servers understand.
     */
    private static final String FOREIGN_KEYS = """
            WITH RECURSIVE part (root, oid) AS (
                SELECT c.oid, c.oid FROM pg_catalog.pg_constraint c
                WHERE c.contype = 'f' AND c.conparentid = 0 AND c.conrelid = ANY (CAST(? AS pg_catalog.oid[]))
                    AND NOT coalesce((pg_catalog.to_jsonb(c) ->> 'conperiod')::pg_catalog.bool, false)
                UNION ALL
                SELECT p.root, c.oid FROM part p JOIN pg_catalog.pg_constraint c ON c.conparentid = p.oid
            ), reference (oid, trusted) AS (
                SELECT p.root, pg_catalog.bool_and(c.convalidated
                    AND coalesce((pg_catalog.to_jsonb(c) ->> 'conenforced')::pg_catalog.bool, true)
                    AND NOT EXISTS (
                        SELECT FROM pg_catalog.pg_trigger t
                        WHERE t.tgconstraint = c.oid AND t.tgenabled NOT IN ('O', 'A')))
                FROM part p JOIN pg_catalog.pg_constraint c ON c.oid = p.oid
                GROUP BY p.root
            )
            SELECT c.conrelid, c.conname, k.columns, n.nspname, target.relname, k.targets, r.trusted
            FROM reference r
            JOIN pg_catalog.pg_constraint c ON c.oid = r.oid
            JOIN pg_catalog.pg_class direct ON direct.oid = c.confrelid
            JOIN pg_catalog.pg_class target ON target.oid = CASE WHEN direct.relispartition
                THEN pg_catalog.pg_partition_root(direct.oid)::pg_catalog.oid ELSE direct.oid END
            JOIN pg_catalog.pg_namespace n ON n.oid = target.relnamespace
            CROSS JOIN LATERAL (
                SELECT pg_catalog.array_agg(a.attname::pg_catalog.text ORDER BY p.place) AS columns,
                    pg_catalog.array_agg(b.attname::pg_catalog.text ORDER BY p.place) AS targets
                FROM unnest(c.conkey, c.confkey) WITH ORDINALITY AS p (own, other, place)
                JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = p.own
                JOIN pg_catalog.pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = p.other
            ) AS k
            ORDER BY c.conrelid, c.conname""";

    private final Map<Long, List<ForeignKey>> foreignKeys = new HashMap<>();

    private ForeignKeys() {}

    static ForeignKeys of(Connection connection, Collection<Long> tables) throws SQLException {
        ForeignKeys keys = new ForeignKeys();
        Query.ofObjects(connection, FOREIGN_KEYS, tables, keys::add);
        return keys;
    }

    List<ForeignKey> of(long table) {
        return foreignKeys.getOrDefault(table, List.of());
    }

    private boolean add(ResultSet row) throws SQLException {
        return foreignKeys
                .computeIfAbsent(row.getLong("conrelid"), table -> new ArrayList<>())
                .add(new ForeignKey(
                        row.getString("conname"),
                        Query.texts(row, "columns"),
                        new TableName(row.getString("nspname"), row.getString("relname")),
                        Query.texts(row, "targets"),
                        row.getBoolean("trusted")));
    }
}
