package io.dbrestore.dialect.mysql.rows;

import static java.util.stream.Collectors.joining;

import io.dbrestore.dialect.mysql.driver.DriverAccess;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.ValueWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Reads the rows of one SELECT as the server sends them; the connection can do nothing else until it is closed. */
final class StreamedRows implements RowSource {

    /** How many rows are rather read to their end than cancelled, which takes a connection of its own. */
    private static final int SMALL_REST = 1_000;

    private final ColumnReader[] readers;
    private final int[] indexes; // of each reader's first expression
    private final DriverAccess driver;
    private final Statement statement;
    private final ResultSet rows;
    private boolean ended;
    private boolean closed;

    StreamedRows(Connection connection, DriverAccess driver, String from, List<ColumnReader> readers)
            throws SQLException {
        this.readers = readers.toArray(ColumnReader[]::new);
        this.indexes = new int[this.readers.length];
        int next = 1;
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = next;
            next += this.readers[i].expressions().size();
        }
        this.driver = driver;
        this.statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        driver.admitAnyRow();
        try {
            statement.setEscapeProcessing(false); // names may have braces
            statement.setFetchSize(driver.streamingFetchSize());
            this.rows = statement.executeQuery(select(from, readers));
        } catch (SQLException e) {
            driver.admitOwnRows();
            statement.close();
            throw e;
        }
    }

    private static String select(String from, List<ColumnReader> readers) {
        return readers.stream()
                .flatMap(reader -> reader.expressions().stream())
                .collect(joining(", ", "SELECT ", " FROM " + from));
    }

    @Override
    public boolean next() throws SQLException {
        if (!ended && !rows.next()) {
            ended = true;
        }
        return !ended;
    }

    @Override
    public void copyTo(ValueWriter values) throws SQLException {
        for (int i = 0; i < readers.length; i++) {
            readers[i].copyTo(rows, indexes[i], values);
        }
    }

    @Override
    public void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        try (statement;
                rows) {
            if (!ended && !hasSmallRest()) {
                driver.cancel(statement, rows);
            }
        } finally {
            driver.admitOwnRows();
        }
    }

    private boolean hasSmallRest() throws SQLException {
        for (int i = 0; i < SMALL_REST; i++) {
            if (!rows.next()) {
                return true;
            }
        }
        return false;
    }
}
