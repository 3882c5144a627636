package io.dbrestore.dialect.postgres.catalog;

import static java.util.stream.Collectors.joining;

import io.dbrestore.spi.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the tables that a dump could not hold whole, and says why. */
final class Obstacles {

    private final Connection connection;
    private final String role;
    private final Map<TableName, String> obstacles = new HashMap<>();

    Obstacles(Connection connection) throws SQLException {
        this.connection = connection;
        this.role = Roles.current(connection);
    }

    Map<TableName, String> all() {
        return obstacles;
    }

    /** Rows that the role may not read, or only some of. */
    void lookAtRights(List<Relation> tables) {
        for (Relation table : tables) {
            Relation.Access access = table.access();
            if (!access.schema() || !access.read()) {
                obstacles.put(
                        table.name(), "the role " + role + " may not read it; as its owner, run: " + grant(table));
            } else if (access.hidden()) {
                obstacles.put(
                        table.name(),
                        "row-level security may hide rows of it from the role " + role
                                + "; dump as its owner or as a role with BYPASSRLS");
            }
        }
    }

    private String grant(Relation table) {
        String schema = table.access().schema()
                ? ""
                : "GRANT USAGE ON SCHEMA " + table.sql().substring(0, schemaLength(table)) + " TO " + role + "; ";
        return schema + "GRANT SELECT ON " + table.sql() + " TO " + role;
    }

    /** How long the schema's part of the name is as it stands in a statement. */
    private static int schemaLength(Relation table) {
        if (!table.sql().startsWith("\"")) {
            return table.sql().indexOf('.');
        }
        return table.name().schema().replace("\"", "\"\"").length() + 2;
    }

    /**
     * Columns of type oid in which there are numbers of large objects. The dump would hold the numbers alone.
     *
     * @param objectIds columns by table, as they stand in a statement
     * @return what to say of large objects that no table refers to
     */
    List<String> lookAtLargeObjects(List<Relation> tables, Map<Long, List<String>> objectIds) throws SQLException {
        long objects = Query.list(
                        connection,
                        "SELECT pg_catalog.count(*) FROM pg_catalog.pg_largeobject_metadata",
                        row -> row.getLong(1))
                .get(0);
        if (objects == 0) {
            return List.of();
        }
        boolean referred = false;
        for (Relation table : tables) {
            if (obstacles.containsKey(table.name())) {
                continue;
            }
            List<String> columns = new ArrayList<>();
            for (String column : objectIds.getOrDefault(table.oid(), List.of())) {
                if (refersToLargeObjects(table, column)) {
                    columns.add(column);
                }
            }
            if (!columns.isEmpty()) {
                referred = true;
                obstacles.put(table.name(), refusal(columns));
            }
        }
        return referred
                ? List.of()
                : List.of("The database has " + objects + " large objects that no column of type oid refers to: they"
                        + " are not dumped.");
    }

    private static String refusal(List<String> columns) {
        String names = String.join(", ", columns);
        return "large objects are not dumped, and it refers to some (" + names + "); keep their contents in columns of"
                + " type bytea, which "
                + columns.stream().map(column -> "lo_get(" + column + ")").collect(joining(", ")) + " gives";
    }

    private boolean refersToLargeObjects(Relation table, String column) throws SQLException {
        String query = "SELECT EXISTS (SELECT FROM " + table.rows() + " WHERE " + column
                + " IN (SELECT oid FROM pg_catalog.pg_largeobject_metadata))";
        return Query.list(connection, query, row -> row.getBoolean(1)).get(0);
    }
}
