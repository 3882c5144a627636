package io.dbrestore.engine.reset;

import io.dbrestore.DbRestore;
import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.DumpReport;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.RestoreReport.TableResult;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.engine.format.Disk;
import io.dbrestore.engine.reset.ResetState.Phase;
import io.dbrestore.spi.TableName;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Carries the rows of a database over a reset in which a migration tool is in charge. The tool's extension calls
 * {@link #beforeReset}, {@link #afterReset}, {@link #beforeMigrate} and {@link #afterMigrate} as their names say; reset
 * and migration may run in different processes, hours apart. Between the calls all is on the disk, in one folder for
 * each database, so that a killed process loses nothing:
 *
 * <pre>
 *     beforeReset    dumps, and proves the dump    nothing -> pending
 *     afterReset                                   pending -> armed
 *     beforeMigrate                                armed -> migrating
 *     afterMigrate   restores                      migrating -> restoring -> nothing
 * </pre>
 *
 * <p>A dump that is on its way is never replaced by another: a second reset keeps it, and a failed migration or restore
 * too. Where a process was killed, the database is looked at for what has happened. When that leaves a doubt, the dump
 * is set aside: it stays where it is, and the command that restores it is told.
 *
 * <p>Not thread-safe; but any number of processes and threads may each have one on the same folder.
 */
public final class ResetGuard {

    private final DbRestore database;
    private final String url;
    private final Path folder;
    private final Consumer<String> messages;
    private final Disk disk;

    /**
     * @param database a connection that no transaction is open on
     * @param folder for this database alone, or for the schemas of it that are reset together; need not exist
     * @param messages takes sentences that the user should read
     */
    public ResetGuard(Database database, Extensions extensions, Path folder, Consumer<String> messages) {
        this(database, extensions, folder, messages, new Disk());
    }

    /** The same, with a disk that is watched. */
    public ResetGuard(Database database, Extensions extensions, Path folder, Consumer<String> messages, Disk disk) {
        this.database = DbRestore.on(database).with(extensions);
        this.url = database.typedUrl();
        this.folder = folder;
        this.messages = messages;
        this.disk = disk;
    }

    /**
     * Dumps what there is, before it is destroyed.
     *
     * @throws DbRestoreException if there is no dump that can be relied on; the reset must not happen then
     */
    public DumpReport beforeReset(DumpOptions options) {
        try (ResetJournal journal = ResetJournal.open(folder, disk, messages)) {
            settle(journal);
            Path place = journal.newDump(Clock.systemUTC());
            DumpReport report = database.dump(place, options);
            ResetState state = journal.state();
            if (report.totalRows() == 0) {
                journal.become(state.withSpent(nameOf(place)));
                journal.prune();
            } else if (state.phase() == Phase.NONE) {
                journal.become(state.pending(nameOf(place)));
            } else if (!state.waiting().isEmpty()) {
                setAside(journal, "another reset came before these were restored: " + AwaitedRows.of(journal));
                journal.become(journal.state().pending(nameOf(place)));
            } else {
                messages.accept("The rows of an earlier reset are still to be restored, from " + journal.dump()
                        + "; that goes first. What is in the database now is dumped to " + place
                        + " and is not restored by itself. " + byHand(place, List.of()));
            }
            if (journal.state().phase() == Phase.MIGRATING) {
                journal.become(journal.state().in(Phase.ARMED));
            }
            return report;
        }
    }

    /** The reset has gone well. */
    public void afterReset() {
        if (!ResetJournal.exists(folder)) {
            return;
        }
        try (ResetJournal journal = ResetJournal.open(folder, disk, messages)) {
            if (journal.state().phase() == Phase.PENDING) {
                journal.become(journal.state().in(Phase.ARMED));
            }
        }
    }

    /** Looks, before migrations fill the database, whether it is as a reset leaves it. */
    public void beforeMigrate() {
        if (!ResetJournal.exists(folder)) {
            return;
        }
        try (ResetJournal journal = ResetJournal.open(folder, disk, messages)) {
            settle(journal);
            if (journal.state().phase() == Phase.ARMED) {
                journal.become(journal.state().in(Phase.MIGRATING));
            }
        }
    }

    /**
     * Dumps what there is, before something that may destroy some of it and is no reset. The dump stays until somebody
     * deletes it, and nothing is restored from it by itself.
     *
     * @throws DbRestoreException if there is no dump that can be relied on
     */
    public DumpReport dumpBefore(DumpOptions options) {
        try (ResetJournal journal = ResetJournal.open(folder, disk, messages)) {
            Path place = journal.newDump(Clock.systemUTC());
            DumpReport report = database.dump(place, options);
            if (report.totalRows() == 0) {
                journal.become(journal.state().withSpent(nameOf(place)));
                journal.prune();
            }
            return report;
        }
    }

    /**
     * Restores, if there was a reset and its rows are not back yet. To be called only if the migration has gone well. It
     * may not have been the one that makes the tables: several applications may share a database, each with migrations
     * and a schema of its own. So what is restored are the rows of those schemas that have tables. The others wait for the
     * migration that brings some, until a reset finds other rows to keep; the dump then stays.
     *
     * @return empty if there was nothing to restore, or not yet
     * @throws DbRestoreException if the restore failed: the database is as the migration has left it, and the next call
     *     after a migration tries again
     */
    public Optional<RestoreReport> afterMigrate(RestoreOptions options) {
        if (!ResetJournal.exists(folder)) {
            return Optional.empty();
        }
        try (ResetJournal journal = ResetJournal.open(folder, disk, messages)) {
            if (journal.state().phase() != Phase.MIGRATING) {
                return Optional.empty();
            }
            AwaitedRows awaited = AwaitedRows.of(journal);
            List<String> waiting = awaited.schemasWithout(database.tables());
            if (waiting.equals(awaited.schemas())) {
                waitFor(journal, waiting);
                return Optional.empty();
            }
            journal.become(journal.state().restoring(rowsNow(awaited)));
            Path dump = journal.dump();
            RestoreReport report;
            try {
                report = database.restore(dump, within(options, awaited, waiting, journal));
            } catch (DbRestoreException e) {
                throw new DbRestoreException(
                        e.failure(),
                        String.valueOf(e.getMessage()),
                        e.hint() + "; then migrate again, or do it by hand. " + byHand(journal),
                        e);
            }
            finish(journal, holdsAll(report, awaited, waiting), waiting);
            return Optional.of(report);
        }
    }

    /** Nothing is restored that is back already, or that has no place yet. */
    private static RestoreOptions within(
            RestoreOptions options, AwaitedRows awaited, List<String> waiting, ResetJournal journal) {
        return waiting.isEmpty() && journal.state().waiting().isEmpty()
                ? options
                : options.withTables(options.tables().inSchemas(without(awaited, waiting)));
    }

    private static List<String> without(AwaitedRows awaited, List<String> waiting) {
        return awaited.schemas().stream()
                .filter(schema -> !waiting.contains(schema))
                .toList();
    }

    /** @param whole whether every row that was to be restored now had a table to go to */
    private void finish(ResetJournal journal, boolean whole, List<String> waiting) {
        Path dump = journal.dump();
        if (!waiting.isEmpty()) {
            waitFor(journal, waiting);
        } else if (whole && (journal.state().waiting().isEmpty() || hasTablesOf(dump))) {
            journal.become(journal.state().restored());
            journal.prune();
        } else {
            journal.become(journal.state().setAside());
            messages.accept("The dump in " + dump + " stays, as it holds rows of tables that are gone.");
        }
    }

    /** Whether no table is gone whose rows an earlier restore of the dump should have brought back. */
    private boolean hasTablesOf(Path dump) {
        return database.tables().containsAll(AwaitedRows.allOf(dump).tables());
    }

    private void waitFor(ResetJournal journal, List<String> schemas) {
        journal.become(journal.state().waitingFor(schemas));
        messages.accept("Rows are not restored yet, as there is no table for them: " + AwaitedRows.of(journal) + " in "
                + journal.dump()
                + ". They are restored after the migration that brings tables there, if it comes before"
                + " another reset; the dump stays in any case. " + byHand(journal));
    }

    /** Some of the migrations have gone well, and the tool knows of others that it was told to leave for later. */
    public void afterPartOfMigrate() {
        if (!ResetJournal.exists(folder)) {
            return;
        }
        try (ResetJournal journal = ResetJournal.open(folder, disk, messages)) {
            if (journal.state().phase() == Phase.MIGRATING) {
                // As a restore that failed, so that rows which come until the next try are noticed.
                journal.become(journal.state().restoring(rowsNow(AwaitedRows.of(journal))));
                messages.accept("The rows in " + journal.dump() + " are not restored yet, as there are migrations left."
                        + " They are restored after the last one. " + byHand(journal));
            }
        }
    }

    /** Finds out what has become of a process that did not say. */
    private void settle(ResetJournal journal) {
        Phase phase = journal.state().phase();
        if (phase != Phase.NONE && !journal.isDumpThere()) {
            setAside(journal, "it is not there any more");
        } else if (phase == Phase.PENDING) {
            settlePending(journal);
        } else if (phase == Phase.ARMED) {
            settleArmed(journal);
        } else if (phase == Phase.RESTORING) {
            settleRestoring(journal);
        }
    }

    /** The reset was announced and its end was not. */
    private void settlePending(ResetJournal journal) {
        AwaitedRows dumped = AwaitedRows.of(journal);
        Map<TableName, Long> rows = database.count(dumped.tables());
        if (isZero(rows)) {
            journal.become(journal.state().in(Phase.ARMED));
        } else if (rows.size() < dumped.counts().size()) { // it got halfway
            journal.become(journal.state().in(Phase.MIGRATING));
        } else if (rows.equals(dumped.counts())) {
            journal.become(journal.state().restored());
        } else {
            setAside(journal, "the reset that it was made for does not seem to have happened");
        }
    }

    private void settleArmed(ResetJournal journal) {
        if (!isZero(database.count(AwaitedRows.of(journal).tables()))) {
            setAside(journal, "its tables have been filled in another way since the reset");
        }
    }

    /** Either all of the restore is in or nothing; and there may have been another reset, by hand. */
    private void settleRestoring(ResetJournal journal) {
        AwaitedRows awaited = AwaitedRows.of(journal);
        Map<String, Long> rows = rowsNow(awaited);
        if (rows.equals(journal.state().rowsBefore()) || isZero(rows)) {
            journal.become(journal.state().in(Phase.MIGRATING));
            return;
        }
        List<String> waiting = awaited.schemasWithout(database.tables());
        if (!holdsEveryRow(journal, awaited, waiting)) {
            setAside(journal, "rows have come or gone since its restore was tried");
            return;
        }
        finish(journal, true, waiting);
        if (!waiting.isEmpty()) {
            journal.become(journal.state().in(Phase.MIGRATING));
        }
    }

    private static boolean isZero(Map<?, Long> rows) {
        return rows.values().stream().allMatch(count -> count == 0);
    }

    private boolean holdsEveryRow(ResetJournal journal, AwaitedRows awaited, List<String> waiting) {
        RestoreOptions options = within(RestoreOptions.DEFAULT.withDryRun(true), awaited, waiting, journal);
        try {
            RestoreReport report = database.restore(journal.dump(), options);
            return holdsAll(report, awaited, waiting)
                    && report.tables().stream().allMatch(table -> table.inserted() + table.updated() == 0);
        } catch (DbRestoreException e) {
            return false; // it does not fit, as it would if it were in
        }
    }

    /** Whether every row that need not wait has a table to go to. */
    private static boolean holdsAll(RestoreReport report, AwaitedRows awaited, List<String> waiting) {
        return report.tables().stream().mapToLong(TableResult::rows).sum()
                == awaited.in(without(awaited, waiting)).total();
    }

    private void setAside(ResetJournal journal, String why) {
        String told = "The dump in " + journal.dump() + " is not restored by itself: " + why + ". " + byHand(journal);
        journal.become(journal.state().setAside());
        messages.accept(told);
    }

    /** How many rows the tables have now that wait for some, by their names. */
    private Map<String, Long> rowsNow(AwaitedRows awaited) {
        Map<String, Long> rows = new TreeMap<>();
        database.count(awaited.tables()).forEach((table, count) -> rows.merge(table.toString(), count, Long::sum));
        return rows;
    }

    private String byHand(ResetJournal journal) {
        return byHand(journal.dump(), journal.state().waiting());
    }

    private String byHand(Path dump, List<String> schemas) {
        List<String> named =
                schemas.stream().filter(schema -> !schema.isEmpty()).toList();
        return "To restore it: db-restore restore --in '" + dump + "'"
                + (named.isEmpty() ? "" : " --schemas '" + String.join(",", named) + "'")
                + " --url '" + url + "'";
    }

    private static String nameOf(Path place) {
        return String.valueOf(place.getFileName());
    }
}
