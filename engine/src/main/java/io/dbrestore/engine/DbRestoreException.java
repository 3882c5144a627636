package io.dbrestore.engine;

import org.jspecify.annotations.Nullable;

/**
 * Why db-restore stopped. The message says what happened, where, and what is unharmed; the hint what to do now, with
 * the command to go on with. Neither ever holds a password.
 */
public final class DbRestoreException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Failure failure;
    private final String hint;

    /** @param hint empty if there is nothing to advise */
    public DbRestoreException(Failure failure, String message, String hint) {
        this(failure, message, hint, null);
    }

    /** @param hint empty if there is nothing to advise */
    public DbRestoreException(Failure failure, String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.failure = failure;
        this.hint = hint;
    }

    public Failure failure() {
        return failure;
    }

    public String hint() {
        return hint;
    }
}
