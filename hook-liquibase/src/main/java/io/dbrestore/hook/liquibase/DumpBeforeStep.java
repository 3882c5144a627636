package io.dbrestore.hook.liquibase;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.reset.ResetSettings;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import liquibase.command.CommandScope;
import liquibase.exception.LiquibaseException;

/**
 * Dumps, if the user wants it, before what may destroy rows although it is no reset: changesets that drop, and
 * rollbacks. Nothing is restored from such a dump by itself, as nobody can tell what was meant to go.
 */
public final class DumpBeforeStep extends HookStep {

    /** The names in the setting, by the command: {@code update} and {@code rollback} stand for their kinds, too. */
    private static final Map<String, Set<String>> NAMES = Map.of(
            "update", Set.of("update", "migrate"),
            "migrate", Set.of("update", "migrate"),
            "updatecount", Set.of("update", "updatecount"),
            "updatetotag", Set.of("update", "updatetotag"),
            "updatetestingrollback", Set.of("update", "rollback", "updatetestingrollback"),
            "rollback", Set.of("rollback"),
            "rollbackcount", Set.of("rollback", "rollbackcount"),
            "rollbacktodate", Set.of("rollback", "rollbacktodate"));

    /** For Liquibase, which makes one for each command. */
    public DumpBeforeStep() {
        super(
                BEFORE + 20,
                Set.of(
                        "update",
                        "migrate",
                        "updateCount",
                        "updateToTag",
                        TestingRollbackStep.COMMAND,
                        "rollback",
                        "rollbackCount",
                        "rollbackToDate"));
    }

    @Override
    void act(CommandScope command, LentDatabase database, ResetSettings settings) throws LiquibaseException {
        List<String> wanted =
                settings.dumpBefore().stream().map(DumpBeforeStep::plain).toList();
        refuseUnknown(wanted);
        String name = plain(nameOf(command.getCommand()));
        if (Collections.disjoint(wanted, NAMES.getOrDefault(name, Set.of()))) {
            return;
        }
        if (!name.startsWith("rollback") && PendingChanges.count(command) == 0) {
            return; // an application may say update at every start
        }
        Told.dumped(database.guard(settings).dumpBefore(settings.dumpOptions(List.of())), ", where it stays.");
    }

    @Override
    void doWithout(DbRestoreException reason, ResetSettings settings) {
        if (!settings.dumpBefore().isEmpty()) {
            throw reason;
        }
    }

    /** However it is written: {@code rollbackCount}, {@code rollback-count}. */
    private static String plain(String name) {
        return name.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static void refuseUnknown(List<String> wanted) {
        for (String name : wanted) {
            if (!NAMES.containsKey(name)) {
                throw new DbRestoreException(
                        Failure.REFUSED,
                        "dbrestore.dumpbefore names " + name + ", which no dump is made before; nothing was done",
                        "set it to some of " + String.join(", ", new TreeSet<>(NAMES.keySet())));
            }
        }
    }
}
