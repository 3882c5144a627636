package io.dbrestore.dialect.postgres.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds foreign keys back by what their tables' owner may do. A key is dropped and added again where rows come in bulk,
 * since PostgreSQL then checks all of them in one go, and where it would act on other rows. Otherwise it waits for the
 * end of the merge: where only some parents change, or where copies on partitions might come back under other names.
 */
final class References {

    private final Connection connection;
    private final List<Relation> relations;
    private final Map<Long, Relation> byOid = new HashMap<>();
    private final Steps steps;
    private final Rights rights;

    References(Connection connection, List<Relation> relations, Steps steps, Rights rights) {
        this.connection = connection;
        this.relations = relations;
        this.steps = steps;
        this.rights = rights;
        relations.forEach(relation -> byOid.put(relation.oid(), relation));
    }

    void holdBack() throws SQLException {
        List<Reference> references = Reference.touching(connection, relations);
        Cycles cycles = new Cycles(references, byOid);
        for (Reference reference : references) {
            holdBack(reference, cycles);
        }
    }

    private void holdBack(Reference reference, Cycles cycles) throws SQLException {
        boolean childIsMerged = byOid.containsKey(reference.child());
        boolean parentIsMerged = byOid.containsKey(reference.parent());
        boolean acting = parentIsMerged && (reference.actsOnUpdate() || reference.actsOnDelete());
        if (!reference.whole()) {
            refuse(reference, acting && reference.acts());
            return;
        }
        boolean inBulk = childIsMerged && !reference.partitioned();
        boolean owned = reference.childOwner().isUs();
        if (owned && (acting || inBulk) && reference.mayRefer()) {
            drop(reference);
        } else if (owned && !acting) {
            alter(reference);
        } else if (reference.deferrable() && !acting) {
            defer(reference);
        } else if (owned) {
            rights.lackReference(reference.parentName(), what(reference));
        } else if (acting || cycles.contain(reference)) {
            rights.lackOwnership(reference.childName(), reference.childOwner(), what(reference));
        }
    }

    private static String what(Reference reference) {
        return "foreign key " + reference.name();
    }

    /** One that is switched off stays so, and only a superuser could make it again as it is. */
    private static void refuse(Reference reference, boolean wouldAct) throws SQLException {
        if (wouldAct) {
            throw new SQLException(
                    "foreign key " + reference.name() + " of " + reference.childName()
                            + " is switched off for its child and on for its parent, and would change rows when parents"
                            + " change; run it as a superuser, or have one run: ALTER TABLE " + reference.childName()
                            + " ENABLE TRIGGER ALL",
                    "55000");
        }
    }

    private void drop(Reference reference) {
        steps.alters(reference.childName());
        if (byOid.containsKey(reference.parent())) {
            steps.alters(reference.parentName());
        }
        String table = "ALTER TABLE " + reference.childName();
        steps.drop(reference.constraint(), table + " DROP CONSTRAINT " + reference.name());
        steps.add(table + " ADD CONSTRAINT " + reference.name() + " " + reference.definition());
        if (!reference.comment().isEmpty()) {
            steps.add("COMMENT ON CONSTRAINT " + reference.name() + " ON " + reference.childName() + " IS "
                    + reference.comment());
        }
    }

    private void alter(Reference reference) {
        steps.alters(reference.childName());
        String constraint = "ALTER TABLE " + reference.childName() + " ALTER CONSTRAINT " + reference.name();
        String state = reference.deferred()
                ? " DEFERRABLE INITIALLY DEFERRED"
                : reference.deferrable() ? " DEFERRABLE INITIALLY IMMEDIATE" : " NOT DEFERRABLE";
        steps.around(constraint + " DEFERRABLE INITIALLY DEFERRED", constraint + state);
        steps.check(reference.constraint());
    }

    private void defer(Reference reference) {
        steps.before("SET CONSTRAINTS " + reference.constraint() + " DEFERRED");
        steps.check(reference.constraint());
    }
}
