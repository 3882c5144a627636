package io.dbrestore.dialect.mysql;

import io.dbrestore.dialect.mysql.address.ConnectionAdvice;
import io.dbrestore.dialect.mysql.address.MySqlAddress;
import io.dbrestore.dialect.mysql.address.ServerKind;
import io.dbrestore.dialect.mysql.catalog.Counters;
import io.dbrestore.dialect.mysql.catalog.MySqlCatalog;
import io.dbrestore.dialect.mysql.rows.TableRows;
import io.dbrestore.dialect.mysql.session.Advice;
import io.dbrestore.dialect.mysql.session.Errors;
import io.dbrestore.dialect.mysql.session.HeldBack;
import io.dbrestore.dialect.mysql.session.NonTransactional;
import io.dbrestore.dialect.mysql.session.Transactions;
import io.dbrestore.dialect.mysql.session.Triggers;
import io.dbrestore.spi.Address;
import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.RowSink;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.Sequence;
import io.dbrestore.spi.Session;
import io.dbrestore.spi.SharedSnapshot;
import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import io.dbrestore.spi.Trigger;
import io.dbrestore.spi.Work;
import io.dbrestore.spi.jdbc.JdbcDialect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.pf4j.Extension;

/**
 * MySQL 8.0 and later, and MariaDB 10.6 and later, through MySQL's driver. What MySQL calls a database is a schema to
 * others; here the connected one is all there is, and its tables are named without it.
 */
@Extension(ordinal = 100)
public final class MySqlDialect extends JdbcDialect {

    private static final SqlSpelling SQL = new MySqlSql();

    public MySqlDialect() {
        super("mysql", "MySQL");
    }

    @Override
    public boolean accepts(DatabaseMetaData database) throws SQLException {
        String product = database.getDatabaseProductName();
        if (!product.equals("MySQL") && !product.equals("MariaDB")) {
            return false;
        }
        ServerKind.requireKnown(database.getConnection());
        return true;
    }

    @Override
    public Optional<Address> address(String url, Path folder) throws SQLException {
        return MySqlAddress.of(url, folder);
    }

    @Override
    public String advice(SQLException failure) {
        return ConnectionAdvice.of(failure).orElseGet(() -> Advice.about(failure));
    }

    @Override
    public Catalog catalog(Handle handle) throws SQLException {
        Connection connection = handle.getConnection();
        return new MySqlCatalog(connection, ServerKind.isMariaDb(connection)).read();
    }

    @Override
    public List<String> advanceSequences(Handle handle, List<Table> merged, List<Sequence> dumped) throws SQLException {
        Connection connection = handle.getConnection();
        return new Counters(connection, ServerKind.isMariaDb(connection)).advance(merged, dumped);
    }

    @Override
    public SqlSpelling sql() {
        return SQL;
    }

    @Override
    public Session begin(Handle handle, Purpose purpose) throws SQLException {
        return Transactions.begin(handle, purpose);
    }

    @Override
    public Session join(Handle handle, Purpose purpose) throws SQLException {
        return Transactions.join(handle);
    }

    @Override
    public Optional<SharedSnapshot> shareSnapshot(Handle handle) throws SQLException {
        return Transactions.shareSnapshot(handle);
    }

    @Override
    public boolean holdsForeignKeysBack() {
        return true;
    }

    @Override
    public void holdBack(Handle handle, List<Table> tables, Work merging) throws SQLException {
        HeldBack.during(handle, tables, merging);
    }

    @Override
    public Map<TableName, List<Trigger>> firingTriggers(Handle handle, List<Table> tables) throws SQLException {
        return Triggers.of(handle.getConnection(), tables);
    }

    @Override
    public Map<TableName, String> beyondRollback(Handle handle, List<Table> tables) throws SQLException {
        return NonTransactional.among(handle.getConnection(), tables);
    }

    @Override
    public String banBeyondRollback(Handle handle) throws SQLException {
        return NonTransactional.ban(handle.getConnection());
    }

    @Override
    public boolean violatesConstraint(SQLException exception) {
        return Errors.isViolation(exception);
    }

    @Override
    public RowSource read(Handle handle, Table table, Codecs plugins) throws SQLException {
        return TableRows.read(this, handle, table, plugins);
    }

    @Override
    public RowSink load(Handle handle, Table table, Codecs plugins) throws SQLException {
        return TableRows.load(this, handle, table, plugins);
    }
}
