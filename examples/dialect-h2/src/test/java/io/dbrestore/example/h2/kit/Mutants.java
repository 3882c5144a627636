package io.dbrestore.example.h2.kit;

import io.dbrestore.example.h2.H2Dialect;
import io.dbrestore.spi.Address;
import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.RowSink;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.Sequence;
import io.dbrestore.spi.Session;
import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueWriter;
import io.dbrestore.spi.Work;
import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Dialects that are wrong in one thing each. The name of each class begins with the rule that it breaks. */
final class Mutants {

    private Mutants() {}

    /** H2's dialect, to be broken. */
    abstract static class Mutant implements Dialect {

        private final Dialect right = new H2Dialect();

        @Override
        public String name() {
            return right.name();
        }

        @Override
        public boolean accepts(DatabaseMetaData database) throws SQLException {
            return right.accepts(database);
        }

        @Override
        public Optional<Address> address(String url, Path folder) throws SQLException {
            return right.address(url, folder);
        }

        @Override
        public Catalog catalog(Handle handle) throws SQLException {
            return right.catalog(handle);
        }

        @Override
        public Session begin(Handle handle, Purpose purpose) throws SQLException {
            return right.begin(handle, purpose);
        }

        @Override
        public RowSource read(Handle handle, Table table, Codecs codecs) throws SQLException {
            return right.read(handle, table, codecs);
        }

        @Override
        public RowSink load(Handle handle, Table table, Codecs codecs) throws SQLException {
            return right.load(handle, table, codecs);
        }

        @Override
        public SqlSpelling sql() {
            return right.sql();
        }

        @Override
        public boolean holdsForeignKeysBack() {
            return right.holdsForeignKeysBack();
        }

        @Override
        public void holdBack(Handle handle, List<Table> tables, Work merging) throws SQLException {
            right.holdBack(handle, tables, merging);
        }

        @Override
        public List<String> advanceSequences(Handle handle, List<Table> merged, List<Sequence> dumped)
                throws SQLException {
            return right.advanceSequences(handle, merged, dumped);
        }

        @Override
        public boolean violatesConstraint(SQLException exception) {
            return right.violatesConstraint(exception);
        }
    }

    public static final class R1AcceptsEverything extends Mutant {
        @Override
        public boolean accepts(DatabaseMetaData database) {
            return true;
        }
    }

    /** Changes what the catalog says of each table. */
    private abstract static class WrongTables extends Mutant {
        @Override
        public Catalog catalog(Handle handle) throws SQLException {
            Catalog right = super.catalog(handle);
            List<Table> tables = right.tables().stream().map(this::wrong).toList();
            return new Catalog(right.database(), right.defaultSchema(), tables, right.leftOut(), right.sequences());
        }

        abstract Table wrong(Table table);
    }

    public static final class R2KeyInTheOrderOfColumns extends WrongTables {
        @Override
        Table wrong(Table table) {
            List<String> key = table.columns().stream()
                    .map(Column::name)
                    .filter(table.primaryKey()::contains)
                    .toList();
            return new Table(table.name(), table.columns(), key, table.uniqueKeys(), table.foreignKeys());
        }
    }

    public static final class R2NoUniqueKeys extends WrongTables {
        @Override
        Table wrong(Table table) {
            return new Table(table.name(), table.columns(), table.primaryKey(), List.of(), table.foreignKeys());
        }
    }

    public static final class R2GeneratedColumnsAreOrdinary extends WrongTables {
        @Override
        Table wrong(Table table) {
            List<Column> columns = new ArrayList<>();
            for (Column column : table.columns()) {
                Column.Origin origin = column.isGenerated() ? Column.Origin.GIVEN : column.origin();
                columns.add(new Column(
                        column.name(),
                        column.jdbcType(),
                        column.type(),
                        column.nullable(),
                        column.hasDefault(),
                        origin));
            }
            return table.withColumns(columns);
        }
    }

    /** Spells SQL wrongly. */
    private abstract static class WrongSql extends Mutant {
        @Override
        public SqlSpelling sql() {
            SqlSpelling right = super.sql();
            return new SqlSpelling() {
                @Override
                public String createStaging(TableName staging, List<Column> columns) {
                    return right.createStaging(staging, columns);
                }

                @Override
                public String dropStaging(TableName staging) {
                    return right.dropStaging(staging);
                }

                @Override
                public List<String> identity(String expression, Column column) {
                    return wrongIdentity(right.identity(expression, column), expression);
                }

                @Override
                public String insert(Table target, TableName staging, List<Column> columns, String condition) {
                    return right.insert(target, staging, columns, condition);
                }

                @Override
                public String update(Table target, TableName staging, List<Column> columns, String condition) {
                    return right.update(target, staging, columns, condition);
                }

                @Override
                public String delete(Table target, String condition) {
                    return wrongDelete(right.delete(target, condition));
                }
            };
        }

