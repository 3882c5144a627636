package io.dbrestore.cli;

/** Makes text from a database, a dump or a URL safe to show: it must not steer the terminal. */
final class Printable {

    private Printable() {}

    /** On one line. */
    static String line(String text) {
        return replaceControls(text, false);
    }

    /** On several lines, if it has them. */
    static String lines(String text) {
        return replaceControls(text, true);
    }

    private static String replaceControls(String text, boolean keepLineFeeds) {
        if (text.chars().allMatch(character -> isHarmless(character, keepLineFeeds))) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length());
        text.chars()
                .map(character -> isHarmless(character, keepLineFeeds) ? character : '?')
                .forEach(character -> safe.append((char) character));
        return safe.toString();
    }

    private static boolean isHarmless(int character, boolean keepLineFeeds) {
        if (character == '\n') {
            return keepLineFeeds;
        }
        return !Character.isISOControl(character) && !turnsDirection(character);
    }

    /** Unicode's overrides of the direction of text, which can show one name as another. */
    private static boolean turnsDirection(int character) {
        return (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
    }
}
