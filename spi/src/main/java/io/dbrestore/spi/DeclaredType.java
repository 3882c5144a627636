package io.dbrestore.spi;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A type as it stands in {@code CREATE TABLE}. It cannot be quoted, and it may come from a dump that somebody else has
 * made: so only what looks like a type and nothing else goes into a statement.
 */
final class DeclaredType {

    private static final String WORD = "(?:[\\p{L}_][\\w$]*|\"(?:[^\"]|\"\")+\")";
    private static final String ARGUMENT = "(?:\\d+|" + WORD + "|'(?:[^'\\\\]|''|\\\\\\\\)*')";

    /** Words, with numbers, words or labels in parentheses: {@code enum('a')}, {@code timestamp(6) with time zone}. */
    private static final Pattern TYPE = Pattern.compile(
            WORD + "(?:[ .]" + WORD + "| ?\\(" + ARGUMENT + "(?:, ?" + ARGUMENT + ")*\\))*+(?: ?\\[\\d*])*+",
            Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern LABEL = Pattern.compile("'[^']*'|\"[^\"]*\"");

    /** What would begin a constraint, a default or an expression. */
    private static final Set<String> FORBIDDEN = Set.of(
            "as",
            "auto_increment",
            "check",
            "constraint",
            "default",
            "exclude",
            "generated",
            "identity",
            "like",
            "on",
            "primary",
            "references",
            "select",
            "unique");

    private DeclaredType() {}

    static boolean isHarmless(String type) {
        String words = LABEL.matcher(type).replaceAll("").toLowerCase(Locale.ROOT);
        return TYPE.matcher(type).matches()
                && Pattern.compile("\\W+").splitAsStream(words).noneMatch(FORBIDDEN::contains);
    }
}
