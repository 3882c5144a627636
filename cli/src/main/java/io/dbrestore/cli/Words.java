package io.dbrestore.cli;

import java.util.Locale;

/** How things are typed on a command line. */
final class Words {

    private Words() {}

    /** A constant of an enum: in small letters, with dashes. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Any text as one argument for a shell. */
    static String argument(String text) {
        return text.matches("[A-Za-z0-9_./:=@-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
