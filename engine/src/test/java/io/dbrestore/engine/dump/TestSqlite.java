package io.dbrestore.engine.dump;

import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.ForeignKey;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.Sequence;
import io.dbrestore.spi.Session;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.ValueWriter;
import io.dbrestore.spi.jdbc.JdbcDialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** As much of a dialect for SQLite as the tests of this package need; the real one is in a module of its own. */
class TestSqlite extends JdbcDialect {

    TestSqlite() {
        super("sqlite", "SQLite");
    }

    @Override
    public Catalog catalog(Handle handle) throws SQLException {
        Catalog catalog = super.catalog(handle);
        List<Table> tables =
                catalog.tables().stream().map(TestSqlite::distrusted).toList();
        List<Sequence> sequences = tables.isEmpty()
                ? List.of()
                : List.of(new Sequence(tables.get(0).name(), "42"));
        return new Catalog("test.db", "", tables, List.of(), sequences);
    }

    private static Table distrusted(Table table) {
        List<ForeignKey> keys = table.foreignKeys().stream()
                .map(key -> new ForeignKey(key.name(), key.columns(), key.target(), key.targetColumns(), false))
                .toList();
        List<Column> columns = table.columns().stream()
                .map(column -> new Column(
                        column.name(),
                        column.jdbcType(),
                        column.type().replace("(2000000000)", ""), // what the driver says of a type without a length
                        column.nullable(),
                        column.hasDefault(),
                        column.origin()))
                .toList();
        return new Table(table.name(), columns, table.primaryKey(), List.of(), keys);
    }

    @Override
    public Session begin(Handle handle, Purpose purpose) throws SQLException {
        Connection connection = handle.getConnection();
        connection.setAutoCommit(false);
        return () -> connection.setAutoCommit(true);
    }

    @Override
    public RowSource read(Handle handle, Table table, Codecs plugins) throws SQLException {
        PreparedStatement statement =
                handle.getConnection().prepareStatement("SELECT * FROM " + sql().quote(table.name()));
        ResultSet rows = statement.executeQuery();
        int columns = table.columns().size();
        return new RowSource() {
            @Override
            public boolean next() throws SQLException {
                return rows.next();
            }

            @Override
            public void copyTo(ValueWriter values) throws SQLException {
                for (int i = 1; i <= columns; i++) {
                    write(rows.getObject(i), values);
                }
            }

            @Override
            public void close() throws SQLException {
                statement.close();
            }
        };
    }

    private static void write(Object value, ValueWriter values) {
        if (value == null) {
            values.writeNull();
        } else if (value instanceof Integer || value instanceof Long) {
            values.writeInteger(((Number) value).longValue());
        } else if (value instanceof Double number) {
            values.writeDouble(number);
        } else if (value instanceof byte[] bytes) {
            values.writeBytes(bytes);
        } else {
            values.writeText((String) value);
        }
    }
}
