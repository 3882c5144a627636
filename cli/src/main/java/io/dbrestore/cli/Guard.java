package io.dbrestore.cli;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Stands before what destroys rows. It says what will go and wants a "yes"; where the database does not look like one
 * for development, it also wants the database's name.
 */
final class Guard {

    private final Terminal terminal;
    private final Screen screen;
    private final boolean saysYes;
    private final boolean knows;

    /**
     * @param saysYes whether the first question is answered beforehand
     * @param knows whether the second one is
     */
    Guard(Terminal terminal, Screen screen, boolean saysYes, boolean knows) {
        this.terminal = terminal;
        this.screen = screen;
        this.saysYes = saysYes;
        this.knows = knows;
    }

    /** Whether nothing needs to be asked. */
    boolean letsPass(Target target) {
        return saysYes && (knows || target.doubts().isEmpty());
    }

    /**
     * Lets pass, or throws.
     *
     * @param what what is about to happen to the database, to stand behind its name
     */
    void pass(Target target, String what) {
        List<String> doubts = target.doubts();
        if (letsPass(target)) {
            return;
        }
        screen.warning(target.shown() + ": " + what);
        if (!saysYes) {
            requireAnswer(target, "Type yes to go on: ", "yes", "--yes");
        }
        if (!knows && !doubts.isEmpty()) {
            screen.warning("this does not look like a development database: " + String.join(", and ", doubts));
            String name = target.database();
            requireAnswer(
                    target,
                    "Type the name of the database, " + name + ", to go on: ",
                    name,
                    "--i-know-this-is-not-development");
        }
    }

    private void requireAnswer(Target target, String question, String wanted, String flag) {
        if (!terminal.isInteractive()) {
            throw refusal(
                    target, "there is nobody at a terminal to confirm it", "To go on without being asked, add " + flag);
        }
        Optional<String> answer = terminal.ask("? " + question).map(String::strip);
        if (answer.filter(given ->
                        given.equals(wanted) || given.toLowerCase(Locale.ROOT).equals(wanted))
                .isEmpty()) {
            throw refusal(target, "it was not confirmed", "");
        }
    }

    private static DbRestoreException refusal(Target target, String why, String hint) {
        return new DbRestoreException(Failure.REFUSED, "nothing was changed in " + target.shown() + ": " + why, hint);
    }
}
