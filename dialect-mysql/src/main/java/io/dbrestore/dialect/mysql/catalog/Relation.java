package io.dbrestore.dialect.mysql.catalog;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the server lists among the tables of a database.
 *
 * @param type as information_schema says it, such as {@code BASE TABLE}
 * @param engine empty if the server does not know it, or the table cannot be opened
 * @param rows an estimate
 * @param nextNumber what AUTO_INCREMENT hands out next; 1 for a table that does not count
 * @param comment the table's comment; where the table cannot be opened, why
 */
record Relation(String name, String type, String engine, long rows, BigInteger nextNumber, String comment) {

    private static final String ALL = """
            SELECT TABLE_NAME, TABLE_TYPE, ENGINE, TABLE_ROWS, AUTO_INCREMENT, TABLE_COMMENT
            FROM information_schema.TABLES
            WHERE TABLE_SCHEMA = ?
            ORDER BY TABLE_NAME""";

    static List<Relation> all(Connection connection, String database) throws SQLException {
        return SessionSettings.with(
                connection, SessionSettings.TELLING, () -> Query.with(connection, ALL, database, Relation::of));
    }

    private static Relation of(ResultSet row) throws SQLException {
        String next = row.getString("AUTO_INCREMENT");
        return new Relation(
                row.getString("TABLE_NAME"),
                row.getString("TABLE_TYPE"),
                Optional.ofNullable(row.getString("ENGINE")).orElse(""),
                row.getLong("TABLE_ROWS"),
                next == null ? BigInteger.ONE : new BigInteger(next),
                Optional.ofNullable(row.getString("TABLE_COMMENT")).orElse(""));
    }

    /** The last number that AUTO_INCREMENT handed out, or would have. */
    BigInteger lastNumber() {
        return nextNumber.subtract(BigInteger.ONE);
    }

    boolean isTable() {
        return type.equals("BASE TABLE") || isVersioned();
    }

    boolean isVersioned() {
        return type.equals("SYSTEM VERSIONED");
    }

    boolean isSequence() {
        return type.equals("SEQUENCE");
    }

    boolean isView() {
        return type.endsWith("VIEW");
    }

    boolean isTemporary() {
        return type.startsWith("TEMPORARY") || type.equals("LOCAL TEMPORARY");
    }

    /** Why the rows of such a table are not its own; empty if they are. */
    Optional<String> notItsOwnRows() {
        return switch (engine.toUpperCase(Locale.ROOT)) {
            case "FEDERATED", "SPIDER" ->
                Optional.of("a table of the engine " + engine + ", whose rows are in another server");
            case "CONNECT" -> Optional.of("a table of the engine CONNECT, whose rows are outside the database");
            case "MRG_MYISAM", "MERGE" -> Optional.of("a union of other tables, whose rows are dumped with those");
            case "BLACKHOLE" -> Optional.of("a table of the engine BLACKHOLE, which keeps no rows");
            case "OQGRAPH" -> Optional.of("a view of another table by the engine OQGRAPH");
            case "S3" -> Optional.of("a table of the engine S3, which is read-only");
            default -> Optional.empty();
        };
    }
}
