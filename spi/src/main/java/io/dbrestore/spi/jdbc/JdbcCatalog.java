package io.dbrestore.spi.jdbc;

import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Column.Origin;
import io.dbrestore.spi.ForeignKey;
import io.dbrestore.spi.LeftOut;
import io.dbrestore.spi.Sequence;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import io.dbrestore.spi.UniqueKey;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What JDBC's metadata says of a database. */
final class JdbcCatalog {

    /** Drivers tell sizes of types too that take none, such as H2's of UUID. */
    private static final Pattern TAKES_SIZE =
            Pattern.compile("CHAR|TEXT|BIN|^NUMERIC|^DECIMAL", Pattern.CASE_INSENSITIVE);

    private final DatabaseMetaData metaData;
    private final @Nullable String catalog;
    private final String defaultSchema;
    private final Predicate<String> holdsUserData;

    JdbcCatalog(Connection connection, Predicate<String> holdsUserData) throws SQLException {
        this.metaData = connection.getMetaData();
        this.catalog = connection.getCatalog(); // without it, MySQL lists every database on the server
        this.defaultSchema = orEmpty(connection.getSchema());
        this.holdsUserData = holdsUserData;
    }

    Catalog read(List<Sequence> sequences) throws SQLException {
        List<Table> tables = new ArrayList<>();
        for (TableName table : names("TABLE", "BASE TABLE")) {
            tables.add(table(table));
        }
        List<LeftOut> views =
                names("VIEW").stream().map(view -> new LeftOut(view, "a view")).toList();
        return new Catalog(database(), defaultSchema, tables, views, sequences);
    }

    private String database() throws SQLException {
        String url = orEmpty(metaData.getURL()).split("[?;]", 2)[0].replaceFirst("//[^/@]*@", "//"); // no password
        return catalog == null || catalog.isEmpty() ? url : catalog + " (" + url + ")";
    }

    private List<TableName> names(String... types) throws SQLException {
        List<TableName> names = new ArrayList<>();
        try (ResultSet rows = metaData.getTables(catalog, null, "%", types)) {
            while (rows.next()) {
                String schema = orEmpty(rows.getString("TABLE_SCHEM"));
                if (holdsUserData.test(schema)) {
                    names.add(new TableName(schema, rows.getString("TABLE_NAME")));
                }
            }
        }
        return names;
    }

    private Table table(TableName table) throws SQLException {
        List<String> primaryKey = primaryKey(table);
        return new Table(table, columns(table), primaryKey, uniqueKeys(table, primaryKey), foreignKeys(table));
    }

    private List<Column> columns(TableName table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (ResultSet rows = metaData.getColumns(catalog, pattern(table.schema()), pattern(table.name()), "%")) {
            while (rows.next()) {
                boolean generated = "YES".equals(rows.getString("IS_GENERATEDCOLUMN"));
                boolean counted = "YES".equals(rows.getString("IS_AUTOINCREMENT"));
                columns.add(new Column(
                        rows.getString("COLUMN_NAME"),
                        rows.getInt("DATA_TYPE"),
                        type(rows),
                        rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls,
                        counted || hasDefault(rows.getString("COLUMN_DEF")),
                        generated ? Origin.GENERATED : counted ? Origin.IDENTITY : Origin.GIVEN));
            }
        }
        return columns;
    }

    private static boolean hasDefault(@Nullable String definition) {
        return definition != null && !definition.equalsIgnoreCase("NULL");
    }

