package io.dbrestore.engine.restore;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the statements that the merge is made of. Plain JDBC and no parameters: identifiers come from the database and
 * are quoted by the dialect, and nothing may read a colon or a question mark in them as a placeholder.
 */
final class Sql {

    private static final Logger LOGGER = LoggerFactory.getLogger(Sql.class);

    private final Connection connection;

    private int names;

    Sql(Connection connection) {
        this.connection = connection;
    }

    /** A name that has not been used yet: not every database lets go of one before the commit. */
    String fresh(String name) {
        return name + "_" + ++names;
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

    private static long parse(String number) {
        return number.equals("NULL") ? 0 : Long.parseLong(number);
    }
}
