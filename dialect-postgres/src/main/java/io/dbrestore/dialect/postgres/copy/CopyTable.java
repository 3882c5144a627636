package io.dbrestore.dialect.postgres.copy;

import static java.util.stream.Collectors.joining;

import io.dbrestore.spi.RowSink;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** A table, with some of its columns, that is read or loaded by COPY. */
public final class CopyTable {

    private final Connection connection;
    private final PGConnection driver;
    private final SqlSpelling sql;
    private final Table table;

    private CopyTable(Connection connection, PGConnection driver, SqlSpelling sql, Table table) {
        this.connection = connection;
        this.driver = driver;
        this.sql = sql;
        this.table = table;
    }

    /** Empty if the connection does not let PostgreSQL's driver be seen, as behind a pool that has a driver of its own. */
    public static Optional<CopyTable> of(Connection connection, SqlSpelling sql, Table table) {
        try {
            return Optional.of(new CopyTable(connection, connection.unwrap(PGConnection.class), sql, table));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    /**
     * Opens a cursor over all rows. Closing it before its end aborts a transaction that is read only; any other, and
     * the connection, can be used on.
     */
    public RowSource read() throws SQLException {
        TableColumns columns = TableColumns.of(connection, sql, table);
        columns.refuseUnreadable();
        String expressions =
                columns.types().stream().map(type -> type.expression(sql)).collect(joining(", "));
        String copy = "COPY (SELECT " + expressions + " FROM " + sql.rows(table) + ") TO STDOUT (FORMAT binary)";
        ReadScope scope = ReadScope.open(connection, columns);
        try {
            return new CopyRowSource(driver.getCopyAPI().copyOut(copy), columns.types(), scope);
        } catch (SQLException e) {
            scope.abandon(e);
            throw e;
        }
    }

    /** Opens a sink. Closing it unfinished, as any failure, leaves a transaction that can only be rolled back. */
    public RowSink load() throws SQLException {
        List<ColumnType> types = TableColumns.of(connection, sql, table).types();
        boolean binary = types.stream().allMatch(type -> type.base().isBinary());
        String names = types.isEmpty()
                ? ""
                : types.stream().map(type -> sql.quote(type.name())).collect(joining(", ", " (", ")"));
        CopyIn copy = driver.getCopyAPI()
                .copyIn("COPY " + sql.quote(table.name()) + names + " FROM STDIN"
                        + (binary ? " (FORMAT binary)" : " (FORMAT text)"));
        CopyBuffer buffer = new CopyBuffer(copy);
        boolean anyBytes = "SQL_ASCII".equals(driver.getParameterStatus("server_encoding"));
        FieldWriter fields = binary ? new BinaryFieldWriter(buffer, anyBytes) : new TextFieldWriter(buffer, anyBytes);
        return new CopyRowSink(copy, buffer, fields, types);
    }
}
