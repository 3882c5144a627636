package io.dbrestore.hook.liquibase;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.DumpReport;
import io.dbrestore.engine.DumpReport.TableRows;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.RestoreReport.TableResult;
import java.util.Locale;
import liquibase.Scope;
import liquibase.exception.LiquibaseException;

/** What users read, where they read what Liquibase says. */
final class Told {

    private Told() {}

    /** The console; the log where there is none, as in Spring. */
    static void say(String sentence) {
        Scope.getCurrentScope().getUI().sendMessage("db-restore: " + sentence);
    }

    /** The same, for what must not be overlooked. */
    static void warn(String sentence) {
        say(sentence);
        Scope.getCurrentScope().getLog(Told.class).warning("db-restore: " + sentence);
    }

    static void dumped(DumpReport report, String next) {
        if (report.totalRows() == 0) {
            say("There are no rows to keep.");
            return;
        }
        long tables = report.tables().stream()
                .mapToLong(TableRows::rows)
                .filter(rows -> rows > 0)
                .count();
        say(count(report.totalRows(), "row") + " of " + count(tables, "table") + " dumped to " + report.folder()
                + next);
        report.warnings().forEach(Told::warn);
    }

    static void restored(RestoreReport report) {
        long inserted =
                report.tables().stream().mapToLong(TableResult::inserted).sum();
        long updated = report.tables().stream().mapToLong(TableResult::updated).sum();
        long there = report.tables().stream()
                .mapToLong(table -> table.unchanged() + table.skipped())
                .sum();
        say("Restored: " + count(inserted, "row") + " inserted, " + number(updated) + " updated, " + number(there)
                + " left as they were, in " + count(report.tables().size(), "table") + ".");
        report.warnings().forEach(Told::warn);
    }

    /** Liquibase shows nothing of an exception but its message. */
    static LiquibaseException failure(DbRestoreException e) {
        return new LiquibaseException(sentence(e), e);
    }

    static String sentence(DbRestoreException e) {
        return "db-restore: " + e.getMessage() + (e.hint().isEmpty() ? "" : ". What to do: " + e.hint());
    }

    private static String count(long number, String thing) {
        return number(number) + " " + thing + (number == 1 ? "" : "s");
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
