package io.dbrestore.cli;

import org.jspecify.annotations.Nullable;

/** The command cannot be run as it was typed: the message says why, the hint what to type instead. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String hint;

    UsageException(String message, String hint) {
        this(message, hint, null);
    }

    UsageException(String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    String hint() {
        return hint;
    }
}
