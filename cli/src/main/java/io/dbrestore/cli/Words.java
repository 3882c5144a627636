package io.dbrestore.cli;

import java.util.Locale;

/** How the constants of an enum are typed and shown: in small letters, with dashes. */
final class Words {

    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
