package io.dbrestore.dialect.postgres.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything about some tables that holding back could leave changed, as lines of text: constraints of them and to them,
 * triggers, rules and identity columns. Internal triggers have numbers for names, so they count by constraint.
 */
final class Picture {

    /** To be read without a search path, so that every name has its schema. */
    private static final String LINES = """
            SELECT pg_catalog.concat_ws(' ', 'constraint', pg_catalog.quote_ident(c.conname), 'of',
                c.conrelid::pg_catalog.regclass, pg_catalog.pg_get_constraintdef(c.oid), 'validated', c.convalidated,
                'deferrable', c.condeferrable, c.condeferred, 'inherited', c.conislocal, c.coninhcount, c.connoinherit,
                'enforced', COALESCE(pg_catalog.to_jsonb(c) ->> 'conenforced', 'true'),
                'from', parent.conname, 'triggers', (
                    SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', t.tgrelid::pg_catalog.regclass, t.tgtype,
                        t.tgfoid::pg_catalog.regproc, t.tgenabled, t.tgdeferrable, t.tginitdeferred), ', '
                        ORDER BY t.tgrelid, t.tgtype, t.tgfoid)
                    FROM pg_catalog.pg_trigger t WHERE t.tgconstraint = c.oid),
                'comment', pg_catalog.quote_nullable(pg_catalog.obj_description(c.oid, 'pg_constraint'))) AS line
            FROM pg_catalog.pg_constraint c LEFT JOIN pg_catalog.pg_constraint parent ON parent.oid = c.conparentid
            WHERE c.conrelid = ANY (:relations) OR c.confrelid = ANY (:relations)
            UNION ALL
            SELECT pg_catalog.concat_ws(' ', 'trigger', t.tgrelid::pg_catalog.regclass,
                pg_catalog.pg_get_triggerdef(t.oid), t.tgenabled,
                'comment', pg_catalog.quote_nullable(pg_catalog.obj_description(t.oid, 'pg_trigger')))
            FROM pg_catalog.pg_trigger t
            WHERE t.tgrelid = ANY (:relations) AND t.tgconstraint = 0
            UNION ALL
            SELECT pg_catalog.concat_ws(' ', 'rule', r.ev_class::pg_catalog.regclass,
                pg_catalog.pg_get_ruledef(r.oid), r.ev_enabled,
                'comment', pg_catalog.quote_nullable(pg_catalog.obj_description(r.oid, 'pg_rewrite')))
            FROM pg_catalog.pg_rewrite r
            WHERE r.ev_class = ANY (:relations)
            UNION ALL
            SELECT pg_catalog.concat_ws(' ', 'column', a.attrelid::pg_catalog.regclass,
                pg_catalog.quote_ident(a.attname), 'identity', a.attidentity)
            FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = ANY (:relations) AND a.attidentity <> ''
            ORDER BY line""";

    private final List<String> lines;

    private Picture(List<String> lines) {
        this.lines = lines;
    }

    static Picture of(Connection connection, List<Relation> relations) throws SQLException {
        String query = Relation.among(relations, LINES);
        return new Picture(Sql.rows(connection, query, row -> row.getString(1)));
    }

    /** Makes sure that {@code later} shows the same. */
    void demandSame(Picture later) throws SQLException {
        if (!lines.equals(later.lines)) {
            List<String> gone = new ArrayList<>(lines);
            later.lines.forEach(gone::remove);
            List<String> come = new ArrayList<>(later.lines);
            lines.forEach(come::remove);
            throw new SQLException(
                    "what was held back during the merge would not come back as it was; before: "
                            + String.join("; ", gone) + "; after: " + String.join("; ", come)
                            + "; so everything is rolled back",
                    "55000");
        }
    }
}
