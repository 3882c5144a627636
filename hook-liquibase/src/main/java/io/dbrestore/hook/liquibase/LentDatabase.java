package io.dbrestore.hook.liquibase;

import io.dbrestore.DbRestore;
import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.engine.reset.ResetGuard;
import io.dbrestore.engine.reset.ResetSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import liquibase.command.CommandScope;
import liquibase.database.jvm.JdbcConnection;
import org.jspecify.annotations.Nullable;

/**
 * The database that a command works on, over Liquibase's own connection: a second one would meet SQLite's lock, and
 * nobody may know its password. Until this is closed nothing is open on the connection and every statement commits by
 * itself, so that a failing one leaves no transaction behind that PostgreSQL would take no more statements in.
 */
final class LentDatabase implements AutoCloseable {

    private final Connection connection;
    private final boolean autoCommit;
    private final Extensions extensions;
    private final Database database;

    private LentDatabase(Connection connection, boolean autoCommit, Extensions extensions, Database database) {
        this.connection = connection;
        this.autoCommit = autoCommit;
        this.extensions = extensions;
        this.database = database;
    }

    /** The connection of a command; empty where there is none with a database at its end, as with {@code offline:}. */
    static Optional<Connection> connection(CommandScope command) {
        Object database = command.getDependency(liquibase.database.Database.class);
        if (database instanceof liquibase.database.Database connected
                && connected.getConnection() instanceof JdbcConnection jdbc) {
            @Nullable Connection underlying = jdbc.getUnderlyingConnection();
            return Optional.ofNullable(underlying);
        }
        return Optional.empty();
    }

    /**
     * Commits what Liquibase has under way, as it does itself between its steps.
     *
     * @throws DbRestoreException of {@link Failure#CONNECTION} if no dialect is for the database
     */
    static LentDatabase on(Connection connection) {
        Extensions extensions = Extensions.onClasspath();
        try {
            boolean autoCommit = connection.getAutoCommit();
            if (!autoCommit) {
                connection.commit();
                connection.setAutoCommit(true);
            }
            try {
                return new LentDatabase(connection, autoCommit, extensions, Database.on(connection, extensions));
            } catch (RuntimeException e) {
                connection.setAutoCommit(autoCommit);
                throw e;
            }
        } catch (SQLException e) {
            extensions.close();
            throw broken(e);
        } catch (RuntimeException e) {
            extensions.close();
            throw e;
        }
    }

    /** See {@link Database#mayBeKnown}. */
    static boolean mayBeKnown(Connection connection) {
        try (Extensions extensions = Extensions.onClasspath()) {
            return Database.mayBeKnown(connection, extensions);
        }
    }

    Database database() {
        return database;
    }

    DbRestore dbRestore() {
        return DbRestore.on(database).with(extensions);
    }

    /**
     * What keeps account of this database's resets. All its schemas share one account, as the update after a
     * {@code dropAll --schemas} need not say which they were.
     */
    ResetGuard guard(ResetSettings settings) {
        return new ResetGuard(database, extensions, folder(settings), Told::warn);
    }

    Path folder(ResetSettings settings) {
        return settings.folderOf(database, List.of());
    }

    @Override
    public void close() {
        try (extensions) {
            database.close();
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    private static DbRestoreException broken(SQLException e) {
        return new DbRestoreException(
                Failure.CONNECTION, "Liquibase's connection cannot be used: " + e.getMessage(), "", e);
    }
}
