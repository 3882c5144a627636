package io.dbrestore.engine.reset;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

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
import io.dbrestore.engine.format.Dump;
import io.dbrestore.engine.format.TableEntry;
import io.dbrestore.engine.reset.ResetState.Phase;
import io.dbrestore.spi.TableName;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        this.url = database.shownUrl();
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
            } else {
                messages.accept("The rows of an earlier reset are still to be restored, from " + journal.dump()
                        + "; that goes first. What is in the database now is dumped to " + place
                        + " and is not restored by itself. " + byHand(place));
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
     * and a schema of its own, and a tool may be told to do some of its migrations only. As long as a schema of the dump
     * has no table, the dump waits.
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
            Path dump = journal.dump();
            if (isToWait(dump)) {
                putOff(journal, "not all of their schemas have tables again");
                return Optional.empty();
            }
            journal.become(journal.state().restoring(rowsBefore(dump)));
            RestoreReport report;
            try {
                report = database.restore(dump, options);
            } catch (DbRestoreException e) {
                throw new DbRestoreException(
                        e.failure(),
                        String.valueOf(e.getMessage()),
                        e.hint() + "; then migrate again, or do it by hand. " + byHand(dump),
                        e);
            }
            if (holdsAll(report, dump)) {
                journal.become(journal.state().restored());
                journal.prune();
            } else {
                journal.become(journal.state().setAside());
                messages.accept("The dump in " + dump + " stays, as it holds rows of tables that are gone.");
            }
            return Optional.of(report);
        }
    }

    /** Some of the migrations have gone well, and the tool knows of others that it was told to leave for later. */
    public void afterPartOfMigrate() {
        if (!ResetJournal.exists(folder)) {
            return;
        }
        try (ResetJournal journal = ResetJournal.open(folder, disk, messages)) {
            if (journal.state().phase() == Phase.MIGRATING) {
                putOff(journal, "there are migrations left");
            }
        }
    }

    /** As a restore that failed, so that rows which come until the next try are noticed. */
    private void putOff(ResetJournal journal, String why) {
        Path dump = journal.dump();
        journal.become(journal.state().restoring(rowsBefore(dump)));
        messages.accept("The rows in " + dump + " are not restored yet, as " + why
                + ". They are restored after the migration that brings the rest. " + byHand(dump));
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
        Map<TableName, Long> dumped = rowsOf(journal.dump());
        Map<TableName, Long> rows = database.count(dumped.keySet());
        if (rows.values().stream().allMatch(count -> count == 0)) {
            journal.become(journal.state().in(Phase.ARMED));
        } else if (rows.size() < dumped.size()) { // it got halfway
            journal.become(journal.state().in(Phase.MIGRATING));
        } else if (rows.equals(dumped)) {
            journal.become(journal.state().restored());
        } else {
            setAside(journal, "the reset that it was made for does not seem to have happened");
        }
    }

    private void settleArmed(ResetJournal journal) {
        boolean filled = database.count(rowsOf(journal.dump()).keySet()).values().stream()
                .anyMatch(count -> count > 0);
        if (filled) {
            setAside(journal, "its tables have been filled in another way since the reset");
        }
    }

    /** Either all of the restore is in or nothing; and there may have been another reset, by hand. */
    private void settleRestoring(ResetJournal journal) {
        Path dump = journal.dump();
        Map<String, Long> rows = rowsBefore(dump);
        if (rows.equals(journal.state().rowsBefore()) || rows.values().stream().allMatch(count -> count == 0)) {
            journal.become(journal.state().in(Phase.MIGRATING));
        } else if (holdsEveryRow(dump)) {
            journal.become(journal.state().restored());
        } else {
            setAside(journal, "rows have come or gone since its restore was tried");
        }
    }

    private boolean holdsEveryRow(Path dump) {
        try {
            RestoreReport report = database.restore(dump, RestoreOptions.DEFAULT.withDryRun(true));
            return holdsAll(report, dump) && report.tables().stream().allMatch(table -> table.inserted() == 0);
        } catch (DbRestoreException e) {
            return false; // it does not fit, as it would if it were in
        }
    }

    /** Whether every row of the dump has a table to go to. */
    private static boolean holdsAll(RestoreReport report, Path dump) {
        return report.tables().stream().mapToLong(TableResult::rows).sum()
                == rowsOf(dump).values().stream().mapToLong(rows -> rows).sum();
    }

    private boolean isToWait(Path dump) {
        Set<String> schemas = schemas(database.tables());
        return !schemas.containsAll(schemas(rowsOf(dump).keySet()));
    }

    private static Set<String> schemas(Set<TableName> tables) {
        return tables.stream().map(TableName::schema).collect(toSet());
    }

    private void setAside(ResetJournal journal, String why) {
        Path dump = journal.dump();
        journal.become(journal.state().setAside());
        messages.accept("The dump in " + dump + " is not restored by itself: " + why + ". " + byHand(dump));
    }

    /** How many rows the dump holds of which table, where it holds any. */
    private static Map<TableName, Long> rowsOf(Path dump) {
        return Dump.metadataOf(dump).tables().stream()
                .filter(entry -> entry.rows() > 0)
                .collect(toMap(entry -> entry.table().name(), TableEntry::rows));
    }

    /** How many rows the tables of the dump have now, by their names. */
    private Map<String, Long> rowsBefore(Path dump) {
        Map<String, Long> rows = new TreeMap<>();
        database.count(rowsOf(dump).keySet()).forEach((table, count) -> rows.merge(table.toString(), count, Long::sum));
        return rows;
    }

    private String byHand(Path dump) {
        return "To restore it: db-restore restore --in '" + dump + "' --url '" + url + "'";
    }

    private static String nameOf(Path place) {
        return String.valueOf(place.getFileName());
    }
}
