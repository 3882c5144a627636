package io.dbrestore.hook.hibernate;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.DumpReport;
import io.dbrestore.engine.RestoreReport;
import org.jboss.logging.Logger;

/** What users read, in the log that Hibernate writes to. */
final class Told {

    private static final Logger LOG = Logger.getLogger("io.dbrestore.hibernate");
    private static final String NAME = "db-restore: ";

    private Told() {}

    static void dumped(DumpReport report) {
        if (report.totalRows() == 0) {
            debug("there are no rows to keep");
            return;
        }
        LOG.info(NAME + "dumped " + report.totalRows() + " rows of "
                + report.tables().size() + " tables to " + report.folder());
        report.warnings().forEach(Told::warn);
    }

    static void restored(RestoreReport report) {
        LOG.info(NAME + "restored " + report.totalRows() + " rows into "
                + report.tables().size() + " tables");
        report.warnings().forEach(Told::warn);
    }

    static void debug(String message) {
        LOG.debug(NAME + message);
    }

    static void warn(String message) {
        LOG.warn(NAME + message);
    }

    static void error(String message) {
        LOG.error(NAME + message);
    }

    static String sentence(DbRestoreException e) {
        return e.getMessage() + (e.hint().isEmpty() ? "" : ". What to do: " + e.hint());
    }
}
