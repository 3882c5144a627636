package io.dbrestore.cli;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;

/** What the program ends with. The numbers are for scripts and never change. */
enum ExitCode {
    DONE(0),
    UNEXPECTED(1),
    USAGE(2),
    CONNECTION(3),
    DRIFT(4),
    CONFLICT(5),
    DAMAGED_DUMP(6),
    REFUSED(7),
    COMMAND_FAILED(8),
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** How JSON output calls it. */
    String word() {
        return Words.of(this);
    }

    int number() {
        return number;
    }

    static ExitCode of(Failure failure) {
        return switch (failure) {
            case UNEXPECTED -> UNEXPECTED;
            case CONNECTION -> CONNECTION;
            case DRIFT -> DRIFT;
            case CONFLICT -> CONFLICT;
            case DAMAGED_DUMP -> DAMAGED_DUMP;
            case REFUSED -> REFUSED;
        };
    }

    static ExitCode of(Throwable failure) {
        if (failure instanceof CarryOverException stopped) {
            return stopped.exitCode();
        }
        if (failure instanceof DbRestoreException known) {
            return of(known.failure());
        }
        return failure instanceof UsageException ? USAGE : UNEXPECTED;
    }
}
