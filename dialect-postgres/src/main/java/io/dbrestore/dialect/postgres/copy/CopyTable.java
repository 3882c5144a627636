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
        String expressions = columns.types().stream()
                .map(type -> type.expression(sql, knowsNoEncoding()))
                .collect(joining(", "));
        List<BinaryDecoder> decoders = columns.types().stream()
                .map(type -> type.decoder(knowsNoEncoding()))
                .toList();
        String copy = "COPY (SELECT " + expressions + " FROM " + sql.rows(table) + ") TO STDOUT (FORMAT binary)";
        ReadScope scope = ReadScope.open(connection, columns);
        try {
            return new CopyRowSource(driver, copy, decoders, scope);
        } catch (SQLException e) {
            scope.abandon(e);
            throw e;
        }
    }

    /** Opens a sink. Closing it unfinished, as any failure, leaves a transaction that can only be rolled back. */
    public RowSink load() throws SQLException {
        List<ColumnType> types = TableColumns.of(connection, sql, table).types();
        String names = types.isEmpty()
                ? ""
                : types.stream().map(type -> sql.quote(type.name())).collect(joining(", ", " (", ")"));
        String copy = "COPY " + sql.quote(table.name()) + names + " FROM STDIN ";
        if (knowsNoEncoding()) {
            CopyIn text = driver.getCopyAPI().copyIn(copy + "(FORMAT text, ENCODING 'SQL_ASCII')");
            return new CopyRowSink(text, buffer -> new TextFieldWriter(buffer, true), types);
        }
        if (types.stream().allMatch(type -> type.base().isLoadedInBinary())) {
            return new CopyRowSink(driver.getCopyAPI().copyIn(copy + "(FORMAT binary)"), BinaryFieldWriter::new, types);
        }
        CopyIn text = driver.getCopyAPI().copyIn(copy + "(FORMAT text)");
        return new CopyRowSink(text, buffer -> new TextFieldWriter(buffer, false), types);
    }

    /** Text may then be of any bytes. Only as bytes, or in the text format, does the server let them pass. */
    private boolean knowsNoEncoding() {
        return "SQL_ASCII".equals(driver.getParameterStatus("server_encoding"));
    }
}
