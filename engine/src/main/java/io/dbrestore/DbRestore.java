package io.dbrestore;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.DumpReport;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.Progress;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.catalog.RowCounts;
import io.dbrestore.engine.catalog.ToolTables;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.connect.SnapshotReaders;
import io.dbrestore.engine.dump.Dumper;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.engine.format.Dump;
import io.dbrestore.engine.restore.Restorer;
import io.dbrestore.spi.Dialect.Purpose;
import io.dbrestore.spi.Session;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * Dumps the data of one database, and merges it back. Not thread-safe.
 *
 * <p>On a connection of its own, a dump or a restore is a transaction of its own: a restore commits whole, or leaves
 * the database as it was. On a connection that is lent with its transaction open, everything happens inside that
 * transaction, and its owner commits or rolls back.
 */
public final class DbRestore {

    private final Database database;
    private final Extensions extensions;
    private final Progress progress;

    private DbRestore(Database database, Extensions extensions, Progress progress) {
        this.database = database;
        this.extensions = extensions;
        this.progress = progress;
    }

    /** Works on a database that the caller has opened, and closes afterwards. */
    public static DbRestore on(Database database) {
        Extensions alone = Extensions.of(List.of(database.dialect()), List.of(), List.of());
        return new DbRestore(database, alone, Progress.NONE);
    }

    /** The same, with the codecs and hooks of {@code others} taking part. */
    public DbRestore with(Extensions others) {
        return new DbRestore(database, others, progress);
    }

    /** The same, and tells {@code watcher} how far it has got. */
    public DbRestore reporting(Progress watcher) {
        return new DbRestore(database, extensions, watcher);
    }

    /**
     * Dumps all tables at one moment. The dump counts once it is complete, on the disk, read back and compared; until
     * then, and after any failure, {@code folder} holds what it held before.
     *
     * @throws DbRestoreException if there is no dump in {@code folder} that could be relied on
     */
    public DumpReport dump(Path folder, DumpOptions options) {
        Dumper dumper = new Dumper(database.dialect(), extensions.codecs(), extensions.hooks(), progress);
        return inTransaction(Task.DUMP, handle -> {
            try (SnapshotReaders readers = SnapshotReaders.open(database, handle, options.connections())) {
                return dumper.dump(readers.handles(), folder, options);
            }
        });
    }

    /**
     * Merges a dump into the database. The whole dump is read and compared with its checksums before the database is
     * touched; files without one, of other tools, are parsed to their end.
     *
     * @throws DbRestoreException if nothing was restored; the message says why, and the dump is unharmed
     */
    public RestoreReport restore(Path folder, RestoreOptions options) {
        Dump dump = Dump.openProven(folder, progress);
        Restorer restorer = new Restorer(database.dialect(), extensions.codecs(), extensions.hooks(), progress);
        Task task = new Task(Purpose.RESTORE, options.dryRun(), !options.allowNonAtomic());
        return inTransaction(task, handle -> restorer.restore(handle, dump, options));
    }

    /** How many rows those of {@code tables} that are there have, at one moment. */
    public Map<TableName, Long> count(Collection<TableName> tables) {
        return inTransaction(Task.DUMP, handle -> {
            List<Table> there = database.dialect().catalog(handle).tables().stream()
                    .filter(table -> tables.contains(table.name()))
                    .toList();
            return RowCounts.of(handle.getConnection(), database.dialect().sql(), there);
        });
    }

