package io.dbrestore.cli;

import java.util.Locale;

/** Numbers for people. */
final class Numbers {

    private Numbers() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String rows(long number) {
        return counted(number, "row");
    }

    static String counted(long number, String what) {
        return count(number) + " " + what + (number == 1 ? "" : "s");
    }
}
