package io.dbrestore.engine;

/** What kind of thing went wrong; a caller may decide by it what to do, and the command line what to exit with. */
public enum Failure {
    /** A bug, or something that nobody thought of. */
    UNEXPECTED,
    /** No connection, no login, no driver, no dialect. */
    CONNECTION,
    /** The schema has changed in a way that needs a decision. */
    DRIFT,
    /** A row of the dump and a row of the database claim the same key, or a reference would dangle. */
    CONFLICT,
    /** The dump is not what was once written. */
    DAMAGED_DUMP,
    /** A guard stood in the way, or the user said no. */
    REFUSED
}
