package io.dbrestore.dialect.mysql;

import static java.util.stream.Collectors.joining;

import io.dbrestore.dialect.mysql.ColumnType.Kind;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import io.dbrestore.spi.UniqueKey;
import java.util.List;
import java.util.stream.Stream;

/** How MySQL and MariaDB spell the pieces of the merge. Nothing here may commit the transaction by itself. */
final class MySqlSql implements SqlSpelling {

    private static final String ANY_TEXT = "longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

    @Override
    public String quote(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }

    /** What stands between double quotes is no name here but a text, in which a backslash would hide its end. */
    @Override
    public String type(Column column) {
        String type = SqlSpelling.super.type(column);
        return type.equals(column.type()) && type.indexOf('"') < 0 ? type : ANY_TEXT;
    }

    private ColumnType typeOf(Column column) {
        return ColumnType.of(type(column));
    }

    @Override
    public String createStaging(TableName staging, List<Column> columns) {
        return StagingTable.create(
                quote(staging),
                columns.stream().map(column -> quote(column.name())).toList(),
                types(columns));
    }

    private List<String> types(List<Column> columns) {
        return columns.stream().map(this::type).toList();
    }

    /** {@code TEMPORARY} is what keeps this from committing. */
    @Override
    public String dropStaging(TableName staging) {
        return "DROP TEMPORARY TABLE " + quote(staging);
    }

    @Override
    public String nullSafeEqual(String left, String right) {
        return left + " <=> " + right;
    }

    /** Compares columns themselves, so that labels can be compared by their numbers: the empty label is not no label. */
    @Override
    public String sameRow(String left, String right, List<Column> columns) {
        StringBuilder same = new StringBuilder("1 = 1");
        for (Column column : columns) {
            List<String> lefts = exact(left + "." + quote(column.name()), typeOf(column));
            List<String> rights = exact(right + "." + quote(column.name()), typeOf(column));
            for (int i = 0; i < lefts.size(); i++) {
                same.append(" AND ").append(nullSafeEqual(lefts.get(i), rights.get(i)));
            }
        }
        return same.toString();
    }

    private static List<String> exact(String value, ColumnType type) {
        return switch (type.kind()) {
            case INTEGER, DECIMAL, BIT, YEAR, DATE, TIME, BINARY -> List.of(value);
            case FLOATING -> floating(value);
            case LABELS -> List.of(value + " + 0");
            case TEXT, JSON, OTHER -> List.of("CAST(" + value + " AS BINARY)");
        };
    }

    /** The angle tells 0.0 from -0.0, which are equal. */
    private static List<String> floating(String value) {
        return List.of(value, "ATAN2(" + value + ", -1)");
    }

    /** For values that may come out of a union, where labels are texts; long ones are sorted by their beginnings only. */
    @Override
    public List<String> identity(String expression, Column column) {
        ColumnType type = typeOf(column);
        String bytes = "CAST(" + expression + " AS BINARY)";
        boolean isShort = type.length() > 0 && type.bytesInRow() <= 1_000;
        return switch (type.kind()) {
            case INTEGER, DECIMAL, BIT, YEAR, DATE, TIME -> List.of(expression);
            case FLOATING -> floating(expression);
            case TEXT, BINARY -> List.of(isShort ? bytes : "SHA2(" + bytes + ", 256)");
            case LABELS, JSON, OTHER -> List.of("SHA2(" + bytes + ", 256)");
        };
    }

    @Override
    public String insertInto(TableName table, List<Column> columns) {
        return "INSERT INTO " + quote(table)
                + columns.stream().map(column -> quote(column.name())).collect(joining(", ", " (", ")"));
    }

    @Override
    public String insert(Table target, TableName staging, List<Column> columns, String condition) {
        String values = columns.stream().map(this::staged).collect(joining(", "));
        return insertInto(target.name(), columns) + " SELECT " + values + " FROM " + quote(staging) + " s WHERE "
                + condition;
    }

    /** A SET as its number: from one table to another the server copies its text, which shows no empty label. */
    private String staged(Column column) {
        String value = "s." + quote(column.name());
        return typeOf(column).name().equals("set") ? value + " + 0" : value;
    }

    /**
     * From the staging table, which has no index, into one of the target's. Left to itself the server goes the other way
     * round wherever it takes the target for small, as its numbers do not follow what a transaction writes.
     */
    @Override
    public String meeting(TableName staging, Table target, List<String> key, String condition) {
        return quote(staging) + " s STRAIGHT_JOIN " + quote(target.name()) + " t" + throughIndex(target, key) + " ON "
                + condition;
    }

