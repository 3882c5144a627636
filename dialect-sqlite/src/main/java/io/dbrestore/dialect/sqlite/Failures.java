package io.dbrestore.dialect.sqlite;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** Says of SQLite's errors which file they are about, and what to do. */
final class Failures {

    // SQLite's primary result codes
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int CORRUPT = 11;
    private static final int CONSTRAINT = 19;
    private static final int MISMATCH = 20;
    private static final int NOTADB = 26;

    private static final int PRIMARY_CODE = 0xFF; // the bits above refine it

    private final Handle handle;

    Failures(Handle handle) {
        this.handle = handle;
    }

    SQLException explain(SQLException e) throws SQLException {
        int code = e.getErrorCode() & PRIMARY_CODE;
        if (code == BUSY || code == LOCKED) {
            return explained(
                    " is locked by another connection. Nothing was changed; close the program that is writing"
                            + " to it, then try again",
                    e);
        }
        if (code == CORRUPT) {
            return explained(
                    " is damaged. It was not changed; PRAGMA integrity_check says where, and"
                            + " `sqlite3 FILE .recover` saves what can be read",
                    e);
        }
        if (code == NOTADB) {
            return explained(" is not a SQLite database, or it is encrypted", e);
        }
        return e;
    }

    private SQLException explained(String what, SQLException e) throws SQLException {
        return new SQLException(
                DatabaseFile.of(handle) + what + " (" + e.getMessage() + ")", e.getSQLState(), e.getErrorCode(), e);
    }

    /** Whether a row broke a constraint, or brought something else than an integer for an INTEGER PRIMARY KEY. */
    static boolean isConstraintViolation(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e) {
                int code = e.getErrorCode() & PRIMARY_CODE;
                if (code == CONSTRAINT || code == MISMATCH) {
                    return true;
                }
            }
        }
        return false;
    }
}
