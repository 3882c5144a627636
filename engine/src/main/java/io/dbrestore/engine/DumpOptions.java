package io.dbrestore.engine;

/**
 * How to dump.
 *
 * @param replaceExisting whether a dump that is already in the folder may be replaced, which happens in one atomic step
 *     once the new one is complete and proven; otherwise it is an error ({@link Failure#REFUSED})
 */
public record DumpOptions(TableSelection tables, boolean replaceExisting) {

    /** Everything, into a folder without a dump. */
    public static final DumpOptions DEFAULT = new DumpOptions(TableSelection.ALL, false);
}