    private String throughIndex(Table target, List<String> key) {
        Stream<String> primary = target.primaryKey().equals(key) ? Stream.of("PRIMARY") : Stream.empty();
        Stream<String> unique = target.uniqueKeys().stream()
                .filter(candidate -> candidate.columns().equals(key))
                .map(UniqueKey::name);
        return Stream.concat(primary, unique)
                .findFirst()
                .map(index -> " FORCE INDEX FOR JOIN (" + quote(index) + ")")
                .orElse("");
    }

    /** Columns that the server would set to the current time by itself are set to what they are. */
    @Override
    public String update(Table target, TableName staging, List<Column> columns, String condition) {
        Stream<String> assigned = columns.stream().map(column -> "t." + quote(column.name()) + " = " + staged(column));
        return "UPDATE " + meeting(staging, target, target.key(), condition) + " SET "
                + Stream.concat(assigned, timesKept(target, columns)).collect(joining(", "));
    }

    /** For the columns that are not updated. */
    private Stream<String> timesKept(Table target, List<Column> updated) {
        return target.dataColumns().stream()
                .filter(column ->
                        updated.stream().noneMatch(other -> other.name().equals(column.name())))
                .filter(column ->
                        List.of("timestamp", "datetime").contains(typeOf(column).name()))
                .map(column -> "t." + quote(column.name()) + " = t." + quote(column.name()));
    }

    /** MySQL does not write a document that it takes for the same, such as 1.0 for 1; so there is another meanwhile. */
    @Override
    public String beforeUpdate(Table target, TableName staging, List<Column> columns, String condition) {
        List<Column> documents = columns.stream()
                .filter(column -> typeOf(column).kind() == Kind.JSON)
                .toList();
        if (documents.isEmpty()) {
            return "";
        }
        String some = documents.stream().map(this::isTakenForEqual).collect(joining(" OR ", " AND (", ")"));
        Stream<String> others = documents.stream().map(column -> {
            String name = "t." + quote(column.name());
            return name + " = IF(" + isTakenForEqual(column) + ", CAST('\"~\"' AS JSON), " + name + ")";
        });
        return "UPDATE " + meeting(staging, target, target.key(), condition + some) + " SET "
                + Stream.concat(others, timesKept(target, columns)).collect(joining(", "));
    }

    private String isTakenForEqual(Column column) {
        String name = quote(column.name());
        return "(t." + name + " = s." + name + " AND NOT (" + sameRow("t", "s", List.of(column)) + "))";
    }

    @Override
    public String delete(Table target, String condition) {
        return "DELETE t FROM " + quote(target.name()) + " t WHERE " + condition;
    }

    /** The server converts when the value is stored, and refuses in strict mode what it can make nothing of. */
    @Override
    public String convert(String expression, Column from, Column to) {
        Kind before = typeOf(from).kind();
        Kind now = typeOf(to).kind();
        boolean betweenNumberAndLabel =
                (isNumber(before) && now == Kind.LABELS) || (before == Kind.LABELS && isNumber(now));
        return betweenNumberAndLabel ? text(expression) : expression; // else the number would be that of the label
    }

    private static boolean isNumber(Kind kind) {
        return switch (kind) {
            case INTEGER, DECIMAL, FLOATING, BIT, YEAR -> true;
            case TEXT, LABELS, BINARY, DATE, TIME, JSON, OTHER -> false;
        };
    }

    @Override
    public String convertedExactly(String original, Column from, String converted, Column to) {
        return Conversions.exact(original, typeOf(from), converted, typeOf(to));
    }

    static String text(String expression) {
        return "CAST(" + expression + " AS CHAR CHARACTER SET utf8mb4)";
    }

    /** From the far end of what the type takes, where no row is wont to be. */
    @Override
    public String parkingValue(Column column, String rowNumber) {
        ColumnType type = typeOf(column);
        return switch (type.name()) {
            case "tinyint" -> type.isUnsigned() ? "255 - " + rowNumber : "-128 + " + rowNumber;
            case "smallint" -> type.isUnsigned() ? "65535 - " + rowNumber : "-32768 + " + rowNumber;
            case "mediumint" -> type.isUnsigned() ? "16777215 - " + rowNumber : "-8388608 + " + rowNumber;
            case "int" -> type.isUnsigned() ? "4294967295 - " + rowNumber : "-2147483648 + " + rowNumber;
            case "bigint" ->
                type.isUnsigned() ? "18446744073709551615 - " + rowNumber : "-9223372036854775807 + " + rowNumber;
            case "decimal", "float", "double" -> type.isUnsigned() ? "" : "-" + rowNumber;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "varbinary" ->
                "CONCAT('~', " + rowNumber + ")";
            case "uuid" -> "UUID()";
            default -> "";
        };
    }
}
