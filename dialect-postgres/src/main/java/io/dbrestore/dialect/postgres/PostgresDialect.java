package io.dbrestore.dialect.postgres;

import io.dbrestore.dialect.postgres.address.ConnectionAdvice;
import io.dbrestore.dialect.postgres.address.PostgresAddress;
import io.dbrestore.dialect.postgres.address.ServerKind;
import io.dbrestore.dialect.postgres.catalog.MaterializedViews;
import io.dbrestore.dialect.postgres.catalog.PostgresCatalog;
import io.dbrestore.dialect.postgres.catalog.SequenceAdvance;
import io.dbrestore.dialect.postgres.copy.CopyTable;
import io.dbrestore.dialect.postgres.copy.PlainCodec;
import io.dbrestore.dialect.postgres.session.Advice;
import io.dbrestore.dialect.postgres.session.HeldBack;
import io.dbrestore.dialect.postgres.session.Transactions;
import io.dbrestore.spi.Address;
import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.Codec;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.RowSink;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.Sequence;
import io.dbrestore.spi.Session;
import io.dbrestore.spi.SharedSnapshot;
import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.Work;
import io.dbrestore.spi.jdbc.JdbcDialect;
import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.pf4j.Extension;

/** PostgreSQL 14 and later. */
@Extension(ordinal = 100)
public final class PostgresDialect extends JdbcDialect {

    private static final SqlSpelling SQL = new PostgresSql();

    public PostgresDialect() {
        super("postgres", "PostgreSQL");
    }

    @Override
    public boolean accepts(DatabaseMetaData database) throws SQLException {
        if (!super.accepts(database)) {
            return false;
        }
        ServerKind.requirePostgres(database.getConnection());
        return true;
    }

    @Override
    public Optional<Address> address(String url, Path folder) throws SQLException {
        return PostgresAddress.of(url, folder);
    }

    @Override
    public RowSource read(Handle handle, Table table, Codecs codecs) throws SQLException {
        Optional<CopyTable> copy = copy(handle, table, codecs);
        return copy.isPresent() ? copy.get().read() : super.read(handle, table, codecs);
    }

    @Override
    public RowSink load(Handle handle, Table table, Codecs codecs) throws SQLException {
        Optional<CopyTable> copy = copy(handle, table, codecs);
        return copy.isPresent() ? copy.get().load() : super.load(handle, table, codecs);
    }

    @Override
    protected List<Codec> codecs() {
        return List.of(new PlainCodec());
    }

    private Optional<CopyTable> copy(Handle handle, Table table, Codecs codecs) {
        return codecs.touch(this, table) ? Optional.empty() : CopyTable.of(handle.getConnection(), SQL, table);
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
        return Optional.of(Transactions.shareSnapshot(handle));
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
    public String advice(SQLException failure) {
        return ConnectionAdvice.of(failure).orElseGet(() -> Advice.about(failure));
    }

    @Override
    public Catalog catalog(Handle handle) throws SQLException {
        return new PostgresCatalog(handle.getConnection()).read();
    }

    @Override
    public List<String> advanceSequences(Handle handle, List<Table> merged, List<Sequence> dumped) throws SQLException {
        new SequenceAdvance(handle.getConnection()).advance(merged, dumped);
        return List.of();
    }

    @Override
    public List<String> refresh(Handle handle, List<Table> written) throws SQLException {
        return new MaterializedViews(handle.getConnection()).refresh(written);
    }
}
