package io.dbrestore.cli;

import org.jspecify.annotations.Nullable;

/** The schema was not changed as it should have been. */
final class SchemaChangeException extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean begun;
    private final String hint;

    private SchemaChangeException(boolean begun, String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.begun = begun;
        this.hint = hint;
    }

    /** It was not even begun with. */
    static SchemaChangeException notBegun(String message, String hint, Throwable cause) {
        return new SchemaChangeException(false, message, hint, cause);
    }

    /** It stopped somewhere. */
    static SchemaChangeException failed(String message, @Nullable Throwable cause) {
        return new SchemaChangeException(true, message, "", cause);
    }

    /** Whether the database may have been changed. */
    boolean hasBegun() {
        return begun;
    }

    String hint() {
        return hint;
    }
}
