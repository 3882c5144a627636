package io.dbrestore.dialect.postgres.catalog;

import io.dbrestore.spi.Column;
import io.dbrestore.spi.Sequence;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Moves sequences on, each in its own direction and never back: to where it stood in the dump, and past the keys of the
 * tables that it counts for. One that is far enough is not touched.
 */
public final class SequenceAdvance {

    private static final Set<Integer> NUMBERS = Set.of(Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC);

    /**
     * Which sequence counts for which column: it is the column's identity, or the column owns it and has no default of
     * another kind, or the default is its next value and nothing but that; also where the default names it by a text.
     * What a partition does as its root does is not told again.
     */
    private static final String USES = """
            WITH RECURSIVE merged (place, root, oid, partitioned) AS (
                SELECT t.place, c.oid, c.oid, t.partitioned
                FROM unnest(
                    CAST(? AS pg_catalog.text[]), CAST(? AS pg_catalog.text[]), CAST(? AS pg_catalog.bool[]))
                    WITH ORDINALITY AS t (schema, name, partitioned, place)
                JOIN pg_catalog.pg_namespace n ON n.nspname = t.schema
                JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = t.name
                UNION ALL
                SELECT m.place, m.root, c.oid, c.relkind = 'p'
                FROM merged m
                JOIN pg_catalog.pg_inherits i ON i.inhparent = m.oid
                JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid AND c.relispartition
            ), filled (oid, relation, attnum, next, name) AS (
                SELECT d.oid, d.adrelid, d.adnum, x.definition ~ '^(nextval[(]|[(]nextval[(][^)]*[)]+::[a-z ]+$)',
                    pg_catalog.replace(
                        pg_catalog.substring(x.definition, '^[(]?nextval[(][(]''((?:[^'']|'''')+)''::text'),
                        '''''', '''')
                FROM pg_catalog.pg_attrdef d
                JOIN merged m ON m.oid = d.adrelid
                CROSS JOIN LATERAL pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS x (definition)
            ), counted (sequence, relation, attnum) AS (
                SELECT d.objid, d.refobjid, d.refobjsubid
                FROM merged m
                JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                    AND d.refobjid = m.oid AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
                    AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                WHERE NOT EXISTS (
                    SELECT FROM filled f WHERE f.relation = m.oid AND f.attnum = d.refobjsubid AND NOT f.next)
                UNION
                SELECT d.refobjid, f.relation, f.attnum
                FROM filled f
                JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
                    AND d.objid = f.oid AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                WHERE f.next
                UNION
                SELECT pg_catalog.to_regclass(f.name)::pg_catalog.oid, f.relation, f.attnum
                FROM filled f WHERE f.next AND f.name IS NOT NULL
            )
            SELECT u.sequence, m.place, a.attname, pg_catalog.format('%I', a.attname) AS column,
                CASE WHEN m.partitioned THEN '' ELSE 'ONLY ' END
                    || pg_catalog.format('%I.%I', n.nspname, c.relname) AS rows
            FROM counted u
            JOIN pg_catalog.pg_sequence s ON s.seqrelid = u.sequence
            JOIN merged m ON m.oid = u.relation
            JOIN pg_catalog.pg_class c ON c.oid = u.relation
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_attribute a ON a.attrelid = u.relation AND a.attnum = u.attnum
            WHERE m.oid = m.root OR NOT EXISTS (
                SELECT FROM counted r JOIN pg_catalog.pg_attribute b ON b.attrelid = r.relation AND b.attnum = r.attnum
                WHERE r.sequence = u.sequence AND r.relation = m.root AND b.attname = a.attname)""";

    private static final String MOVE = """
            SELECT pg_catalog.setval(s.oid::pg_catalog.regclass, s.value, true)
            FROM unnest(CAST(? AS pg_catalog.oid[]), CAST(? AS pg_catalog.int8[])) AS s (oid, value)""";

    /** That the values of a column come from a sequence. */
    private record Use(long sequence, String rows, String column) {}

    private final Connection connection;

    public SequenceAdvance(Connection connection) {
        this.connection = connection;
    }

    /**
     * Moves them.
     *
     * @param merged the tables that rows were merged into
     * @param dumped where sequences stood in the dump
     * @throws SQLException if one has to move and cannot; it is named together with what to do
     */
    public void advance(List<Table> merged, List<Sequence> dumped) throws SQLException {
        Map<TableName, BigInteger> inDump = new HashMap<>();
        dumped.forEach(sequence -> inDump.put(sequence.name(), new BigInteger(sequence.value())));
        Map<Counter, BigInteger> moves = Aside.readQualified(connection, () -> moves(merged, inDump));
        if (!moves.isEmpty()) {
            Query.with(
                    connection,
                    MOVE,
                    row -> row.getLong(1),
                    moves.keySet().stream().map(Counter::oid).toArray(),
                    moves.values().toArray());
        }
    }

