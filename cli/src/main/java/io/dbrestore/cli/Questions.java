package io.dbrestore.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Asks whoever sits at the terminal. Where nobody does, nothing waits: it fails and names the flag that answers. */
final class Questions {

    private final Terminal terminal;
    private final boolean silenced;

    /** @param silenced whether to ask nothing even at a terminal */
    Questions(Terminal terminal, boolean silenced) {
        this.terminal = terminal;
        this.silenced = silenced;
    }

    boolean canAsk() {
        return !silenced && terminal.isInteractive();
    }

    /** Asks for a line; {@code suggestion} stands for an empty answer. */
    String line(String label, String suggestion, String flag) {
        requireSomebody(label, flag);
        String shown = suggestion.isEmpty() ? "? " + label + ": " : "? " + label + " (" + suggestion + "): ";
        String answer = terminal.ask(shown).orElseThrow(Questions::noMoreInput).strip();
        return answer.isEmpty() ? suggestion : answer;
    }

    /** Asks for a line until there is one. */
    String lineThatIsNeeded(String label, String flag) {
        while (true) {
            String answer = line(label, "", flag);
            if (!answer.isEmpty()) {
                return answer;
            }
        }
    }

    /** Asks for what must not be seen; empty if there is none. */
    String secret(String label, String flag) {
        requireSomebody(label, flag);
        return terminal.askSecretly("? " + label + ": ").orElseThrow(Questions::noMoreInput);
    }

    /** Asks a question whose answer is one of {@code choices}, or how one begins; an empty answer means the first. */
    <T> T choice(String question, String flag, List<T> choices) {
        requireSomebody(question, flag);
        String shown = choices.stream().map(String::valueOf).collect(Collectors.joining("/", " [", "]: "));
        while (true) {
            String answer = terminal.ask("? " + question + shown)
                    .orElseThrow(Questions::noMoreInput)
                    .strip()
                    .toLowerCase(Locale.ROOT);
            for (T choice : choices) {
                if (choice.toString().startsWith(answer)) {
                    return choice;
                }
            }
        }
    }

    private void requireSomebody(String label, String flag) {
        if (!canAsk()) {
            throw new UsageException(
                    "there is no terminal to ask for this: " + label, "Say it on the command line: " + flag);
        }
    }

    private static UsageException noMoreInput() {
        return new UsageException("the input ended before the answer", "");
    }
}
