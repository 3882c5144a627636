package io.dbrestore.dialect.mysql.catalog;

import io.dbrestore.spi.Column;
import io.dbrestore.spi.Sequence;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Moves counters on to where they stood in a dump; never back, since no server does that to what has counted. Past the
 * keys of rows that are inserted AUTO_INCREMENT moves by itself.
 *
 * <p>ALTER TABLE would commit. So a row with the number wanted is written and taken back: what has been handed out once
 * is never handed out again, whatever becomes of the transaction.
 */
public final class Counters {

    private static final String TRIGGERS = """
            SELECT EVENT_OBJECT_TABLE, EVENT_MANIPULATION
            FROM information_schema.TRIGGERS
            WHERE EVENT_OBJECT_SCHEMA = ?""";

    /** Lets a row be written that is incomplete, refers to nothing and, where the server can do so, breaks rules. */
    private static final Map<String, String> LENIENT = Map.of(
            "sql_mode",
            "NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES",
            "foreign_key_checks",
            "OFF",
            "check_constraint_checks",
            "OFF");

    private final Connection connection;
    private final boolean mariaDb;
    private final List<String> warnings = new ArrayList<>();

    /** @param mariaDb whether the server is MariaDB */
    public Counters(Connection connection, boolean mariaDb) {
        this.connection = connection;
        this.mariaDb = mariaDb;
    }

    /**
     * Moves them on, in the current transaction.
     *
     * @param merged the tables whose rows were restored; AUTO_INCREMENT of others is left alone
     * @param dumped where the counters stood in the dump
     * @return warnings about those that could not be moved, whole sentences
     */
    public List<String> advance(List<Table> merged, List<Sequence> dumped) throws SQLException {
        Map<TableName, BigInteger> goals =
                dumped.stream().collect(Collectors.toMap(Sequence::name, dump -> new BigInteger(dump.value())));
        List<Table> counting = merged.stream()
                .filter(table ->
                        goals.containsKey(table.name()) && counted(table).isPresent())
                .toList();
        if (!counting.isEmpty()) {
            advanceTables(counting, goals);
        }
        if (mariaDb) {
            warnings.addAll(new SequenceAdvance(connection).advance(merged, goals));
        }
        return warnings;
    }

    private static Optional<Column> counted(Table table) {
        return table.columns().stream()
                .filter(column -> column.origin() == Column.Origin.IDENTITY)
                .findFirst();
    }

    private void advanceTables(List<Table> tables, Map<TableName, BigInteger> goals) throws SQLException {
        String database = MySqlCatalog.database(connection);
        List<Table> behind = behind(database, tables, goals);
        if (behind.isEmpty()) {
            return;
        }
        Map<String, List<String>> triggers = new HashMap<>();
        Query.with(
                connection,
                TRIGGERS,
                database,
                row -> triggers.computeIfAbsent(row.getString(1), table -> new ArrayList<>())
                        .add(row.getString(2)));
        SessionSettings.with(connection, LENIENT, () -> {
            for (Table table : behind) {
                handOut(
                        table,
                        goal(goals, table),
                        triggers.getOrDefault(table.name().name(), List.of()));
            }
            return behind;
        });
        for (Table table : behind(database, behind, goals)) {
            BigInteger next = goal(goals, table).add(BigInteger.ONE);
            warnings.add("The numbers of " + table.name() + " went on at " + next + " in the dump, and now go on past"
                    + " the highest that is there: what moves them would fire triggers, break a rule of the table, or"
                    + " could not be taken back. If no number must ever come twice, run: ALTER TABLE "
                    + Query.quote(table.name().name()) + " AUTO_INCREMENT = " + next);
        }
    }

    private static BigInteger goal(Map<TableName, BigInteger> goals, Table table) {
        return goals.getOrDefault(table.name(), BigInteger.ZERO);
    }

    /** Those of {@code tables} whose AUTO_INCREMENT has not come to its goal. */
    private List<Table> behind(String database, List<Table> tables, Map<TableName, BigInteger> goals)
            throws SQLException {
        Map<String, Relation> standing = Relation.all(connection, database).stream()
                .collect(Collectors.toMap(Relation::name, Function.identity()));
        return tables.stream()
                .filter(table -> Optional.ofNullable(standing.get(table.name().name()))
                        .filter(now -> now.lastNumber().compareTo(goal(goals, table)) < 0)
                        .isPresent())
                .toList();
    }

    /** Writes a row of that number and takes it back; does nothing where a trigger or an engine stands against it. */
    private void handOut(Table table, BigInteger number, List<String> triggers) throws SQLException {
        String name = Query.quote(table.name().name());
        String column = Query.quote(counted(table).orElseThrow().name());
        if (!isTransactional(table)) {
            return;
        }
        if (triggers.contains("INSERT")
                || !isWritten("INSERT INTO " + name + " (" + column + ") VALUES (" + number + ")")) {
            if (!triggers.contains("UPDATE")) {
                isWritten(
                        "UPDATE " + name + " SET " + column + " = " + number + " ORDER BY " + column + " DESC LIMIT 1");
            }
        }
    }

    private boolean isWritten(String statement) throws SQLException {
        Query.execute(connection, "SAVEPOINT dbrestore_counter");
        try {
            Query.execute(connection, statement);
            return true;
        } catch (SQLException e) {
            return false; // the caller looks where the counter stands, and says so
        } finally {
            Query.execute(connection, "ROLLBACK TO SAVEPOINT dbrestore_counter");
        }
    }

    private boolean isTransactional(Table table) throws SQLException {
        return Query.with(
                        connection,
                        "SELECT e.TRANSACTIONS FROM information_schema.TABLES t JOIN information_schema.ENGINES e"
                                + " ON e.ENGINE = t.ENGINE WHERE t.TABLE_SCHEMA = DATABASE() AND t.TABLE_NAME = ?",
                        table.name().name(),
                        row -> "YES".equals(row.getString(1)))
                .stream()
                .allMatch(transactional -> transactional);
    }
}
