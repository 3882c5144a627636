package io.dbrestore.dialect.postgres.catalog;

import static java.util.stream.Collectors.joining;

import io.dbrestore.spi.TableName;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads all sequences of a database and where they stand. */
final class Counters {

    /** How many sequences one statement reads; each is a relation that it opens. */
    private static final int BATCH = 200;

    /**
     * Those of an extension only if it lets users keep rows, and the role may move them. Asking for rights on what is
     * not a sequence is an error, and the server asks in what order it likes.
     */
    private static final String ALL = """
            SELECT c.oid, n.nspname, c.relname, pg_catalog.format('%I.%I', n.nspname, c.relname) AS sql,
                s.seqincrement, s.seqmin, s.seqmax, s.seqcycle, r.schema AND r.read AS readable,
                r.schema AND r.write AS movable
            FROM pg_catalog.pg_sequence s
            JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid AND c.relpersistence <> 't'
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN LATERAL (SELECT pg_catalog.has_schema_privilege(n.oid, 'USAGE') AS schema,
                CASE c.relkind WHEN 'S' THEN pg_catalog.has_sequence_privilege(c.oid, 'SELECT') END AS read,
                CASE c.relkind WHEN 'S' THEN pg_catalog.has_sequence_privilege(c.oid, 'UPDATE') END AS write) AS r
            LEFT JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                AND d.objid = c.oid AND d.objsubid = 0 AND d.deptype = 'e'
                AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
            LEFT JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
            WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
                AND (d.objid IS NULL OR c.oid = ANY (e.extconfig) AND r.read AND r.write)
            ORDER BY n.nspname, c.relname""";

    /** What USAGE allows to see; NULL if the sequence has not counted yet. */
    private static final String LAST_VALUES = """
            SELECT s.oid, pg_catalog.pg_sequence_last_value(s.oid::pg_catalog.regclass)
            FROM pg_catalog.unnest(CAST(? AS pg_catalog.oid[])) AS s (oid)
            WHERE pg_catalog.has_sequence_privilege(s.oid, 'USAGE')""";

    private Counters() {}

    static List<Counter> all(Connection connection) throws SQLException {
        return Query.list(
                connection,
                ALL,
                row -> new Counter(
                        row.getLong("oid"),
                        new TableName(row.getString("nspname"), row.getString("relname")),
                        row.getString("sql"),
                        BigInteger.valueOf(row.getLong("seqincrement")),
                        BigInteger.valueOf(row.getLong("seqmin")),
                        BigInteger.valueOf(row.getLong("seqmax")),
                        row.getBoolean("seqcycle"),
                        row.getBoolean("readable"),
                        row.getBoolean("movable")));
    }

    /** Where they stand, by object id; without those that the role may not read. */
    static Map<Long, BigInteger> standing(Connection connection, Collection<Counter> counters) throws SQLException {
        Map<Long, BigInteger> standing = new HashMap<>();
        Map<Long, Counter> readable = new HashMap<>();
        List<String> queries = new ArrayList<>();
        List<Long> others = new ArrayList<>();
        for (Counter counter : counters) {
            if (counter.readable()) {
                readable.put(counter.oid(), counter);
                queries.add("SELECT " + counter.oid() + ", last_value, is_called FROM " + counter.sql());
            } else {
                others.add(counter.oid());
            }
        }
        inBatches(connection, queries, row -> {
            Counter counter = Objects.requireNonNull(readable.get(row.getLong(1)));
            BigInteger value = counter.stands(BigInteger.valueOf(row.getLong(2)), row.getBoolean(3));
            return standing.put(counter.oid(), value);
        });
        if (!others.isEmpty()) {
            Query.ofObjects(connection, LAST_VALUES, others, row -> {
                long value = row.getLong(2);
                return row.wasNull() || standing.put(row.getLong(1), BigInteger.valueOf(value)) == null;
            });
        }
        return standing;
    }

    /** Runs many small queries a batch at a time, each set aside so that no batch holds the locks of another. */
    static <T> void inBatches(Connection connection, List<String> queries, Query.Row<T> row) throws SQLException {
        for (int from = 0; from < queries.size(); from += BATCH) {
            String batch = queries.subList(from, Math.min(from + BATCH, queries.size())).stream()
                    .collect(joining(" UNION ALL "));
            Aside.read(connection, () -> Query.list(connection, batch, row));
        }
    }
}
