package io.dbrestore.dialect.postgres.session;

import static java.util.stream.Collectors.joining;

import io.dbrestore.spi.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table that a merge writes to: one that is merged, or a partition of one.
 *
 * @param oid PostgreSQL's number of it
 * @param root the number of the table that is merged, of which this is a part or all
 * @param merged that table
 * @param name quoted, with its schema
 * @param partitioned whether its rows are in its partitions
 * @param lockable whether this role may lock it
 */
record Relation(long oid, long root, Table merged, String name, boolean partitioned, Owner owner, boolean lockable) {

    /** {@code :merged} are rows of the place, schema and name of each merged table. */
    private static final String CONCERNED = """
            SELECT r.oid, t.oid, m.place, pg_catalog.format('%I.%I', n.nspname, r.relname), r.relkind = 'p',
                pg_catalog.quote_ident(o.rolname), o.rolsuper, pg_catalog.pg_has_role(o.oid, 'USAGE'),
                pg_catalog.has_table_privilege(r.oid, 'UPDATE, DELETE, TRUNCATE')
            FROM (VALUES :merged) AS m (place, schema, name)
            JOIN pg_catalog.pg_namespace s ON s.nspname = m.schema
            JOIN pg_catalog.pg_class t ON t.relnamespace = s.oid AND t.relname = m.name
            CROSS JOIN LATERAL (
                SELECT t.oid UNION SELECT p.relid FROM pg_catalog.pg_partition_tree(t.oid) p) AS parts (oid)
            JOIN pg_catalog.pg_class r ON r.oid = parts.oid
            JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
            JOIN pg_catalog.pg_roles o ON o.oid = r.relowner
            ORDER BY n.nspname, r.relname""";

    /**
     * Who owns a table.
     *
     * @param role quoted
     * @param superuser whether it is a superuser
     * @param isUs whether this role has all its rights
     */
    record Owner(String role, boolean superuser, boolean isUs) {}

    static List<Relation> of(Connection connection, List<Table> tables) throws SQLException {
        if (tables.isEmpty()) {
            return List.of();
        }
        String merged = IntStream.range(0, tables.size())
                .mapToObj(i -> "(" + i + ", " + Sql.literal(tables.get(i).name().schema()) + ", "
                        + Sql.literal(tables.get(i).name().name()) + ")")
                .collect(joining(", "));
        return Sql.rows(
                connection,
                CONCERNED.replace(":merged", merged),
                row -> new Relation(
                        row.getLong(1),
                        row.getLong(2),
                        tables.get(row.getInt(3)),
                        row.getString(4),
                        row.getBoolean(5),
                        new Owner(row.getString(6), row.getBoolean(7), row.getBoolean(8)),
                        row.getBoolean(9)));
    }

    /** A query with the numbers of these relations, as an array, in place of {@code :relations}. */
    static String among(List<Relation> relations, String query) {
        return query.replace(
                ":relations",
                relations.stream()
                        .map(relation -> Long.toString(relation.oid()))
                        .collect(joining(",", "'{", "}'::pg_catalog.oid[]")));
    }

    /** Whether it is the merged table itself. */
    boolean isMerged() {
        return oid == root;
    }

    /** How it is named where the tables that inherit from it are not meant. */
    String only() {
        return partitioned ? name : "ONLY " + name;
    }
}
