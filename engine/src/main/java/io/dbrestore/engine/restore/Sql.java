package io.dbrestore.engine.restore;

import io.dbrestore.spi.Catalog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the statements that the merge is made of. Plain JDBC and no parameters: identifiers come from the database and
 * are quoted by the dialect, and nothing may read a colon or a question mark in them as a placeholder.
 */
final class Sql {

    private static final Logger LOGGER = LoggerFactory.getLogger(Sql.class);

    private final Connection connection;
    private final Set<String> taken = new HashSet<>();
    private final Set<String> leftovers = new LinkedHashSet<>();

    private int names;

    Sql(Connection connection) {
        this.connection = connection;
    }

    /** The same, for somebody who needs tables of his own beside those of the catalog. */
    Sql(Connection connection, Catalog catalog) {
        this(connection);
        catalog.tables().forEach(table -> taken.add(table.name().name().toLowerCase(Locale.ROOT)));
    }

    /** A name that has not been used yet: not every database lets go of one before the commit. */
    String fresh(String name) {
        String fresh = name + "_" + ++names;
        return taken.contains(fresh) ? fresh(name) : fresh;
    }

    /** Remembers a statement that has to be run even if all else fails. */
    void owe(String statement) {
        leftovers.add(statement);
    }

    /** Runs a statement that was owed. */
    void settle(String statement) throws SQLException {
        execute(statement);
        leftovers.remove(statement);
    }

    /**
     * Runs what is owed still: not every database drops a temporary table when it rolls back, and the connection may be
     * another's. Where the transaction takes no statement any more, its rollback has to see to it.
     */
    void settleAfter(Throwable failure) {
        try {
            for (String statement : List.copyOf(leftovers)) {
                settle(statement);
            }
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** Runs a statement and returns how many rows it wrote. */
    long execute(String sql) throws SQLException {
        LOGGER.debug(sql);
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
            return Math.max(statement.getUpdateCount(), 0);
        }
    }

    /** The number that a query of one row and one column gives; 0 for NULL. */
    long number(String sql) throws SQLException {
        return rows(sql, 1).stream()
                .map(row -> row.get(0))
                .mapToLong(Sql::parse)
                .sum();
    }

    /**
     * The first rows of a query, each value as the driver prints it, NULL as {@code NULL}.
     *
     * @param limit how many at most; 0 for all
     */
    List<List<String>> rows(String sql, int limit) throws SQLException {
        LOGGER.debug(sql);
        List<List<String>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setMaxRows(limit);
            try (ResultSet result = statement.executeQuery(sql)) {
                int columns = result.getMetaData().getColumnCount();
                while (result.next() && (limit == 0 || rows.size() < limit)) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= columns; i++) {
                        String value = result.getString(i);
                        row.add(value == null ? "NULL" : value);
                    }
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    /** The types of the columns of a query. */
    int[] jdbcTypes(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            int[] types = new int[result.getMetaData().getColumnCount()];
            for (int i = 0; i < types.length; i++) {
                types[i] = result.getMetaData().getColumnType(i + 1);
            }
            return types;
        }
    }

    /**
     * Runs {@code work} so that a failure leaves the transaction as it was before, and usable. There may be attempts in
     * attempts, each with a name of its own: MySQL forgets a savepoint once another takes its name.
     */
    <T> T undoneOnFailure(Attempt<T> work) throws SQLException {
        String savepoint = fresh("dbrestore_attempt");
        execute("SAVEPOINT " + savepoint);
        T result;
        try {
            result = work.run();
        } catch (SQLException | RuntimeException e) {
            undo(savepoint, e);
            throw e;
        }
        execute("RELEASE SAVEPOINT " + savepoint);
        return result;
    }

    /** Where the database has rolled everything back already, as SQLite does on a full disk, the cause is what to tell. */
    private void undo(String savepoint, Exception cause) {
        try {
            execute("ROLLBACK TO SAVEPOINT " + savepoint);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Something that may fail halfway. */
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws SQLException;
    }

    /** A number that a query gave, 0 for NULL. */
    static long parse(String number) {
        return number.equals("NULL") ? 0 : Long.parseLong(number);
    }
}
