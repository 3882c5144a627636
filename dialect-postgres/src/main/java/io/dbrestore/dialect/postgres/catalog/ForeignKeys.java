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
import java.util.Set;

/** The foreign keys of tables. */
final class ForeignKeys {

    /**
     * Only those that a table has itself, not what partitions have of its own. One to a partition is one to the
     * partition's root, which is the table that a dump knows. A PERIOD is no equality. Columns that came with version
     * 18 are asked for in a way that older servers understand.
     */
    private static final String FOREIGN_KEYS = """
            SELECT c.oid, c.conrelid, c.conname, k.columns, n.nspname, target.relname, k.targets
            FROM pg_catalog.pg_constraint c
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
            WHERE c.contype = 'f' AND c.conparentid = 0 AND c.conrelid = ANY (CAST(? AS pg_catalog.oid[]))
                AND NOT coalesce((pg_catalog.to_jsonb(c) ->> 'conperiod')::pg_catalog.bool, false)
            ORDER BY c.conrelid, c.conname""";

    /** Those that rows may break, and those of roots that have such a one in a partition. Seldom are there any. */
    private static final String UNTRUSTED = """
            WITH RECURSIVE untrusted (oid) AS (
                SELECT c.oid FROM pg_catalog.pg_constraint c
                WHERE c.contype = 'f' AND (NOT c.convalidated
                    OR NOT coalesce((pg_catalog.to_jsonb(c) ->> 'conenforced')::pg_catalog.bool, true)
                    OR c.oid IN (
                        SELECT t.tgconstraint FROM pg_catalog.pg_trigger t WHERE t.tgenabled NOT IN ('O', 'A')))
                UNION
                SELECT c.conparentid FROM untrusted u JOIN pg_catalog.pg_constraint c ON c.oid = u.oid
                WHERE c.conparentid <> 0
            )
            SELECT oid FROM untrusted""";

    private final Set<Long> untrusted;
    private final Map<Long, List<ForeignKey>> foreignKeys = new HashMap<>();

    private ForeignKeys(Collection<Long> untrusted) {
        this.untrusted = Set.copyOf(untrusted);
    }

    static ForeignKeys of(Connection connection, Collection<Long> tables) throws SQLException {
        ForeignKeys keys = new ForeignKeys(Query.list(connection, UNTRUSTED, row -> row.getLong(1)));
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
                        !untrusted.contains(row.getLong("oid"))));
    }
}
