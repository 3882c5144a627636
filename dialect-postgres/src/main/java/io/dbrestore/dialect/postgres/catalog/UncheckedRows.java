package io.dbrestore.dialect.postgres.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Constraints that are enforced for new rows and were never checked for old ones: a row that breaks one is dumped and
 * cannot be restored.
 */
final class UncheckedRows {

    /** Up to this size a table is read to count its rows. */
    private static final long CHEAP = 64L << 20;

    /** Since version 18 also NOT NULL may be so, and a constraint may be said not to be enforced at all. */
    private static final String CONSTRAINTS = """
            SELECT c.conrelid, c.conname,
                CASE c.contype WHEN 'c' THEN 'NOT (' || pg_catalog.pg_get_expr(c.conbin, c.conrelid) || ')'
                    ELSE pg_catalog.format('%I IS NULL', a.attname) END AS broken,
                pg_catalog.pg_relation_size(c.conrelid) AS size
            FROM pg_catalog.pg_constraint c
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
            WHERE c.conrelid = ANY (CAST(? AS pg_catalog.oid[])) AND c.contype IN ('c', 'n') AND NOT c.convalidated
                AND coalesce((pg_catalog.to_jsonb(c) ->> 'conenforced')::pg_catalog.bool, true)
            ORDER BY c.conrelid, c.conname""";

    private static final String DOMAINS = """
            SELECT c.conname, pg_catalog.format_type(c.contypid, NULL)
            FROM pg_catalog.pg_constraint c
            WHERE c.contypid <> 0 AND c.contype = 'c' AND NOT c.convalidated
            ORDER BY 2, 1""";

    private record Constraint(Relation table, String name, String broken, long size) {}

    private UncheckedRows() {}

    /** What to say of them, whole sentences. */
    static List<String> warnings(Connection connection, List<Relation> tables) throws SQLException {
        List<String> warnings = new ArrayList<>();
        for (Constraint constraint : constraints(connection, tables)) {
            OptionalLong count = count(connection, constraint);
            if (count.isEmpty()) {
                warnings.add("The constraint " + constraint.name() + " of "
                        + constraint.table().name()
                        + " is NOT VALID: rows that break it are dumped, and cannot be restored where it is enforced.");
            } else if (count.getAsLong() > 0) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "%,d rows of %s break the constraint %s, which is NOT VALID: they are dumped, and cannot be"
                                + " restored where it is enforced.",
                        count.getAsLong(),
                        constraint.table().name(),
                        constraint.name()));
            }
        }
        warnings.addAll(Query.list(
                connection,
                DOMAINS,
                row -> "The constraint " + row.getString(1) + " of the domain " + row.getString(2)
                        + " is NOT VALID: values that break it are dumped, and cannot be restored where it is"
                        + " enforced."));
        return warnings;
    }

    private static List<Constraint> constraints(Connection connection, List<Relation> tables) throws SQLException {
        return Query.ofObjects(
                connection, CONSTRAINTS, tables.stream().map(Relation::oid).toList(), row -> {
                    long oid = row.getLong("conrelid");
                    Relation table = tables.stream()
                            .filter(candidate -> candidate.oid() == oid)
                            .findFirst()
                            .orElseThrow();
                    return new Constraint(
                            table,
                            row.getString("conname"),
                            Objects.requireNonNull(row.getString("broken")),
                            row.getLong("size"));
                });
    }

    /** Empty if that takes long, or if the condition itself fails: the constraint is named then without a number. */
    private static OptionalLong count(Connection connection, Constraint constraint) throws SQLException {
        Relation table = constraint.table();
        if (table.partitioned() || constraint.size() > CHEAP || !table.access().isComplete()) {
            return OptionalLong.empty();
        }
        String query = "SELECT pg_catalog.count(*) FROM " + table.rows() + " WHERE " + constraint.broken();
        try {
            return OptionalLong.of(Aside.read(
                    connection,
                    () -> Query.list(connection, query, row -> row.getLong(1)).get(0)));
        } catch (SQLException e) {
            if (e.getSQLState() != null && e.getSQLState().startsWith("08")) {
                throw e;
            }
            return OptionalLong.empty();
        }
    }
}
