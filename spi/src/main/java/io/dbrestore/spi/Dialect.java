package io.dbrestore.spi;

import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.pf4j.ExtensionPoint;

/**
 * Teaches db-restore one kind of database: what it holds, how to read rows and how to load them in bulk, how it spells
 * a few pieces of SQL, and how to hold its foreign keys and triggers back meanwhile. The merge itself is the engine's.
 *
 * <p>Extend {@link io.dbrestore.spi.jdbc.JdbcDialect} rather than implement this: it does everything through plain
 * JDBC. Override {@link #read} and {@link #load} where the database has a faster way, as PostgreSQL has COPY.
 *
 * <p>A dialect has a public constructor without parameters and no state, and is used by several threads at once. It
 * works on the handle it is given: it never commits, rolls back or closes it. Let any {@code SQLException} through; the
 * engine adds the table and the row it happened at. A dialect is right when it passes {@code DialectConformanceTest},
 * in the db-restore-tck artifact.
 */
public interface Dialect extends ExtensionPoint {

    /** What a transaction is for. */
    enum Purpose {
        /** Reading all tables at one moment, writing nothing. */
        DUMP,
        /** Merging rows: no other restore at the same time, if the database can see to that. */
        RESTORE
    }

    /** A short lower-case name, such as {@code postgres}, for messages, profiles and the dump's metadata. */
    String name();

    /**
     * Whether this dialect is for the connected database. Dialects are asked in the order of their PF4J ordinals, the
     * built-in ones last, and the first to accept is used. A database that poses as another must be told apart here:
     * CockroachDB's driver calls it PostgreSQL, and only {@code SELECT version()} says otherwise.
     *
     * @throws java.sql.SQLFeatureNotSupportedException if it would be this dialect's but for a reason that users should
     *     know, such as a version that is too old; unless another dialect accepts it, the message reaches them behind the
     *     words "connected, but"
     */
    boolean accepts(DatabaseMetaData database) throws SQLException;

    /**
     * How to connect to what a user calls {@code url}, if it is one of this dialect's: {@code postgres://...},
     * {@code sqlite:dev.db}, {@code file:./dev.db}, and the {@code jdbc:} URL of its driver.
     *
     * @param folder what relative paths are relative to
     * @throws SQLException if the URL is this dialect's and nothing can be there, such as a file that does not exist;
     *     the message says what to do
     */
    default Optional<Address> address(String url, Path folder) throws SQLException {
        return Optional.empty();
    }

    /** What the database holds, as the current transaction sees it. */
    Catalog catalog(Handle handle) throws SQLException;

    /**
     * Begins a transaction with the settings that {@code purpose} needs. The engine commits it or rolls it back, and
     * closes the session afterwards. Never called for a connection that is lent with its transaction open.
     *
     * @param handle in autocommit mode
     */
    Session begin(Handle handle, Purpose purpose) throws SQLException;

    /**
     * Takes part in a transaction that somebody else has begun and will end: only settings, no isolation, no lock.
     * Called in place of {@link #begin} for a connection that is lent with its transaction open.
     */
    default Session join(Handle handle, Purpose purpose) throws SQLException {
        return () -> {};
    }

    /**
     * A way for other connections to see what this transaction sees, as long as it lasts; empty if there is none.
     *
     * @param handle in a transaction that {@link #begin} began for a dump and that has read nothing yet: it may begin
     *     anew
     */
    default Optional<SharedSnapshot> shareSnapshot(Handle handle) throws SQLException {
        return Optional.empty();
    }

    /**
     * Opens a cursor over all rows of {@code table}.
     *
     * @param table a table of {@link #catalog} with some of its columns; those are read, in that order
     * @param codecs the codecs that plugins add; they go before the dialect's own
     */
    RowSource read(Handle handle, Table table, Codecs codecs) throws SQLException;

    /**
     * Opens a sink that inserts rows into {@code table} by the fastest way there is.
     *
     * @param table a table of {@link #catalog}, or a staging table that {@link SqlSpelling#createStaging} made, with
     *     some of its columns; rows bring values for those, in that order
     * @param codecs the codecs that plugins add; they go before the dialect's own
     */
    RowSink load(Handle handle, Table table, Codecs codecs) throws SQLException;

    /** How this database spells the pieces of SQL that the merge is made of. */
    SqlSpelling sql();

    /**
     * Whether {@link #holdBack} lets rows refer to rows that come later. Otherwise tables are merged parents first, and
     * a cycle of references is refused before anything is written.
     */
    default boolean holdsForeignKeysBack() {
        return false;
    }

    /**
     * Runs {@code merging} with foreign keys and the user's triggers held back, and puts each back to its exact state
     * afterwards, also when {@code merging} throws. The engine checks the foreign keys of all touched rows itself.
     *
     * @param tables the tables that are merged
     */
    default void holdBack(Handle handle, List<Table> tables, Work merging) throws SQLException {
        merging.run();
    }

    /**
     * The triggers of some tables that fire all the same inside {@link #holdBack}, because the database cannot hold them
     * back or the user may not. The engine then puts right what they do to the tables that it merges, or refuses, and
     * names them to the user.
     *
     * @return an empty list for a table that may have triggers which the user may not see
     */
    default Map<TableName, List<Trigger>> firingTriggers(Handle handle, List<Table> tables) throws SQLException {
        return Map.of();
    }

    /**
     * Which of these tables keep what is written into them when the transaction is rolled back, each with what the user
     * calls the reason, such as {@code MyISAM}. A restore that would write into one is refused, unless the user allows it.
     */
    default Map<TableName, String> beyondRollback(Handle handle, List<Table> tables) throws SQLException {
        return Map.of();
    }

    /**
     * Why a transaction of this server cannot write into tables {@linkplain #beyondRollback beyond rollback} at all, so
     * that a restore into them is refused whatever the user allows: words to stand in brackets; empty if it can.
     */
    default String banBeyondRollback(Handle handle) throws SQLException {
        return "";
    }

    /**
     * Moves counters on, never back: past the highest key of each merged table, and to where they stood in the dump.
     * The last thing that happens before the commit, and not done at all in a dry run: so it may commit by itself where
     * the database knows no other way.
     *
     * @param dumped the counters of the dump that still exist in the catalog
     * @return warnings about counters that could not be moved, whole sentences
     */
    default List<String> advanceSequences(Handle handle, List<Table> merged, List<Sequence> dumped)
            throws SQLException {
        return List.of();
    }

    /**
     * Brings up to date what the database derives from tables and does not keep up by itself, such as materialized
     * views. Done inside the transaction, after the foreign keys were checked, and not in a dry run.
     *
     * @param written the tables in which anything was written
     * @return warnings for the user, whole sentences
     */
    default List<String> refresh(Handle handle, List<Table> written) throws SQLException {
        return List.of();
    }

    /**
     * What a user can do about a failure, such as a right that is missing or a server that does not answer: one or two
     * sentences, or an empty text.
     */
    default String advice(SQLException failure) {
        return "";
    }

    /** Whether {@code exception} says that a row breaks a unique key, a foreign key or a check. */
    default boolean violatesConstraint(SQLException exception) {
        String state = exception.getSQLState();
        return state != null && state.startsWith("23");
    }
}
