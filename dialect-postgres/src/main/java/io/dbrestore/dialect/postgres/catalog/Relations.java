package io.dbrestore.dialect.postgres.catalog;

import io.dbrestore.spi.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads all relations of a database that a user could take for a table. */
final class Relations {

    /**
     * Without temporary tables, which hold nothing that a reset would destroy, without the views of extensions, which
     * nobody takes for a table of theirs, and without partitions, whose rows are read through their root.
     */
    private static final String ALL = """
            SELECT c.oid, n.nspname, c.relname, pg_catalog.format('%I.%I', n.nspname, c.relname) AS sql, c.relkind,
                c.relispopulated, e.extname, f.condition, c.reltuples,
                pg_catalog.has_schema_privilege(n.oid, 'USAGE') AS schema,
                pg_catalog.has_table_privilege(c.oid, 'SELECT') OR NOT EXISTS (
                    SELECT FROM pg_catalog.pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                        AND NOT pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT')) AS read,
                pg_catalog.has_table_privilege(c.oid, 'INSERT')
                    AND pg_catalog.has_table_privilege(c.oid, 'UPDATE') AS write,
                c.relrowsecurity AND pg_catalog.row_security_active(c.oid) AS hidden
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                AND d.objid = c.oid AND d.objsubid = 0 AND d.deptype = 'e'
                AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
            LEFT JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
            LEFT JOIN LATERAL unnest(e.extconfig, e.extcondition) AS f (oid, condition) ON f.oid = c.oid
            WHERE (c.relkind IN ('r', 'p', 'f', 'm') OR c.relkind = 'v' AND e.oid IS NULL) AND NOT c.relispartition AND c.relpersistence <> 't'
                AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                AND n.nspname !~ '^pg_(toast|temp_)'
            ORDER BY n.nspname, c.relname""";

    /** The parts are known by inheritance, which is how TimescaleDB does it too. A part that was never counted is none. */
    private static final String ESTIMATES = """
            WITH RECURSIVE part (root, oid) AS (
                SELECT r, r FROM pg_catalog.unnest(CAST(? AS pg_catalog.oid[])) AS r
                UNION
                SELECT p.root, i.inhrelid FROM part p JOIN pg_catalog.pg_inherits i ON i.inhparent = p.oid
            )
            SELECT p.root, pg_catalog.sum(c.reltuples) AS rows
            FROM part p JOIN pg_catalog.pg_class c ON c.oid = p.oid AND c.relkind <> 'p' AND c.reltuples >= 0
            GROUP BY p.root""";

    private Relations() {}

    static List<Relation> all(Connection connection) throws SQLException {
        Hypertables hypertables = Hypertables.read(connection);
        return Query.list(connection, ALL, row -> relation(row, hypertables)).stream()
                .filter(relation -> !hypertables.isInternal(relation))
                .toList();
    }

    private static Relation relation(ResultSet row, Hypertables hypertables) throws SQLException {
        String condition = row.getString("condition");
        char kind = row.getString("relkind").charAt(0);
        long oid = row.getLong("oid");
        return new Relation(
                oid,
                new TableName(row.getString("nspname"), row.getString("relname")),
                row.getString("sql"),
                kind,
                kind == 'p' || hypertables.contains(oid),
                row.getBoolean("relispopulated"),
                Objects.requireNonNullElse(row.getString("extname"), ""),
                condition != null,
                Objects.requireNonNullElse(condition, ""),
                new Relation.Access(
                        row.getBoolean("schema"),
                        row.getBoolean("read"),
                        row.getBoolean("write"),
                        row.getBoolean("hidden")),
                (long) row.getFloat("reltuples"));
    }

    /** About how many rows each of these tables has, as far as the server knows. */
    static Map<TableName, Long> estimatedRows(Connection connection, Collection<Relation> tables) throws SQLException {
        Map<TableName, Long> estimates = new HashMap<>();
        Map<Long, TableName> partitioned = new HashMap<>();
        for (Relation table : tables) {
            if (table.partitioned()) {
                partitioned.put(table.oid(), table.name());
            } else if (table.estimatedRows() >= 0) {
                estimates.put(table.name(), table.estimatedRows());
            }
        }
        if (!partitioned.isEmpty()) {
            Query.ofObjects(
                    connection,
                    ESTIMATES,
                    partitioned.keySet(),
                    row -> estimates.put(Objects.requireNonNull(partitioned.get(row.getLong("root"))), (long)
                            row.getDouble("rows")));
        }
        return estimates;
    }
}