    private static String type(ResultSet column) throws SQLException {
        String name = column.getString("TYPE_NAME");
        int size = column.getInt("COLUMN_SIZE");
        boolean sized =
                size > 0 && !name.contains("(") && TAKES_SIZE.matcher(name).find();
        return switch (column.getInt("DATA_TYPE")) {
            case java.sql.Types.CHAR,
                    java.sql.Types.VARCHAR,
                    java.sql.Types.NCHAR,
                    java.sql.Types.NVARCHAR,
                    java.sql.Types.BINARY,
                    java.sql.Types.VARBINARY -> sized ? name + "(" + size + ")" : name;
            case java.sql.Types.NUMERIC, java.sql.Types.DECIMAL ->
                sized ? name + "(" + size + "," + column.getInt("DECIMAL_DIGITS") + ")" : name;
            case java.sql.Types.TIME,
                    java.sql.Types.TIMESTAMP,
                    java.sql.Types.TIME_WITH_TIMEZONE,
                    java.sql.Types.TIMESTAMP_WITH_TIMEZONE -> {
                int fraction = column.getInt("DECIMAL_DIGITS");
                yield column.wasNull() || name.contains("(")
                        ? name
                        : name.replaceFirst("^\\w+", "$0(" + fraction + ")"); // TIMESTAMP(9) WITH TIME ZONE
            }
            default -> name;
        };
    }

    private List<String> primaryKey(TableName table) throws SQLException {
        Map<Integer, String> key = new TreeMap<>();
        try (ResultSet rows = metaData.getPrimaryKeys(catalog, orNull(table.schema()), table.name())) {
            while (rows.next()) {
                key.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(key.values());
    }

    private List<UniqueKey> uniqueKeys(TableName table, List<String> primaryKey) throws SQLException {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        Set<String> partial = new HashSet<>();
        try (ResultSet rows = metaData.getIndexInfo(catalog, orNull(table.schema()), table.name(), true, true)) {
            while (rows.next()) {
                String index = rows.getString("INDEX_NAME");
                String column = rows.getString("COLUMN_NAME");
                if (index == null) {
                    continue; // a line of statistics
                }
                if (column == null || rows.getString("FILTER_CONDITION") != null) {
                    partial.add(index);
                } else {
                    keys.computeIfAbsent(index, name -> new ArrayList<>()).add(column);
                }
            }
        }
        return keys.entrySet().stream()
                .filter(key -> !partial.contains(key.getKey()))
                .filter(key -> !Set.copyOf(key.getValue()).equals(Set.copyOf(primaryKey)))
                .map(key -> new UniqueKey(key.getKey(), key.getValue()))
                .toList();
    }

    private List<ForeignKey> foreignKeys(TableName table) throws SQLException {
        Map<String, ForeignKey> keys = new LinkedHashMap<>();
        int unnamed = 0;
        try (ResultSet rows = metaData.getImportedKeys(catalog, orNull(table.schema()), table.name())) {
            while (rows.next()) {
                String name = orEmpty(rows.getString("FK_NAME"));
                TableName target =
                        new TableName(orEmpty(rows.getString("PKTABLE_SCHEM")), rows.getString("PKTABLE_NAME"));
                if (rows.getInt("KEY_SEQ") == 1) {
                    unnamed++; // keys without a name come one after the other
                }
                String identity = name.isEmpty() ? "#" + unnamed : name;
                ForeignKey known =
                        keys.getOrDefault(identity, new ForeignKey(name, List.of(), target, List.of(), true));
                keys.put(identity, with(known, rows.getString("FKCOLUMN_NAME"), rows.getString("PKCOLUMN_NAME")));
            }
        }
        return List.copyOf(keys.values());
    }

    private static ForeignKey with(ForeignKey key, String column, String targetColumn) {
        List<String> columns = new ArrayList<>(key.columns());
        columns.add(column);
        List<String> targetColumns = new ArrayList<>(key.targetColumns());
        targetColumns.add(targetColumn);
        return new ForeignKey(key.name(), columns, key.target(), targetColumns, key.trusted());
    }

    /** Some methods of the metadata take a pattern where others take a name. */
    private @Nullable String pattern(String name) throws SQLException {
        String escape = metaData.getSearchStringEscape();
        return name.isEmpty() ? null : name.replace("_", escape + "_").replace("%", escape + "%");
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static @Nullable String orNull(String value) {
        return value.isEmpty() ? null : value;
    }
}
