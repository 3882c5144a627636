package io.dbrestore.dialect.sqlite;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tables that look like the user's and are some extension's. */
final class Strangers {

    private static final Set<String> SPATIALITE = Set.of(
            "data_licenses",
            "geometry_columns",
            "geometry_columns_auth",
            "geometry_columns_field_infos",
            "geometry_columns_statistics",
            "geometry_columns_time",
            "spatial_ref_sys",
            "spatial_ref_sys_aux",
            "spatialite_history",
            "sql_statements_log",
            "views_geometry_columns",
            "views_geometry_columns_auth",
            "views_geometry_columns_field_infos",
            "views_geometry_columns_statistics",
            "virts_geometry_columns",
            "virts_geometry_columns_auth",
            "virts_geometry_columns_field_infos",
            "virts_geometry_columns_statistics");

    /** What the module vec0 appends to a table's name; SQLite knows its shadow tables only where it is loaded. */
    private static final Pattern VEC0 =
            Pattern.compile("_(?:info|chunks|rowids|auxiliary|vector_chunks[0-9]+|metadata(?:chunks|text)[0-9]+)");

    private final boolean spatialite;
    private final List<String> vectorTables;

    Strangers(List<TableDefinition> tables, Collection<VirtualTable> virtual) {
        this.spatialite = tables.stream().anyMatch(table -> table.name().equals("spatialite_history"))
                && tables.stream().anyMatch(table -> table.name().equals("geometry_columns"));
        this.vectorTables = virtual.stream()
                .filter(table -> table.module().equals("vec0"))
                .map(VirtualTable::name)
                .toList();
    }

    /** Why a table of this name is not the user's; empty if it is. */
    String reason(String table) {
        if (table.startsWith("_litestream_")) {
            return "belongs to Litestream";
        }
        if (spatialite && SPATIALITE.contains(table.toLowerCase(Locale.ROOT))) {
            return "belongs to SpatiaLite";
        }
        for (String vectors : vectorTables) {
            if (table.startsWith(vectors)
                    && VEC0.matcher(table.substring(vectors.length())).matches()) {
                return "a part of the virtual table " + vectors;
            }
        }
        return "";
    }
}
