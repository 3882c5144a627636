package io.dbrestore.cli;

import java.util.Optional;

/** Whoever sits in front of the program, or nobody. */
interface Terminal {

    /** Whether questions can be asked and will be answered. */
    boolean isInteractive();

    /** Whether standard output, or else standard error, is a terminal that understands colours and carriage returns. */
    boolean shows(Stream stream);

    /** How many characters fit on a line. */
    int columns();

    /** Asks, and waits for a line; empty at the end of the input. */
    Optional<String> ask(String question);

    /** Asks, and waits for a line that is not shown; empty at the end of the input. */
    Optional<String> askSecretly(String question);

    /** Where the program prints. */
    enum Stream {
        OUTPUT,
        ERROR
    }
}