        List<String> wrongIdentity(List<String> right, String expression) {
            return right;
        }

        String wrongDelete(String right) {
            return right;
        }
    }

    public static final class R3TakesEqualForTheSame extends WrongSql {
        @Override
        List<String> wrongIdentity(List<String> right, String expression) {
            return List.of(expression);
        }
    }

    public static final class R4DeletesEverything extends WrongSql {
        @Override
        String wrongDelete(String right) {
            return right.substring(0, right.indexOf(" WHERE "));
        }
    }

    public static final class R5CountsNothing extends Mutant {
        @Override
        public RowSink load(Handle handle, Table table, Codecs codecs) throws SQLException {
            RowSink right = super.load(handle, table, codecs);
            return new RowSink() {
                private long rows;

                @Override
                public void copyFrom(ValueReader values) throws SQLException {
                    right.copyFrom(values);
                    rows++;
                }

                @Override
                public long finish() throws SQLException {
                    right.finish();
                    return Math.min(rows, 1_000); // forgets the batches before the last
                }

                @Override
                public void close() throws SQLException {
                    right.close();
                }
            };
        }
    }

    public static final class R6LeavesReferencesOff extends Mutant {
        @Override
        public Session begin(Handle handle, Purpose purpose) throws SQLException {
            Session right = super.begin(handle, purpose);
            return () -> {
                right.close();
                handle.execute("SET REFERENTIAL_INTEGRITY FALSE");
            };
        }
    }

    public static final class R7NeverAdvances extends Mutant {
        @Override
        public List<String> advanceSequences(Handle handle, List<Table> merged, List<Sequence> dumped) {
            return List.of();
        }
    }

    public static final class R7ForgetsTheDump extends Mutant {
        @Override
        public List<String> advanceSequences(Handle handle, List<Table> merged, List<Sequence> dumped)
                throws SQLException {
            return super.advanceSequences(handle, merged, List.of());
        }
    }

    public static final class R8CommitsOnce extends Mutant {
        @Override
        public Catalog catalog(Handle handle) throws SQLException {
            Catalog right = super.catalog(handle);
            if (!handle.getConnection().getAutoCommit()) {
                handle.getConnection().commit();
            }
            return right;
        }
    }

    public static final class R8LeavesAnIsolation extends Mutant {
        @Override
        public Session begin(Handle handle, Purpose purpose) throws SQLException {
            Session right = super.begin(handle, purpose);
            return () -> {
                right.close();
                handle.getConnection().setTransactionIsolation(java.sql.Connection.TRANSACTION_READ_COMMITTED);
            };
        }
    }

    public static final class R10IgnoresPlugins extends Mutant {
        @Override
        public RowSource read(Handle handle, Table table, Codecs codecs) throws SQLException {
            return super.read(handle, table, Codecs.none());
        }
    }

    public static final class R12KeepsSilent extends Mutant {
        @Override
        public RowSource read(Handle handle, Table table, Codecs codecs) throws SQLException {
            try {
                return super.read(handle, table, codecs);
            } catch (IllegalArgumentException e) {
                return new NoRows(e);
            }
        }

        private record NoRows(IllegalArgumentException unsaid) implements RowSource {
            @Override
            public boolean next() {
                return false;
            }

            @Override
            public void copyTo(ValueWriter values) {}

            @Override
            public void close() {}
        }
    }

    static List<Class<? extends Mutant>> all() {
        return List.of(
                R1AcceptsEverything.class,
                R2KeyInTheOrderOfColumns.class,
                R2NoUniqueKeys.class,
                R2GeneratedColumnsAreOrdinary.class,
                R3TakesEqualForTheSame.class,
                R4DeletesEverything.class,
                R5CountsNothing.class,
                R6LeavesReferencesOff.class,
                R7NeverAdvances.class,
                R7ForgetsTheDump.class,
                R8CommitsOnce.class,
                R8LeavesAnIsolation.class,
                R10IgnoresPlugins.class,
                R12KeepsSilent.class);
    }
}
