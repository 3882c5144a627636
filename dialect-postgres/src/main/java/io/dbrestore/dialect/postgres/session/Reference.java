package io.dbrestore.dialect.postgres.session;

import io.dbrestore.dialect.postgres.session.Relation.Owner;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A foreign key between two tables of which a merge writes to one at least. All names are quoted and have their schema.
 *
 * @param name without schema, as ALTER TABLE takes it
 * @param constraint with schema, as SET CONSTRAINTS takes it
 * @param definition what stands after the name in ADD CONSTRAINT
 * @param actsOnUpdate whether it would change children when the key of a parent changes
 * @param actsOnDelete whether it would change children when a parent goes, or refuse that at once
 * @param partitioned whether one of the two has partitions, on which the constraint has copies
 * @param whole whether it is enforced, and every trigger that enforces it is in its normal state
 * @param acts whether a trigger on the parent would fire
 * @param mayRefer whether this role has the right to create it
 * @param comment as a literal, or empty
 */
record Reference(
        long child,
        long parent,
        String childName,
        String parentName,
        String name,
        String constraint,
        String definition,
        boolean actsOnUpdate,
        boolean actsOnDelete,
        boolean deferrable,
        boolean deferred,
        boolean partitioned,
        boolean whole,
        boolean acts,
        boolean mayRefer,
        Owner childOwner,
        String comment) {

    /**
     * Constraints as the user wrote them, without their copies on partitions. Those that are not enforced have no
     * triggers.
     */
    private static final String TOUCHED = """
            WITH RECURSIVE family (root, oid, confrelid) AS (
                SELECT c.oid, c.oid, c.confrelid
                FROM pg_catalog.pg_constraint c
                WHERE c.contype = 'f' AND c.conparentid = 0 AND (c.conrelid = ANY (:relations) OR c.confrelid = ANY (:relations))
                UNION ALL
                SELECT f.root, c.oid, c.confrelid
                FROM family f JOIN pg_catalog.pg_constraint c ON c.conparentid = f.oid
                WHERE c.contype = 'f'
            ), enforcing (root, whole, acts) AS (
                SELECT f.root, pg_catalog.bool_and(t.tgenabled = 'O'),
                    pg_catalog.bool_or(t.tgenabled IN ('O', 'A') AND p.proname !~ '^RI_FKey_check')
                FROM family f
                JOIN pg_catalog.pg_trigger t ON t.tgconstraint = f.oid
                JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
                GROUP BY f.root
            )
            SELECT c.conrelid, c.confrelid, pg_catalog.format('%I.%I', cn.nspname, child.relname),
                pg_catalog.format('%I.%I', pn.nspname, parent.relname), pg_catalog.quote_ident(c.conname),
                pg_catalog.format('%I.%I', kn.nspname, c.conname), pg_catalog.pg_get_constraintdef(c.oid),
                c.confupdtype <> 'a', c.confdeltype <> 'a', c.condeferrable, c.condeferred,
                child.relkind = 'p' OR parent.relkind = 'p', COALESCE(e.whole, false), COALESCE(e.acts, false),
                pg_catalog.has_schema_privilege(pn.oid, 'USAGE') AND NOT EXISTS (
                    SELECT FROM pg_catalog.unnest(c.confkey) k (attribute)
                    WHERE NOT pg_catalog.has_column_privilege(c.confrelid, k.attribute, 'REFERENCES')),
                pg_catalog.quote_ident(o.rolname), o.rolsuper, pg_catalog.pg_has_role(o.oid, 'USAGE'),
                COALESCE(pg_catalog.quote_literal(pg_catalog.obj_description(c.oid, 'pg_constraint')), '')
            FROM pg_catalog.pg_constraint c
            JOIN pg_catalog.pg_class child ON child.oid = c.conrelid
            JOIN pg_catalog.pg_class parent ON parent.oid = c.confrelid
            JOIN pg_catalog.pg_namespace cn ON cn.oid = child.relnamespace
            JOIN pg_catalog.pg_namespace pn ON pn.oid = parent.relnamespace
            JOIN pg_catalog.pg_namespace kn ON kn.oid = c.connamespace
            JOIN pg_catalog.pg_roles o ON o.oid = child.relowner
            LEFT JOIN enforcing e ON e.root = c.oid
            WHERE c.contype = 'f' AND c.conparentid = 0 AND (c.conrelid = ANY (:relations) OR c.confrelid = ANY (:relations))
            ORDER BY c.oid""";

    /** In the order in which they were made, which is the order in which PostgreSQL checks them. */
    static List<Reference> touching(Connection connection, List<Relation> relations) throws SQLException {
        return Sql.rows(connection, Relation.among(relations, TOUCHED), row -> Reference.of(row));
    }

    private static Reference of(ResultSet row) throws SQLException {
        return new Reference(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getBoolean(8),
                row.getBoolean(9),
                row.getBoolean(10),
                row.getBoolean(11),
                row.getBoolean(12),
                row.getBoolean(13),
                row.getBoolean(14),
                row.getBoolean(15),
                new Owner(row.getString(16), row.getBoolean(17), row.getBoolean(18)),
                row.getString(19));
    }
}
