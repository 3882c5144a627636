package io.dbrestore.dialect.mysql.rows;

import io.dbrestore.dialect.mysql.driver.DriverAccess;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.RowSink;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/**
 * Inserts rows by statements with many of them. A row with a long value, or with one that a plugin binds, has a
 * statement of its own.
 */
final class InsertedRows implements RowSink {

    /** Longer statements load no faster. */
    private static final int LONGEST_STATEMENT = 1 << 20;

    private static final int SHORTEST_LONG_VALUE = 1 << 18;
    private static final int LONGEST_SHOWN = 60;

    private final Table table;
    private final String head;
    private final DriverAccess driver;
    private final Connection connection;
    private final ColumnWriter[] writers;
    private final Statement statement;
    private final int largestPacket;
    private final int longestStatement;
    private final InsertedRow row;
    private final StringBuilder sql = new StringBuilder();
    private int pending; // rows in the statement
    private int pendingZeroLabels;
    private long rows;

    /**
     * @param head an INSERT up to the first row
     * @param largestPacket how much the server takes at a time
     */
    InsertedRows(Connection connection, Table table, String head, List<ColumnWriter> writers, int largestPacket)
            throws SQLException {
        this.table = table;
        this.head = head;
        this.driver = DriverAccess.to(connection);
        this.connection = connection;
        this.writers = writers.toArray(ColumnWriter[]::new);
        this.largestPacket = largestPacket;
        this.longestStatement = Math.min(LONGEST_STATEMENT, largestPacket / 2);
        int longValue = Math.min(SHORTEST_LONG_VALUE, largestPacket / 8);
        this.row = new InsertedRow(driver, largestPacket, longValue, longestStatement / 2);
        this.statement = connection.createStatement();
        statement.setEscapeProcessing(false); // values may have braces
    }

    @Override
    public void copyFrom(ValueReader values) throws SQLException {
        rows++;
        row.clear();
        row.sql().append('(');
        for (int i = 0; i < writers.length; i++) {
            if (i > 0) {
                row.sql().append(',');
            }
            Kind kind = values.next();
            if (kind == Kind.NULL) {
                row.sql().append("NULL");
            } else {
                write(i, values, kind);
            }
        }
        row.sql().append(')');
        if (row.parameters().isEmpty()) {
            append();
        } else {
            flush();
            insertAlone();
        }
    }

    private void write(int column, ValueReader values, Kind kind) throws SQLException {
        try {
            writers[column].write(values, kind, row);
        } catch (UnfitValueException e) {
            Column refusing = table.columns().get(column);
            throw new SQLException(
                    String.format(
                            Locale.ROOT,
                            "row %,d for %s: column %s (%s) cannot take %s: %s",
                            rows,
                            table.name(),
                            refusing.name(),
                            refusing.type(),
                            shown(values, kind),
                            e.getMessage()),
                    e.sqlState(),
                    e);
        }
    }

    private static String shown(ValueReader value, Kind kind) {
        if (kind == Kind.BYTES || kind == Kind.UNDECODABLE_TEXT) {
            return "a value of bytes";
        }
        String text = value.text();
        return "'" + (text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text) + "'";
    }

    private void append() throws SQLException {
        boolean tooLong = sql.length() + row.sql().length() > longestStatement;
        if (pending > 0 && (tooLong || (pendingZeroLabels > 0) != (row.zeroLabels() > 0))) {
            flush();
        }
        sql.append(pending == 0 ? head : ",").append(row.sql());
        pending++;
        pendingZeroLabels += row.zeroLabels();
    }

    private void flush() throws SQLException {
        if (pending == 0) {
            return;
        }
        String insert = sql.toString();
        execute(() -> statement.executeLargeUpdate(insert), pending, pendingZeroLabels);
        sql.setLength(0);
        pending = 0;
        pendingZeroLabels = 0;
    }

    private void insertAlone() throws SQLException {
        String insert = head + row.sql();
        requireFittingStatement(head.length() + row.length());
        try (PreparedStatement prepared =
                row.hasLongValues() ? driver.prepareForLongValues(insert) : connection.prepareStatement(insert)) {
            for (int i = 0; i < row.parameters().size(); i++) {
                row.parameters().get(i).bind(prepared, i + 1);
            }
            execute(prepared::executeLargeUpdate, 1, row.zeroLabels());
        }
        row.clear(); // the long values
    }

    /** A longer one would cost the connection. */
    private void requireFittingStatement(long length) throws SQLException {
        if (length > largestPacket) {
            throw new SQLException(
                    String.format(
                            Locale.ROOT,
                            "row %,d for %s: the driver of this connection needs a statement of %,d bytes for it, and the"
                                    + " server takes %,d at a time. Raise its setting max_allowed_packet and connect again;"
                                    + " or connect with MySQL Connector/J, which sends long values in pieces",
                            rows,
                            table.name(),
                            length,
                            largestPacket),
                    "08S01");
        }
    }

    private void execute(Insertion insertion, int expected, int zeroLabels) throws SQLException {
        long inserted = zeroLabels == 0 ? insertion.run() : leniently(insertion, zeroLabels);
        if (inserted != expected) {
            throw new SQLException(
                    "the server inserted " + inserted + " rows of " + expected + " into " + table.name());
        }
    }

    /**
     * In its strict mode the server takes no ENUM without a label, though columns may hold one. Otherwise it warns of
     * each, and of whatever else it would have refused; so there must be as many warnings as such values.
     */
    private long leniently(Insertion insertion, int zeroLabels) throws SQLException {
        run("SET @dbrestore_sql_mode = @@sql_mode, @dbrestore_max_error_count = @@max_error_count");
        run("SET sql_mode = REPLACE(REPLACE(@@sql_mode, 'STRICT_TRANS_TABLES', ''), 'STRICT_ALL_TABLES', ''),"
                + " max_error_count = 0"); // or the driver would turn the warnings into an error
        try {
            long inserted = insertion.run();
            if (warnings() != zeroLabels) {
                throw new SQLException(
                        "a value in the last rows up to row " + rows + " for " + table.name()
                                + " does not fit its column",
                        "22000");
            }
            return inserted;
        } finally {
            run("SET sql_mode = @dbrestore_sql_mode, max_error_count = @dbrestore_max_error_count");
        }
    }

    private void run(String setting) throws SQLException {
        try (Statement other = connection.createStatement()) {
            other.execute(setting);
        }
    }

    private long warnings() throws SQLException {
        try (Statement other = connection.createStatement();
                ResultSet answer = other.executeQuery("SELECT @@warning_count")) {
            answer.next();
            return answer.getLong(1);
        }
    }

    @Override
    public long finish() throws SQLException {
        flush();
        return rows;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }

    /** Runs a statement and returns how many rows it inserted. */
    @FunctionalInterface
    private interface Insertion {
        long run() throws SQLException;
    }
}