    private Map<Counter, BigInteger> moves(List<Table> merged, Map<TableName, BigInteger> inDump) throws SQLException {
        List<Use> uses = uses(merged);
        Set<Long> used = new HashSet<>();
        uses.forEach(use -> used.add(use.sequence()));
        List<Counter> counters = Counters.all(connection).stream()
                .filter(counter -> used.contains(counter.oid()) || inDump.containsKey(counter.name()))
                .toList();
        Map<Long, BigInteger> standing = Counters.standing(connection, counters);
        Map<Long, BigInteger> furthest = furthestKeys(uses, counters);
        Map<Counter, BigInteger> moves = new LinkedHashMap<>();
        for (Counter counter : counters) {
            BigInteger now = standing.get(counter.oid());
            Optional<BigInteger> then = Optional.ofNullable(inDump.get(counter.name()));
            if (now == null) {
                throw notAllowed(counter, "the role may not see where the sequence " + counter.name() + " stands");
            }
            BigInteger goal = counter.goal(now, then, Optional.ofNullable(furthest.get(counter.oid())));
            refuseToRepeat(counter, now, then);
            if (!goal.equals(now)) {
                if (!counter.movable()) {
                    throw notAllowed(
                            counter,
                            "the sequence " + counter.name() + " has to move on from " + now + " to " + goal
                                    + ", and the role may not move it");
                }
                moves.put(counter, goal);
            }
        }
        return moves;
    }

    private List<Use> uses(List<Table> merged) throws SQLException {
        List<Use> uses = new ArrayList<>();
        Query.with(
                connection,
                USES,
                row -> {
                    Table table = merged.get(row.getInt("place") - 1);
                    String column = row.getString("attname");
                    return isNumber(table, column)
                            && uses.add(
                                    new Use(row.getLong("sequence"), row.getString("rows"), row.getString("column")));
                },
                merged.stream().map(table -> table.name().schema()).toArray(),
                merged.stream().map(table -> table.name().name()).toArray(),
                merged.stream().map(Table::partitioned).toArray());
        return uses;
    }

    private static boolean isNumber(Table table, String column) {
        return table.column(column)
                .map(Column::jdbcType)
                .filter(NUMBERS::contains)
                .isPresent();
    }

    private Map<Long, BigInteger> furthestKeys(List<Use> uses, List<Counter> counters) throws SQLException {
        Map<Long, Counter> byId = new HashMap<>();
        counters.forEach(counter -> byId.put(counter.oid(), counter));
        List<String> queries = new ArrayList<>();
        for (Use use : uses) {
            Counter counter = byId.get(use.sequence());
            if (counter != null) {
                queries.add(furthestKey(use, counter));
            }
        }
        Map<Long, BigInteger> furthest = new HashMap<>();
        Counters.inBatches(connection, queries, row -> {
            Counter counter = Objects.requireNonNull(byId.get(row.getLong(1)));
            return Optional.ofNullable(row.getBigDecimal(2))
                    .map(BigDecimal::toBigInteger)
                    .map(key -> furthest.merge(counter.oid(), key, (a, b) -> counter.isFurther(a, b) ? a : b));
        });
        return furthest;
    }

    private static String furthestKey(Use use, Counter counter) {
        return "SELECT " + counter.oid() + ", CAST(pg_catalog."
                + (counter.increment().signum() > 0 ? "max" : "min")
                + "(" + use.column() + ") AS pg_catalog.numeric) FROM " + use.rows() + " WHERE " + use.column()
                + " BETWEEN " + counter.leastKey() + " AND " + counter.greatestKey();
    }

    /** A number that was handed out must not be handed out again, even if no row has it any more. */
    private static void refuseToRepeat(Counter counter, BigInteger now, Optional<BigInteger> then) throws SQLException {
        if (then.isPresent()
                && counter.isFurther(then.get(), now)
                && counter.isBeyondEnd(then.get())
                && !counter.cycles()) {
            throw new SQLException("the sequence " + counter.name() + " stood at " + then.get()
                    + " in the dump, and does not go so far any more: it would hand out numbers a second time."
                    + " Give it room, as with ALTER SEQUENCE " + counter.sql() + " AS bigint "
                    + (counter.increment().signum() > 0 ? "NO MAXVALUE" : "NO MINVALUE") + ", and restore again");
        }
    }

    private SQLException notAllowed(Counter counter, String what) throws SQLException {
        String role = Roles.current(connection);
        return new SQLException(
                what + ". As its owner, run: GRANT SELECT, UPDATE ON SEQUENCE " + counter.sql() + " TO " + role,
                "42501");
    }
}
