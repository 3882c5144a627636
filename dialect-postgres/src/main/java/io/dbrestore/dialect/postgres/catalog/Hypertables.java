package io.dbrestore.dialect.postgres.catalog;

import io.dbrestore.spi.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What TimescaleDB, if it is there, makes of tables: a hypertable's rows lie in chunks, which are tables that inherit
 * from it. All that the extension keeps for itself is in schemas of its own.
 */
final class Hypertables {

    private static final String IS_THERE =
            "SELECT pg_catalog.to_regclass('timescaledb_information.hypertables') IS NOT NULL";

    private static final String CHUNKS = """
            SELECT c.oid, i.inhrelid
            FROM timescaledb_information.hypertables h
            JOIN pg_catalog.pg_namespace n ON n.nspname = h.hypertable_schema
            JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = h.hypertable_name
            LEFT JOIN pg_catalog.pg_inherits i ON i.inhparent = c.oid""";

    private static final String AGGREGATES =
            "SELECT view_schema, view_name FROM timescaledb_information.continuous_aggregates ORDER BY 1, 2";

    private final boolean present;
    private final Set<Long> hypertables = new HashSet<>();
    private final Set<Long> chunks = new HashSet<>();

    private Hypertables(boolean present) {
        this.present = present;
    }

    static Hypertables read(Connection connection) throws SQLException {
        Hypertables found = new Hypertables(isThere(connection));
        if (found.present) {
            Query.list(connection, CHUNKS, row -> {
                found.hypertables.add(row.getLong(1));
                return found.chunks.add(row.getLong(2));
            });
        }
        return found;
    }

    private static boolean isThere(Connection connection) throws SQLException {
        return Query.list(connection, IS_THERE, row -> row.getBoolean(1)).get(0);
    }

    boolean contains(long oid) {
        return hypertables.contains(oid);
    }

    /** Whether it is a chunk, or something else that no user made. */
    boolean isInternal(Relation relation) {
        return present
                && (chunks.contains(relation.oid())
                        || relation.name().schema().startsWith("_timescaledb")
                        || relation.name().schema().startsWith("timescaledb_"));
    }

    /** The views that TimescaleDB computes from hypertables and may still hold when their rows are gone, and what to say. */
    static Map<TableName, String> aggregates(Connection connection) throws SQLException {
        if (!isThere(connection)) {
            return Map.of();
        }
        Map<TableName, String> aggregates = new HashMap<>();
        Query.list(
                connection,
                AGGREGATES,
                row -> aggregates.put(
                        new TableName(row.getString(1), row.getString(2)),
                        "a continuous aggregate, which TimescaleDB computes from rows that are still there"));
        return aggregates;
    }
}
