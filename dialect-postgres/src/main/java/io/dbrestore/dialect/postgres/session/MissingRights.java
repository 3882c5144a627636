package io.dbrestore.dialect.postgres.session;

import java.sql.SQLException;
import java.util.Set;

/** Found before anything is changed: what this role may not do, and the statements that would let it. */
final class MissingRights extends SQLException {

    private static final long serialVersionUID = 1;

    private final String remedies;

    /**
     * Says what is missing.
     *
     * @param role quoted
     * @param missing clauses, such as {@code table public.t belongs to app}
     * @param remedies statements for a superuser
     */
    MissingRights(String role, Set<String> missing, Set<String> remedies) {
        super(
                "role " + role + " cannot hold back what would disturb the merge: " + String.join("; ", missing),
                "42501");
        this.remedies = String.join("; ", remedies);
    }

    String advice() {
        return "Run it as the owner of these tables, or have a superuser run: " + remedies + ";";
    }
}
