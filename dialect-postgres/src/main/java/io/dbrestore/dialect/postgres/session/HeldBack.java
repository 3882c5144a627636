package io.dbrestore.dialect.postgres.session;

import static java.util.stream.Collectors.joining;

import io.dbrestore.spi.Table;
import io.dbrestore.spi.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Runs a merge with foreign keys, triggers, rules and identities held back, in one of two ways. Where the session may
 * act as a replica, PostgreSQL itself holds back what is in its normal state. Otherwise it takes no more than to own the
 * tables. Both ways, everything is compared before and after; and a merge that fails leaves nothing of all this, even if
 * the transaction is somebody else's who commits it.
 */
public final class HeldBack {

    /** Under the replica role, keys that may be checked late would not be checked at all. */
    private static final String LATE_KEYS = """
            SELECT pg_catalog.count(*)
            FROM pg_catalog.pg_constraint c
            WHERE c.conrelid = ANY (:relations) AND c.contype IN ('p', 'u', 'x') AND c.condeferrable""";

    /** Constraints that may be checked late, and whether they are, and can be told by their names. */
    private static final String LATE = """
            SELECT DISTINCT pg_catalog.format('%I.%I', n.nspname, c.conname), c.condeferred AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_constraint other
                WHERE other.conname = c.conname AND other.connamespace = c.connamespace AND NOT other.condeferrable)
            FROM pg_catalog.pg_constraint c JOIN pg_catalog.pg_namespace n ON n.oid = c.connamespace
            WHERE (c.conrelid = ANY (:relations) OR c.confrelid = ANY (:relations)) AND c.condeferrable
                AND c.contype IN ('p', 'u', 'x', 'f') AND c.conparentid = 0""";

    private final Connection connection;
    private final List<Relation> relations;

    private HeldBack(Connection connection, List<Relation> relations) {
        this.connection = connection;
        this.relations = relations;
    }

    /** See {@link io.dbrestore.spi.Dialect#holdBack}. */
    public static void during(Handle handle, List<Table> tables, Work merging) throws SQLException {
        Connection connection = handle.getConnection();
        undoneOnFailure(connection, "dbrestore_held_back", () -> {
            List<Relation> relations = Relation.of(connection, tables);
            if (relations.isEmpty()) {
                merging.run();
                return;
            }
            new HeldBack(connection, relations).merge(merging);
        });
    }

    private void merge(Work merging) throws SQLException {
        String role = Sql.value(connection, "SELECT pg_catalog.current_setting('session_replication_role')");
        boolean replica = !hasLateKeys() && mayBeReplica();
        lock(plan(replica)); // what is planned under the lock stays so
        Steps steps = plan(replica);
        Picture before = picture();
        run(steps.beforeMerging());
        merging.run();
        run(steps.afterMerging());
        if (replica) {
            set("session_replication_role", role);
        }
        before.demandSame(picture());
    }

    private boolean hasLateKeys() throws SQLException {
        String query = Relation.among(relations, LATE_KEYS);
        return !Sql.value(connection, query).equals("0");
    }

    /** Managed servers allow it to roles that are no superusers, by means that no catalog shows; so it is tried. */
    private boolean mayBeReplica() throws SQLException {
        try {
            undoneOnFailure(connection, "dbrestore_replica", () -> set("session_replication_role", "replica"));
            return true;
        } catch (SQLException e) {
            if ("42501".equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private Steps plan(boolean replica) throws SQLException {
        Rights rights = new Rights(Sql.value(connection, "SELECT pg_catalog.quote_ident(current_user)"));
        Steps steps = new Steps();
        relations.stream()
                .filter(relation -> relation.isMerged() && !relation.lockable())
                .forEach(relation -> rights.lackLock(relation.name()));
        withoutSearchPath(() -> {
            new Firing(connection, relations, steps, rights).holdBack(replica);
            if (!replica) {
                new References(connection, relations, steps, rights).holdBack();
                checkWhatWaits(steps);
            }
        });
        rights.demand();
        return steps;
    }

    private void checkWhatWaits(Steps steps) throws SQLException {
        String query = Relation.among(relations, LATE);
        Sql.rows(connection, query, row -> {
            steps.check(row.getString(1));
            if (row.getBoolean(2)) {
                steps.last("SET CONSTRAINTS " + row.getString(1) + " DEFERRED");
            }
            return "";
        });
    }

    /** Others may read, unless the table is altered; whoever wants to write waits. */
    private void lock(Steps steps) throws SQLException {
        List<String> altered = new ArrayList<>(steps.altered());
        if (!altered.isEmpty()) {
            run(List.of(
                    "LOCK TABLE " + altered.stream().map(name -> "ONLY " + name).collect(joining(", "))
                            + " IN ACCESS EXCLUSIVE MODE"));
        }
        run(List.of("LOCK TABLE "
                + relations.stream()
                        .filter(Relation::isMerged)
                        .map(Relation::only)
                        .collect(joining(", "))
                + " IN SHARE ROW EXCLUSIVE MODE"));
    }

    private Picture picture() throws SQLException {
        List<Picture> pictures = new ArrayList<>();
        withoutSearchPath(() -> pictures.add(Picture.of(connection, relations)));
        return pictures.get(0);
    }

    /** So that PostgreSQL puts a schema before every name. */
    private void withoutSearchPath(Work reading) throws SQLException {
        String path = Sql.value(connection, "SELECT pg_catalog.current_setting('search_path')");
        set("search_path", "");
        reading.run();
        set("search_path", path);
    }

    private void set(String setting, String value) throws SQLException {
        Sql.value(
                connection,
                "SELECT pg_catalog.set_config(" + Sql.literal(setting) + ", " + Sql.literal(value) + ", true)");
    }

    private void run(List<String> statements) throws SQLException {
        for (String sql : statements) {
            Sql.run(connection, sql);
        }
    }

    private static void undoneOnFailure(Connection connection, String savepoint, Work work) throws SQLException {
        Sql.run(connection, "SAVEPOINT " + savepoint);
        try {
            work.run();
        } catch (SQLException | RuntimeException | Error e) {
            undo(connection, savepoint, e);
            throw e;
        }
        Sql.run(connection, "RELEASE SAVEPOINT " + savepoint);
    }

    private static void undo(Connection connection, String savepoint, Throwable cause) {
        try {
            Sql.run(connection, "ROLLBACK TO SAVEPOINT " + savepoint);
            Sql.run(connection, "RELEASE SAVEPOINT " + savepoint);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
