package io.dbrestore.engine.reset;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How far a reset has come.
 *
 * @param dump the name of the folder with the rows that are on their way; empty if there are none
 * @param rowsBefore where a restore has begun: how many rows the tables of the dump had before it, by their names
 * @param waiting the schemas whose rows alone are still to be restored, as a migration that went well left no table in
 *     them; empty for all that the dump holds
 * @param spent the names of folders whose dumps hold nothing any more that is not in the database, oldest first
 */
record ResetState(Phase phase, String dump, Map<String, Long> rowsBefore, List<String> waiting, List<String> spent) {

    /** Nothing is on its way. */
    static final ResetState NONE = new ResetState(Phase.NONE, "", Map.of(), List.of(), List.of());

    /** Where the rows of the dump are. */
    enum Phase {
        /** There is no dump to restore. */
        NONE,
        /** Still in the database, unless the reset has happened since. */
        PENDING,
        /** In the dump alone: the reset has happened. */
        ARMED,
        /** In the dump alone, and migrations have been at work since the reset, perhaps without success. */
        MIGRATING,
        /** In the dump, and in the database too if the restore has come to its end. */
        RESTORING
    }

    ResetState {
        rowsBefore = Map.copyOf(rowsBefore);
        waiting = List.copyOf(waiting);
        spent = List.copyOf(spent);
    }

    ResetState pending(String newDump) {
        return new ResetState(Phase.PENDING, newDump, Map.of(), List.of(), spent);
    }

    ResetState in(Phase other) {
        return new ResetState(other, dump, Map.of(), waiting, spent);
    }

    ResetState restoring(Map<String, Long> rows) {
        return new ResetState(Phase.RESTORING, dump, new TreeMap<>(rows), waiting, spent);
    }

    /** The rows of these schemas alone are on their way, and no restore of them has begun. */
    ResetState waitingFor(List<String> schemas) {
        return new ResetState(Phase.RESTORING, dump, Map.of(), schemas, spent);
    }

    /** Nothing is on its way any more, and {@link #dump} stays on the disk for good. */
    ResetState setAside() {
        return new ResetState(Phase.NONE, "", Map.of(), List.of(), spent);
    }

    /** Nothing is on its way any more, as the database holds what {@link #dump} does. */
    ResetState restored() {
        return setAside().withSpent(dump);
    }

    ResetState withSpent(String folder) {
        return withSpent(Stream.concat(spent.stream(), Stream.of(folder)).toList());
    }

    ResetState withSpent(List<String> folders) {
        return new ResetState(phase, dump, rowsBefore, waiting, folders);
    }
}
