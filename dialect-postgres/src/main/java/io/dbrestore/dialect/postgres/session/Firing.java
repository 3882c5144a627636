package io.dbrestore.dialect.postgres.session;

import io.dbrestore.spi.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What would act by itself when rows are written: triggers, rules, and identity columns that refuse the dump's number.
 * Each is switched off by its name, and back to the very state that it was in.
 */
final class Firing {

    /**
     * The user's own triggers, and all others when foreign keys are not looked at anyway. Copies of a trigger on
     * partitions are internal up to version 14.
     */
    private static final String TRIGGERS = """
            SELECT t.tgrelid, pg_catalog.quote_ident(t.tgname), t.tgenabled
            FROM pg_catalog.pg_trigger t
            LEFT JOIN pg_catalog.pg_constraint c ON c.oid = t.tgconstraint
            WHERE t.tgrelid = ANY (:relations) AND t.tgenabled IN (:firing) AND (:all OR c.oid IS NULL OR c.contype = 't')
            ORDER BY t.oid""";

    private static final String RULES = """
            SELECT r.ev_class, pg_catalog.quote_ident(r.rulename), r.ev_enabled
            FROM pg_catalog.pg_rewrite r
            WHERE r.ev_class = ANY (:relations) AND r.ev_enabled IN (:firing) AND r.ev_type <> '1'
            ORDER BY r.oid""";

    private static final String COUNTING = """
            SELECT a.attrelid, a.attname, a.attidentity
            FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = ANY (:relations) AND a.attidentity = 'a' AND NOT a.attisdropped
            ORDER BY a.attrelid, a.attnum""";

    private static final Map<String, String> SWITCH_ON =
            Map.of("O", " ENABLE ", "A", " ENABLE ALWAYS ", "R", " ENABLE REPLICA ");

    /** @param name quoted, except of a column */
    private record Thing(long oid, String name, String state) {}

    private final Connection connection;
    private final List<Relation> relations;
    private final Map<Long, Relation> byOid = new HashMap<>();
    private final Steps steps;
    private final Rights rights;

    Firing(Connection connection, List<Relation> relations, Steps steps, Rights rights) {
        this.connection = connection;
        this.relations = relations;
        this.steps = steps;
        this.rights = rights;
        relations.forEach(relation -> byOid.put(relation.oid(), relation));
    }

    /** @param replica whether the session's replication role keeps back what is in its normal state */
    void holdBack(boolean replica) throws SQLException {
        String firing = replica ? "'A', 'R'" : "'O', 'A'";
        for (Thing trigger : things(TRIGGERS.replace(":firing", firing).replace(":all", replica ? "true" : "false"))) {
            switchOff("TRIGGER ", "trigger ", trigger, false);
        }
        for (Thing rule : things(RULES.replace(":firing", firing))) {
            switchOff("RULE ", "rule ", rule, true);
        }
        things(COUNTING).stream()
                .filter(column -> isOutsideOfKey(relation(column), column.name()))
                .forEach(this::letCount);
    }

    private List<Thing> things(String query) throws SQLException {
        return Sql.rows(
                connection,
                Relation.among(relations, query),
                row -> new Thing(row.getLong(1), row.getString(2), row.getString(3)));
    }

    /** Each partition on its own, since each may have its own state. */
    private void switchOff(String kind, String what, Thing thing, boolean locks) {
        Relation relation = relation(thing);
        if (!relation.owner().isUs()) {
            rights.lackOwnership(relation.name(), relation.owner(), what + thing.name());
            return;
        }
        if (locks) {
            steps.alters(relation.name());
        }
        String table = "ALTER TABLE ONLY " + relation.name();
        steps.around(
                table + " DISABLE " + kind + thing.name(),
                table + SWITCH_ON.getOrDefault(thing.state(), " DISABLE ") + kind + thing.name());
    }

    /** Key columns are inserted only, and there the number can be overridden. */
    private static boolean isOutsideOfKey(Relation relation, String column) {
        Table table = relation.merged();
        return relation.isMerged() && !table.key().contains(column);
    }

    /** Whoever is not the owner does without: that is enough as long as no such row is updated. */
    private void letCount(Thing column) {
        Relation relation = relation(column);
        if (!relation.owner().isUs()) {
            return;
        }
        steps.alters(relation.name());
        String name = "ALTER TABLE " + relation.only() + " ALTER COLUMN \""
                + column.name().replace("\"", "\"\"") + "\" SET GENERATED ";
        steps.around(name + "BY DEFAULT", name + "ALWAYS");
    }

    private Relation relation(Thing thing) {
        Relation relation = byOid.get(thing.oid());
        if (relation == null) {
            throw new IllegalStateException("no relation " + thing.oid());
        }
        return relation;
    }
}
