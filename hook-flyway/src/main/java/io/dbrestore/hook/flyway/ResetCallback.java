package io.dbrestore.hook.flyway;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.DumpReport;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.engine.reset.ResetGuard;
import io.dbrestore.engine.reset.ResetSchemas;
import io.dbrestore.engine.reset.ResetSettings;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Dumps before a clean and restores after the next migration. Everything happens on Flyway's own connection: pools may be
 * small, and SQLite has one writer and, in memory, one connection. The restore waits for the very last event of a
 * migration, when the user's own callbacks are through.
 */
public final class ResetCallback implements Callback {

    private static final Log LOG = LogFactory.getLog(ResetCallback.class);

    @Override
    public boolean supports(Event event, @Nullable Context context) {
        return event == Event.BEFORE_CLEAN
                || event == Event.AFTER_CLEAN
                || event == Event.BEFORE_MIGRATE
                || event == Event.AFTER_MIGRATE_OPERATION_FINISH;
    }

    /** A dump and a restore are transactions of their own. */
    @Override
    public boolean canHandleInTransaction(Event event, @Nullable Context context) {
        return false;
    }

    @Override
    public String getCallbackName() {
        return "db-restore";
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            ResetSettings settings = FlywaySettings.of(context.getConfiguration());
            if (settings.enabled()) {
                handle(event, context, settings);
            }
        } catch (DbRestoreException e) {
            throw new FlywayException(told(e), e);
        } catch (SQLException e) {
            throw new FlywayException("db-restore cannot use the connection: " + e.getMessage(), e);
        }
    }

    private static void handle(Event event, Context context, ResetSettings settings) throws SQLException {
        try (Extensions extensions = Extensions.onClasspath()) {
            Optional<Database> known = database(event, context, settings, extensions);
            if (known.isPresent()) {
                try (Database database = known.get()) {
                    handle(event, context, settings, extensions, database);
                }
            }
        }
    }

    /** Empty for one that no dialect is for, such as the H2 of a test, where nothing is lost by that. */
    private static Optional<Database> database(
            Event event, Context context, ResetSettings settings, Extensions extensions) {
        try {
            return Optional.of(Database.on(context.getConnection(), extensions));
        } catch (DbRestoreException e) {
            if (event == Event.BEFORE_CLEAN) {
                throw new DbRestoreException(
                        e.failure(),
                        e.getMessage() + " Its rows cannot be kept, so nothing was cleaned",
                        "clean all the same with DBRESTORE_ENABLED=false. " + e.hint(),
                        e);
            }
            if ((event == Event.BEFORE_MIGRATE && !settings.dumpBefore().isEmpty())
                    || Database.mayBeKnown(context.getConnection(), extensions)) {
                throw e;
            }
            LOG.debug("db-restore does nothing here: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static void handle(
            Event event, Context context, ResetSettings settings, Extensions extensions, Database database)
            throws SQLException {
        List<String> schemas = ResetSchemas.of(database, schemas(context));
        ResetGuard guard =
                new ResetGuard(database, extensions, settings.folderOf(database, schemas), ResetCallback::warn);
        if (event == Event.BEFORE_CLEAN) {
            tell(guard.beforeReset(settings.dumpOptions(schemas)));
        } else if (event == Event.AFTER_CLEAN) {
            guard.afterReset();
        } else if (event == Event.BEFORE_MIGRATE) {
            guard.beforeMigrate();
            if (settings.dumpBefore().contains("migrate") && hasPending(context.getConfiguration())) {
                tell(guard.dumpBefore(settings.dumpOptions(schemas)));
            }
        } else {
            restore(guard, settings);
        }
    }

    /** The event comes before every migration, also one that finds nothing to do. */
    private static boolean hasPending(Configuration configuration) {
        Flyway same = Flyway.configure(configuration.getClassLoader())
                .configuration(configuration)
                .load();
        return same.info().pending().length > 0;
    }

    private static void restore(ResetGuard guard, ResetSettings settings) {
        try {
            guard.afterMigrate(settings.restoreOptions()).ifPresent(ResetCallback::tell);
        } catch (DbRestoreException e) {
            if (settings.failing()) {
                throw e;
            }
            LOG.error("db-restore: " + told(e));
        }
    }

    /** Those that Flyway cleans: the ones configured, else the one that the connection is in. */
    private static List<String> schemas(Context context) throws SQLException {
        Configuration configuration = context.getConfiguration();
        List<String> schemas = new ArrayList<>(Arrays.asList(configuration.getSchemas()));
        Optional.ofNullable(configuration.getDefaultSchema()).ifPresent(schemas::add);
        if (schemas.isEmpty()) {
            Optional.ofNullable(context.getConnection().getSchema()).ifPresent(schemas::add);
        }
        return schemas.stream().distinct().toList();
    }

    private static void tell(DumpReport report) {
        LOG.info("db-restore: dumped " + report.totalRows() + " rows of "
                + report.tables().size() + " tables to " + report.folder());
        report.warnings().forEach(ResetCallback::warn);
    }

    private static void tell(RestoreReport report) {
        LOG.info("db-restore: restored " + report.totalRows() + " rows into "
                + report.tables().size() + " tables");
        report.warnings().forEach(ResetCallback::warn);
    }

    private static void warn(String message) {
        LOG.warn("db-restore: " + message);
    }

    private static String told(DbRestoreException e) {
        return e.getMessage() + (e.hint().isEmpty() ? "" : ". What to do: " + e.hint());
    }
}
