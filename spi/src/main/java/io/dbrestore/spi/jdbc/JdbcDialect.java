package io.dbrestore.spi.jdbc;

import static java.util.stream.Collectors.joining;

import io.dbrestore.spi.Address;
import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.Codec;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.RowSink;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.Sequence;
import io.dbrestore.spi.Session;
import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * A dialect that needs nothing but JDBC: the catalog from {@link DatabaseMetaData}, rows through a {@code SELECT} and
 * batches of {@code INSERT}, values through {@link StandardCodec}, standard SQL. Override what your database does
 * differently; most of it is in {@link #sql}, {@link #codecs} and {@link #holdBack}.
 */
public abstract class JdbcDialect implements Dialect {

    private static final SqlSpelling STANDARD = new SqlSpelling() {};

    private final String name;
    private final String product;

    /**
     * @param name see {@link #name}; also the driver's part of the JDBC URL, as in {@code jdbc:h2:}
     * @param product what the driver answers to {@link DatabaseMetaData#getDatabaseProductName}
     */
    protected JdbcDialect(String name, String product) {
        this.name = name;
        this.product = product;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public boolean accepts(DatabaseMetaData database) throws SQLException {
        return database.getDatabaseProductName().equals(product);
    }

    @Override
    public Optional<Address> address(String url, Path folder) throws SQLException {
        return url.startsWith("jdbc:" + name + ":")
                ? Optional.of(new Address(url, new Properties(), List.of()))
                : Optional.empty();
    }

    @Override
    public SqlSpelling sql() {
        return STANDARD;
    }

    @Override
    public Catalog catalog(Handle handle) throws SQLException {
        return new JdbcCatalog(handle.getConnection(), this::holdsUserData).read(sequences(handle));
    }

    /** All counters and where they stand; JDBC itself knows nothing of them. */
    protected List<Sequence> sequences(Handle handle) throws SQLException {
        return List.of();
    }

    /** Whether tables in this schema may be the user's. */
    protected boolean holdsUserData(String schema) {
        return !schema.equalsIgnoreCase("INFORMATION_SCHEMA");
    }

    /** Serializable for a dump, which in most databases shows one snapshot; the connection's own for a restore. */
    @Override
    public Session begin(Handle handle, Purpose purpose) throws SQLException {
        Connection connection = handle.getConnection();
        int isolation = connection.getTransactionIsolation();
        boolean readOnly = connection.isReadOnly();
        if (purpose == Purpose.DUMP) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        }
        connection.setAutoCommit(false);
        return () -> {
            connection.setAutoCommit(true);
            connection.setTransactionIsolation(isolation);
            connection.setReadOnly(readOnly);
        };
    }

    @Override
    public RowSource read(Handle handle, Table table, Codecs plugins) throws SQLException {
        String columns = table.columns().stream()
                .map(column -> sql().quote(column.name()))
                .collect(joining(", "));
        String select = "SELECT " + columns + " FROM " + sql().rows(table);
        return new JdbcRowSource(handle.getConnection(), select, fetchSize(), codecsOf(table, plugins));
    }

    @Override
    public RowSink load(Handle handle, Table table, Codecs plugins) throws SQLException {
        return new JdbcRowSink(handle.getConnection(), insert(table), table, codecsOf(table, plugins));
    }

    /** The statement that inserts one row: one parameter for each column of {@code table}, in column order. */
    protected String insert(Table table) {
        String parameters = table.columns().stream().map(column -> "?").collect(joining(", "));
        return sql().insertInto(table.name(), table.columns()) + " VALUES (" + parameters + ")";
    }

    /** Codecs for types of this database that {@link StandardCodec} lacks; asked after those of plugins. */
    protected List<Codec> codecs() {
        return List.of();
    }

    /** How many rows the driver fetches at a time. */
    protected int fetchSize() {
        return 1_000;
    }

    private List<Codec> codecsOf(Table table, Codecs plugins) {
        return table.columns().stream()
                .map(column -> plugins.of(this, column).or(() -> own(column)).orElseThrow(() -> noCodec(table, column)))
                .toList();
    }

    private Optional<Codec> own(Column column) {
        return Stream.<Codec>concat(codecs().stream(), Stream.of(StandardCodec.values()))
                .filter(codec -> codec.handles(this, column))
                .findFirst();
    }

    private IllegalArgumentException noCodec(Table table, Column column) {
        return new IllegalArgumentException("column " + column.name() + " of " + table.name() + " is of type "
                + column.type() + ", for which " + name
                + " has no codec; add a plugin with one, or leave the table out with --exclude");
    }
}
