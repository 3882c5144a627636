package io.dbrestore.dialect.mysql.catalog;

import io.dbrestore.spi.Column;
import io.dbrestore.spi.Column.Origin;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The columns of all tables of a database, invisible ones too. */
final class Columns {

    private static final String COLUMNS = """
            SELECT TABLE_NAME, COLUMN_NAME, COLUMN_DEFAULT, IS_NULLABLE, DATA_TYPE, COLUMN_TYPE,
                CHARACTER_SET_NAME, COLLATION_NAME, EXTRA, GENERATION_EXPRESSION
            FROM information_schema.COLUMNS
            WHERE TABLE_SCHEMA = ?
            ORDER BY TABLE_NAME, ORDINAL_POSITION""";

    /** What MariaDB adds for itself: whether a text is compressed. */
    private static final Pattern COMMENT = Pattern.compile(" ?/\\*.*?\\*/");

    /** How many digits to show, of which MySQL 8 has forgotten; {@code tinyint(1)} is how both spell a boolean. */
    private static final Pattern WIDTH =
            Pattern.compile("^(?!tinyint\\(1\\))(tinyint|smallint|mediumint|int|bigint|year)\\(\\d+\\)(?!.*zerofill)");

    private final boolean mariaDb;
    private final Map<String, List<Column>> columns = new HashMap<>();
    private final Map<String, List<String>> ofVersions = new HashMap<>();

    private Columns(boolean mariaDb) {
        this.mariaDb = mariaDb;
    }

    static Columns of(Connection connection, String database, boolean mariaDb) throws SQLException {
        Columns columns = new Columns(mariaDb);
        SessionSettings.with(
                connection, SessionSettings.TELLING, () -> Query.with(connection, COLUMNS, database, columns::add));
        return columns;
    }

    /** In their own order. */
    List<Column> of(String table) {
        return columns.getOrDefault(table, List.of());
    }

    /** The names of those that say from when to when a version of a row was the current one. */
    List<String> ofVersions(String table) {
        return ofVersions.getOrDefault(table, List.of());
    }

    private boolean add(ResultSet row) throws SQLException {
        String expression = row.getString("GENERATION_EXPRESSION");
        if ("ROW START".equals(expression) || "ROW END".equals(expression)) {
            ofVersions
                    .computeIfAbsent(row.getString("TABLE_NAME"), table -> new ArrayList<>())
                    .add(row.getString("COLUMN_NAME"));
        }
        return columns.computeIfAbsent(row.getString("TABLE_NAME"), table -> new ArrayList<>())
                .add(column(row));
    }

    private Column column(ResultSet row) throws SQLException {
        String extra = Optional.ofNullable(row.getString("EXTRA")).orElse("").toUpperCase(Locale.ROOT);
        String dataType = row.getString("DATA_TYPE").toLowerCase(Locale.ROOT);
        boolean nullable = row.getString("IS_NULLABLE").equals("YES");
        Origin origin = origin(extra);
        boolean hasDefault = switch (origin) {
            case GIVEN ->
                isValue(row.getString("COLUMN_DEFAULT"), extra)
                        || (dataType.equals("enum") && !nullable); // whose default is its first label
            case IDENTITY -> true;
            case GENERATED -> false;
        };
        return new Column(row.getString("COLUMN_NAME"), jdbcType(dataType), type(row), nullable, hasDefault, origin);
    }

    /** {@code DEFAULT_GENERATED}, of MySQL, is a default that is an expression. */
    private static Origin origin(String extra) {
        if (extra.contains("VIRTUAL GENERATED") || extra.contains("STORED GENERATED")) {
            return Origin.GENERATED;
        }
        return extra.contains("AUTO_INCREMENT") ? Origin.IDENTITY : Origin.GIVEN;
    }

    /** MariaDB spells defaults as SQL, so that NULL is NULL; MySQL does so with expressions only. */
    private boolean isValue(@Nullable String definition, String extra) {
        boolean sql = mariaDb || extra.contains("DEFAULT_GENERATED");
        return definition != null && !(sql && definition.equalsIgnoreCase("NULL"));
    }

    private static String type(ResultSet row) throws SQLException {
        String declared = COMMENT.matcher(row.getString("COLUMN_TYPE")).replaceAll("");
        String type = WIDTH.matcher(declared).replaceFirst("$1");
        String characterSet = row.getString("CHARACTER_SET_NAME");
        return characterSet == null
                ? type
                : type + " CHARACTER SET " + characterSet + " COLLATE " + row.getString("COLLATION_NAME");
    }

    private static int jdbcType(String dataType) {
        return switch (dataType) {
            case "tinyint" -> Types.TINYINT;
            case "smallint" -> Types.SMALLINT;
            case "mediumint", "int" -> Types.INTEGER;
            case "bigint" -> Types.BIGINT;
            case "decimal" -> Types.DECIMAL;
            case "float" -> Types.REAL;
            case "double" -> Types.DOUBLE;
            case "bit" -> Types.BIT;
            case "char", "enum", "set" -> Types.CHAR;
            case "varchar" -> Types.VARCHAR;
            case "tinytext", "text", "mediumtext", "longtext" -> Types.LONGVARCHAR;
            case "binary" -> Types.BINARY;
            case "varbinary" -> Types.VARBINARY;
            case "tinyblob", "blob", "mediumblob", "longblob" -> Types.LONGVARBINARY;
            case "date" -> Types.DATE;
            case "time" -> Types.TIME;
            case "datetime", "timestamp" -> Types.TIMESTAMP;
            default -> Types.OTHER;
        };
    }
}
