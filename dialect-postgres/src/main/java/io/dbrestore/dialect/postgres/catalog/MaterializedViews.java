package io.dbrestore.dialect.postgres.catalog;

import io.dbrestore.spi.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings materialized views up to date with the tables that they were computed from. */
public final class MaterializedViews {

    private static final String FILLED = """
            SELECT 'r' || c.oid AS object, pg_catalog.format('%I.%I', n.nspname, c.relname) AS sql
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'm' AND c.relispopulated
            ORDER BY n.nspname, c.relname""";

    /**
     * What each object needs: a view what its rule names, a function what its body names, a table those that inherit
     * from it, since it shows their rows. A body that is a text tells nothing, so it may need anything: {@code *}. An
     * object is known by a letter for its catalog, and its id.
     */
    private static final String NEEDS = """
            SELECT 'r' || w.ev_class AS object,
                CASE d.refclassid WHEN 'pg_catalog.pg_class'::pg_catalog.regclass THEN 'r' ELSE 'f' END
                    || d.refobjid AS needs
            FROM pg_catalog.pg_rewrite w
            JOIN pg_catalog.pg_class c ON c.oid = w.ev_class AND c.relkind IN ('v', 'm')
            JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = w.oid
                AND d.refclassid IN ('pg_catalog.pg_class'::pg_catalog.regclass,
                    'pg_catalog.pg_proc'::pg_catalog.regclass)
            UNION
            SELECT 'f' || d.objid,
                CASE d.refclassid WHEN 'pg_catalog.pg_class'::pg_catalog.regclass THEN 'r' ELSE 'f' END || d.refobjid
            FROM pg_catalog.pg_depend d
            WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
                AND d.refclassid IN ('pg_catalog.pg_class'::pg_catalog.regclass,
                    'pg_catalog.pg_proc'::pg_catalog.regclass)
            UNION
            SELECT 'f' || p.oid, '*'
            FROM pg_catalog.pg_proc p
            JOIN pg_catalog.pg_language l ON l.oid = p.prolang AND l.lanname NOT IN ('internal', 'c')
            WHERE p.prosqlbody IS NULL AND p.provolatile <> 'i' AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_depend d
                WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid AND d.deptype = 'e')
                AND p.pronamespace <> 'information_schema'::pg_catalog.regnamespace
                AND p.pronamespace <> 'pg_catalog'::pg_catalog.regnamespace
            UNION
            SELECT 'r' || i.inhparent, 'r' || i.inhrelid FROM pg_catalog.pg_inherits i""";

    /** A row of a partitioned table was written into a partition, which a view may name. */
    private static final String WRITTEN = """
            WITH RECURSIVE written (oid) AS (
                SELECT c.oid
                FROM unnest(CAST(? AS pg_catalog.text[]), CAST(? AS pg_catalog.text[])) AS t (schema, name)
                JOIN pg_catalog.pg_namespace n ON n.nspname = t.schema
                JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = t.name
                UNION
                SELECT c.oid
                FROM written w
                JOIN pg_catalog.pg_inherits i ON i.inhparent = w.oid
                JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid AND c.relispartition
            )
            SELECT 'r' || oid FROM written""";

    private final Connection connection;

    public MaterializedViews(Connection connection) {
        this.connection = connection;
    }

    /**
     * Refreshes those that depend on a table, each after those that it depends on itself. One that has not been filled
     * stays so.
     *
     * @return warnings about those that could not be refreshed, whole sentences
     */
    public List<String> refresh(List<Table> written) throws SQLException {
        List<String> views = Aside.readQualified(connection, () -> inOrder(written));
        List<String> warnings = new ArrayList<>();
        if (!views.isEmpty()) {
            String rowSecurity = setRowSecurity("on"); // a dump must not lose rows to it, a view may be meant to
            for (String view : views) {
                refresh(view, warnings);
            }
            setRowSecurity(rowSecurity);
        }
        return warnings;
    }

    /** Sets it for this transaction, and tells what it was. */
    private String setRowSecurity(String value) throws SQLException {
        String was = Query.list(
                        connection, "SELECT pg_catalog.current_setting('row_security')", row -> row.getString(1))
                .get(0);
        Query.list(
                connection,
                "SELECT pg_catalog.set_config('row_security', '" + value + "', true)",
                row -> row.getString(1));
        return was;
    }

    private void refresh(String view, List<String> warnings) throws SQLException {
        Savepoint before = connection.setSavepoint();
        String refresh = "REFRESH MATERIALIZED VIEW " + view;
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false); // a name may hold braces
            statement.execute(refresh);
        } catch (SQLException e) {
            connection.rollback(before); // fails in its turn if the server is gone
            warnings.add("The materialized view " + view + " could not be refreshed and shows what it showed before: "
                    + e.getMessage() + ". As its owner, run: " + refresh);
        }
        connection.releaseSavepoint(before);
    }

    private List<String> inOrder(List<Table> written) throws SQLException {
        Map<String, String> views = new LinkedHashMap<>();
        Query.list(connection, FILLED, row -> views.put(row.getString("object"), row.getString("sql")));
        if (views.isEmpty() || written.isEmpty()) {
            return List.of();
        }
        Map<String, List<String>> needs = new HashMap<>();
        Query.list(
                connection,
                NEEDS,
                row -> needs.computeIfAbsent(row.getString("object"), object -> new ArrayList<>())
                        .add(row.getString("needs")));
        Set<String> stale = new HashSet<>(Query.with(
                connection,
                WRITTEN,
                row -> row.getString(1),
                written.stream().map(table -> table.name().schema()).toArray(),
                written.stream().map(table -> table.name().name()).toArray()));
        stale.add("*");
        List<String> order = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        views.keySet().forEach(view -> visit(view, needs, stale, seen, order));
        return order.stream().filter(views::containsKey).map(views::get).toList();
    }

    /** Puts what {@code object} needs, and then itself, into {@code order}, unless it needs nothing that is stale. */
    private static void visit(
            String object, Map<String, List<String>> needs, Set<String> stale, Set<String> seen, List<String> order) {
        if (!seen.add(object)) {
            return;
        }
        for (String needed : needs.getOrDefault(object, List.of())) {
            visit(needed, needs, stale, seen, order);
            if (stale.contains(needed)) {
                stale.add(object);
            }
        }
        if (stale.contains(object)) {
            order.add(object);
        }
    }
}
