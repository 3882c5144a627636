package io.dbrestore.dialect.mysql.rows;

import io.dbrestore.dialect.mysql.driver.DriverAccess;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.RowSink;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Opens cursors over tables, and sinks into them. The session's settings must be those of the dialect. */
public final class TableRows {

    private TableRows() {}

    /** As {@link Dialect#read} says. */
    public static RowSource read(Dialect dialect, Handle handle, Table table, Codecs plugins) throws SQLException {
        Connection connection = handle.getConnection();
        DriverAccess driver = DriverAccess.to(connection);
        driver.requireCarried(table);
        List<ColumnReader> readers = table.columns().stream()
                .map(column -> ColumnReader.of(dialect, driver, column, plugins))
                .toList();
        return new StreamedRows(connection, driver, dialect.sql().rows(table), readers);
    }

    /** As {@link Dialect#load} says. */
    public static RowSink load(Dialect dialect, Handle handle, Table table, Codecs plugins) throws SQLException {
        Connection connection = handle.getConnection();
        Server server = Server.of(connection);
        List<ColumnWriter> writers = table.columns().stream()
                .map(column -> ColumnWriter.of(dialect, connection, column, plugins, server.isMariaDb()))
                .toList();
        String head = dialect.sql().insertInto(table.name(), table.columns()) + " VALUES ";
        return new InsertedRows(connection, table, head, writers, server.largestPacket());
    }
}