    /** The tables that there are, without those of migration tools. */
    public Set<TableName> tables() {
        ToolTables tools = new ToolTables(extensions.hooks());
        return inTransaction(
                Task.DUMP,
                handle -> database.dialect().catalog(handle).tables().stream()
                        .filter(table -> tools.owner(table).isEmpty())
                        .map(Table::name)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private <T> T inTransaction(Task task, Step<T> step) {
        Handle handle = database.handle();
        Connection connection = handle.getConnection();
        try {
            if (!connection.getAutoCommit()) {
                return inLentTransaction(task, step, handle);
            }
            Session session = database.dialect().begin(handle, task.purpose());
            T result;
            boolean committing = false;
            try {
                result = step.run(handle);
                if (task.rollBack()) {
                    connection.rollback();
                } else {
                    committing = task.purpose() == Purpose.RESTORE;
                    connection.commit();
                }
            } catch (SQLException | RuntimeException | Error e) {
                boolean undone = undo(connection, session, e);
                if (committing && (!undone || connectionBroke(e))) {
                    throw doubtful(task, e);
                }
                throw e;
            }
            close(session);
            return result;
        } catch (JdbiException e) {
            throw failed(task, e.getCause() instanceof SQLException cause ? cause : e);
        } catch (SQLException e) {
            throw failed(task, e);
        }
    }

    private DbRestoreException failed(Task task, Exception e) {
        String advice = e instanceof SQLException failure ? database.dialect().advice(failure) : "";
        if (task.purpose() == Purpose.RESTORE && e instanceof SQLException failure && violates(failure)) {
            return new DbRestoreException(
                    Failure.CONFLICT,
                    "rows break a rule that the database only checks when all of them are there: " + e.getMessage()
                            + ". Nothing was restored" + task.exception(),
                    "change the rows that are in the way, or leave out the table with --exclude",
                    e);
        }
        return new DbRestoreException(
                Failure.UNEXPECTED,
                (task.purpose() == Purpose.DUMP ? "cannot dump the database: " : "cannot restore into the database: ")
                        + e.getMessage() + ". The database is as it was" + task.exception(),
                advice.isEmpty() ? "run it again with -v to see where this comes from" : advice,
                e);
    }

    private boolean violates(SQLException failure) {
        return database.dialect().violatesConstraint(failure);
    }

    private static boolean connectionBroke(Throwable e) {
        String state = e instanceof SQLException failure ? failure.getSQLState() : null;
        return state != null && state.startsWith("08");
    }

    /** The answer to a commit may be lost after the database has done it. */
    private static DbRestoreException doubtful(Task task, Throwable e) {
        return new DbRestoreException(
                Failure.UNEXPECTED,
                "the connection broke while the restore was committed: " + e.getMessage()
                        + ". It is not known whether the restore is in; it is in whole or not at all"
                        + task.exception(),
                "run the same restore again: that is safe, as restoring twice is the same as once, and its report"
                        + " tells what was not in yet",
                e);
    }

    /**
     * Rolls back and puts the connection's settings back. A transaction that cannot be rolled back ends with its
     * connection, since ending the session would commit it.
     *
     * @return whether it was rolled back
     */
    private static boolean undo(Connection connection, Session session, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
            close(connection, cause);
            return false;
        }
        close(session, cause);
        return true;
    }

    private static void close(Connection connection, Throwable cause) {
        try {
            connection.close();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static void close(Session session, Throwable cause) {
        try {
            session.close();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static void close(Session session) {
        try {
            session.close();
        } catch (SQLException e) {
            throw new DbRestoreException(
                    Failure.UNEXPECTED,
                    "all went well, but the settings of the connection cannot be put back: " + e.getMessage(),
                    "close the connection",
                    e);
        }
    }

    private <T> T inLentTransaction(Task task, Step<T> step, Handle handle) throws SQLException {
        Session session = database.dialect().join(handle, task.purpose());
        T result;
        try {
            result = task.rollBack() ? rolledBack(step, handle) : step.run(handle);
        } catch (SQLException | RuntimeException | Error e) {
            close(session, e);
            throw e;
        }
        close(session);
        return result;
    }

    private static <T> T rolledBack(Step<T> step, Handle handle) throws SQLException {
        Connection connection = handle.getConnection();
        java.sql.Savepoint before = connection.setSavepoint();
        try {
            return step.run(handle);
        } finally {
            connection.rollback(before);
        }
    }

    /**
     * What a transaction is for.
     *
     * @param rollBack whether it is rolled back although all went well
     * @param atomic whether rolling back leaves everything as it was
     */
    private record Task(Purpose purpose, boolean rollBack, boolean atomic) {

        static final Task DUMP = new Task(Purpose.DUMP, false, true);

        /** What not to promise of a failure. */
        String exception() {
            return atomic ? "" : ", but for tables that cannot be rolled back: what was written into those is there";
        }
    }

    /** What happens inside the transaction. */
    @FunctionalInterface
    private interface Step<T> {
        T run(Handle handle) throws SQLException;
    }
}
