package io.dbrestore.dialect.postgres.session;

import io.dbrestore.dialect.postgres.session.Relation.Owner;
import java.util.Set;
import java.util.TreeSet;

/** Collects what this role lacks, so that all of it can be named at once before anything is changed. */
final class Rights {

    private final String role;
    private final Set<String> missing = new TreeSet<>();
    private final Set<String> remedies = new TreeSet<>();

    /** @param role this role, quoted */
    Rights(String role) {
        this.role = role;
    }

    /** Only its owner may hold back something of a table. */
    void lackOwnership(String table, Owner owner, String what) {
        missing.add("table " + table + " belongs to " + owner.role() + " (" + what + ")");
        remedies.add(
                owner.superuser()
                        ? "ALTER TABLE " + table + " OWNER TO " + role
                        : "GRANT " + owner.role() + " TO " + role);
    }

    void lackReference(String table, String what) {
        missing.add("no right to refer to table " + table + " (" + what + ")");
        remedies.add("GRANT REFERENCES ON TABLE " + table + " TO " + role);
    }

    void lackLock(String table) {
        missing.add("no right to change rows of table " + table + ", nor to lock it");
        remedies.add("GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE " + table + " TO " + role);
    }

    void demand() throws MissingRights {
        if (!missing.isEmpty()) {
            throw new MissingRights(role, missing, remedies);
        }
    }
}
