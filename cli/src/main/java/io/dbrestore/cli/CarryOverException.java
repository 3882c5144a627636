package io.dbrestore.cli;

/** Something went wrong after the schema may have been changed: the rows are in the dump, and the hint puts them back. */
final class CarryOverException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;
    private final String hint;

    CarryOverException(ExitCode exitCode, String message, String hint, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.hint = hint;
    }

    ExitCode exitCode() {
        return exitCode;
    }

    String hint() {
        return hint;
    }
}
