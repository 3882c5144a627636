package io.dbrestore.dialect.sqlite;

import static java.util.stream.Collectors.joining;

import io.dbrestore.spi.Address;
import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.Codec;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.RowSink;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.Sequence;
import io.dbrestore.spi.Session;
import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.Work;
import io.dbrestore.spi.jdbc.JdbcDialect;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.pf4j.Extension;

/**
 * SQLite 3, through the driver that brings its own SQLite. A value has a storage class of its own here, whatever its
 * column's type says, so nothing is decided by the type alone.
 */
@Extension(ordinal = 100)
public final class SqliteDialect extends JdbcDialect {

    private static final SqlSpelling SQL = new SqliteSql();

    public SqliteDialect() {
        super("sqlite", "SQLite");
    }

    @Override
    public Optional<Address> address(String url, Path folder) throws SQLException {
        return SqliteAddress.of(url, folder);
    }

    @Override
    public SqlSpelling sql() {
        return SQL;
    }

    @Override
    public Catalog catalog(Handle handle) throws SQLException {
        try {
            return new SqliteCatalog(handle, SQL).read();
        } catch (SQLException e) {
            throw new Failures(handle).explain(e);
        }
    }

    @Override
    public Session begin(Handle handle, Purpose purpose) throws SQLException {
        return Transactions.begin(handle, purpose);
    }

    @Override
    public RowSource read(Handle handle, Table table, Codecs codecs) throws SQLException {
        String columns =
                table.columns().stream().map(column -> SQL.quote(column.name())).collect(joining(", "));
        String select = "SELECT " + columns + " FROM " + SQL.quote(table.name());
        return new SqliteRowSource(handle, select, table, plugins(table, codecs));
    }

    @Override
    public RowSink load(Handle handle, Table table, Codecs codecs) throws SQLException {
        return new SqliteRowSink(handle, SQL, table, plugins(table, codecs));
    }

    private List<@Nullable Codec> plugins(Table table, Codecs codecs) {
        List<@Nullable Codec> plugins = new ArrayList<>();
        table.columns().forEach(column -> plugins.add(codecs.of(this, column).orElse(null)));
        return plugins;
    }

    @Override
    public boolean holdsForeignKeysBack() {
        return true;
    }

    /** In a lent transaction foreign keys may still be on; then they wait for the commit. */
    @Override
    public void holdBack(Handle handle, List<Table> tables, Work merging) throws SQLException {
        boolean deferred = Sql.number(handle, "PRAGMA defer_foreign_keys") != 0;
        Sql.run(handle, "PRAGMA defer_foreign_keys = ON");
        Triggers triggers = Triggers.drop(handle, SQL, tables);
        try {
            merging.run();
        } catch (SQLException | RuntimeException | Error e) {
            putBack(triggers, deferred, handle, e);
            throw e;
        }
        FullTextIndexes.rebuild(handle, SQL, tables);
        triggers.create();
        deferForeignKeys(handle, deferred);
    }

    private static void putBack(Triggers triggers, boolean deferred, Handle handle, Throwable failure) {
        try {
            triggers.create();
            deferForeignKeys(handle, deferred);
        } catch (SQLException e) {
            failure.addSuppressed(e); // the transaction may be gone already, and the triggers back with it
        }
    }

    private static void deferForeignKeys(Handle handle, boolean deferred) throws SQLException {
        if (!deferred) {
            Sql.run(handle, "PRAGMA defer_foreign_keys = OFF");
        }
    }

    @Override
    public List<String> advanceSequences(Handle handle, List<Table> merged, List<Sequence> dumped) throws SQLException {
        new Counters(handle, SQL).advance(merged, dumped);
        return List.of();
    }

    @Override
    public boolean violatesConstraint(SQLException exception) {
        return Failures.isConstraintViolation(exception);
    }
}
