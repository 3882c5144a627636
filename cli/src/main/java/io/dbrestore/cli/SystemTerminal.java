package io.dbrestore.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The terminal that the program was started from. Java only tells whether input and output are both terminals, so the
 * launcher says which of the three streams are.
 */
final class SystemTerminal implements Terminal {

    private static final int USUAL_COLUMNS = 80;

    private final Map<String, String> environment;
    private final @Nullable String terminals;
    private final PrintStream questions;
    private final @Nullable Console console;

    /**
     * @param terminals the numbers of the streams that are terminals, such as {@code "02"}; null if nobody knows
     * @param questions where questions are printed
     */
    SystemTerminal(Map<String, String> environment, @Nullable String terminals, PrintStream questions) {
        this.environment = environment;
        this.terminals = terminals;
        this.questions = questions;
        this.console =
                terminals == null || (terminals.contains("0") && terminals.contains("1")) ? System.console() : null;
    }

    @Override
    public boolean isInteractive() {
        return console != null && shows(Stream.ERROR);
    }

    @Override
    public boolean shows(Stream stream) {
        if (environment.getOrDefault("TERM", "").equals("dumb")) {
            return false;
        }
        if (terminals == null) {
            return console != null;
        }
        return switch (stream) {
            case OUTPUT -> terminals.contains("1");
            case ERROR -> terminals.contains("2");
        };
    }

    @Override
    public int columns() {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : USUAL_COLUMNS;
    }

    @Override
    public Optional<String> ask(String question) {
        if (console == null) {
            return Optional.empty();
        }
        print(question);
        return Optional.ofNullable(console.readLine());
    }

    @Override
    public Optional<String> askSecretly(String question) {
        if (console == null) {
            return Optional.empty();
        }
        print(question);
        char @Nullable [] answer = console.readPassword();
        return answer == null ? Optional.empty() : Optional.of(new String(answer));
    }

    private void print(String question) {
        questions.print(question);
        questions.flush();
    }
}
