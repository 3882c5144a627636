package io.dbrestore.engine;

/**
 * How to dump.
 *
 * @param replaceExisting whether a dump that is already in the folder may be replaced, which happens in one atomic step
 *     once the new one is complete and proven; otherwise it is an error ({@link Failure#REFUSED})
 * @param connections how many tables are read at once, each over a connection of its own; one is enough where a
 *     database cannot show several connections the same moment, or was not connected to by its URL
 * @param passingOverMissing whether it is all right if schemas or tables that are asked for by name are not there;
 *     otherwise it is an error ({@link Failure#REFUSED})
 */
public record DumpOptions(TableSelection tables, boolean replaceExisting, int connections, boolean passingOverMissing) {

    /** Everything, into a folder without a dump, over two connections. */
    public static final DumpOptions DEFAULT = new DumpOptions(TableSelection.ALL, false, 2, false);

    public DumpOptions withTables(TableSelection other) {
        return new DumpOptions(other, replaceExisting, connections, passingOverMissing);
    }

    public DumpOptions withReplaceExisting(boolean other) {
        return new DumpOptions(tables, other, connections, passingOverMissing);
    }

    public DumpOptions withConnections(int other) {
        return new DumpOptions(tables, replaceExisting, other, passingOverMissing);
    }

    public DumpOptions withPassingOverMissing(boolean other) {
        return new DumpOptions(tables, replaceExisting, connections, other);
    }
}
