package io.dbrestore.dialect.postgres.catalog;

import io.dbrestore.spi.Column;
import io.dbrestore.spi.Column.Origin;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of tables, with domains looked through to the types under them. */
final class Columns {

    /**
     * A default may come from the column or from its type. Whether NULL is refused is up to the column and to every
     * domain on the way to the base type.
     */
    private static final String COLUMNS = """
            WITH RECURSIVE domain (oid, type, not_null) AS (
                SELECT d.oid, d.typbasetype, d.typnotnull FROM pg_catalog.pg_type d WHERE d.typtype = 'd'
                UNION ALL
                SELECT o.oid, d.typbasetype, o.not_null OR d.typnotnull
                FROM domain o JOIN pg_catalog.pg_type d ON d.oid = o.type AND d.typtype = 'd'
            ), base (oid, type, not_null) AS (
                SELECT o.oid, o.type, o.not_null
                FROM domain o JOIN pg_catalog.pg_type t ON t.oid = o.type AND t.typtype <> 'd'
            )
            SELECT a.attrelid, a.attname, pg_catalog.format('%I', a.attname) AS sql,
                pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
                pg_catalog.format_type(coalesce(b.type, a.atttypid), NULL) AS base,
                a.attnotnull OR coalesce(b.not_null, false) AS not_null,
                coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid), t.typdefault) AS "default",
                a.attidentity, a.attgenerated
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            LEFT JOIN base b ON b.oid = a.atttypid
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid = ANY (CAST(? AS pg_catalog.oid[])) AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attrelid, a.attnum""";

    private final Map<Long, List<Column>> columns = new HashMap<>();
    private final Map<Long, List<String>> objectIds = new HashMap<>();

    private Columns() {}

    static Columns of(Connection connection, Collection<Long> tables) throws SQLException {
        Columns columns = new Columns();
        Query.ofObjects(connection, COLUMNS, tables, columns::add);
        return columns;
    }

    /** In their own order; dropped ones are not among them. */
    List<Column> of(long table) {
        return columns.getOrDefault(table, List.of());
    }

    /** The columns of type oid, which may hold large objects, as they stand in a statement; by table. */
    Map<Long, List<String>> objectIds() {
        return objectIds;
    }

    private Column add(ResultSet row) throws SQLException {
        Column column = column(row);
        columns.computeIfAbsent(row.getLong("attrelid"), table -> new ArrayList<>())
                .add(column);
        if (row.getString("base").equals("oid") && !column.isGenerated()) {
            objectIds
                    .computeIfAbsent(row.getLong("attrelid"), table -> new ArrayList<>())
                    .add(row.getString("sql"));
        }
        return column;
    }

    private static Column column(ResultSet row) throws SQLException {
        Origin origin = !row.getString("attgenerated").isEmpty()
                ? Origin.GENERATED
                : row.getString("attidentity").isEmpty() ? Origin.GIVEN : Origin.IDENTITY;
        boolean hasDefault = switch (origin) {
            case GIVEN -> isValue(row.getString("default"));
            case IDENTITY -> true;
            case GENERATED -> false;
        };
        return new Column(
                row.getString("attname"),
                jdbcType(row.getString("base")),
                row.getString("type"),
                !row.getBoolean("not_null"),
                hasDefault,
                origin);
    }

    /** {@code NULL::text} is what became of DEFAULT NULL; an expression around it would be in parentheses. */
    private static boolean isValue(@Nullable String definition) {
        return definition != null && !definition.equals("NULL") && !definition.startsWith("NULL::");
    }

    private static int jdbcType(String type) {
        return switch (type) {
            case "bigint" -> Types.BIGINT;
            case "boolean" -> Types.BOOLEAN;
            case "bytea" -> Types.BINARY;
            case "character" -> Types.CHAR;
            case "character varying", "text" -> Types.VARCHAR;
            case "date" -> Types.DATE;
            case "double precision" -> Types.DOUBLE;
            case "integer" -> Types.INTEGER;
            case "numeric" -> Types.NUMERIC;
            case "real" -> Types.REAL;
            case "smallint" -> Types.SMALLINT;
            case "time with time zone" -> Types.TIME_WITH_TIMEZONE;
            case "time without time zone" -> Types.TIME;
            case "timestamp with time zone" -> Types.TIMESTAMP_WITH_TIMEZONE;
            case "timestamp without time zone" -> Types.TIMESTAMP;
            default -> Types.OTHER;
        };
    }
}
