package io.dbrestore.dialect.sqlite;

import io.dbrestore.spi.Address;
import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.RowSink;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import io.dbrestore.tck.RecordedRow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A database file of a test, reached past the dialect or the way a user reaches it. */
final class TestFile implements AutoCloseable {

    final Path path;
    final Connection connection;
    final Handle handle;

    /** Opens or creates the file. */
    TestFile(Path path, String... statements) throws SQLException {
        this.path = path;
        this.connection = DriverManager.getConnection("jdbc:sqlite:" + path);
        this.handle = Jdbi.open(connection);
        run(statements);
    }

    /** Opens the file as db-restore does. */
    static Handle asUser(Path path) throws SQLException {
        Address address =
                new SqliteDialect().address("sqlite:" + path, Path.of("")).orElseThrow();
        return Jdbi.open(DriverManager.getConnection(address.jdbcUrl(), address.properties()));
    }

    void run(String... statements) throws SQLException {
        for (String sql : statements) {
            run(handle, sql);
        }
    }

    static void run(Handle handle, String sql) throws SQLException {
        try (Statement statement = handle.getConnection().createStatement()) {
            statement.execute(sql);
        }
    }

    /** The rows of a query, their values with a bar between, as SQLite itself prints them. */
    List<String> query(String sql) throws SQLException {
        return query(handle, sql);
    }

    static List<String> query(Handle handle, String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = handle.getConnection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    line.append(i == 1 ? "" : "|").append(rows.getString(i));
                }
                lines.add(line.toString());
            }
        }
        return lines;
    }

    Catalog catalog() throws SQLException {
        return new SqliteDialect().catalog(handle);
    }

    Table table(String name) throws SQLException {
        Table table = catalog().table(new TableName("", name)).orElseThrow();
        return table.withColumns(table.dataColumns());
    }

    /** The values of all rows, as a dump would hold them. */
    List<RecordedRow> dump(String name) throws SQLException {
        List<RecordedRow> dumped = new ArrayList<>();
        try (RowSource rows = new SqliteDialect().read(handle, table(name), Codecs.none())) {
            while (rows.next()) {
                RecordedRow row = new RecordedRow();
                rows.copyTo(row);
                dumped.add(row);
            }
        }
        return dumped;
    }

    void load(Table table, List<RecordedRow> rows) throws SQLException {
        try (RowSink sink = new SqliteDialect().load(handle, table, Codecs.none())) {
            for (RecordedRow row : rows) {
                sink.copyFrom(row.reader());
            }
            sink.finish();
        }
    }

    @Override
    public void close() {
        handle.close();
    }
}
