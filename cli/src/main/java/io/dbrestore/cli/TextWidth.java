package io.dbrestore.cli;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How many columns of a terminal a text takes: none for a combining mark, two for most of East Asia and for emoji. */
final class TextWidth {

    private static final Pattern CHARACTER_AS_SEEN = Pattern.compile("\\X");
    private static final int EMOJI_PRESENTATION = 0xFE0F;

    private TextWidth() {}

    static int of(String text) {
        if (text.chars().allMatch(character -> character >= ' ' && character < 0x7F)) {
            return text.length();
        }
        return CHARACTER_AS_SEEN
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .mapToInt(TextWidth::ofCluster)
                .sum();
    }

    private static int ofCluster(String cluster) {
        if (cluster.codePointCount(0, cluster.length()) > 1 && cluster.indexOf(EMOJI_PRESENTATION) >= 0) {
            return 2;
        }
        return cluster.codePoints().map(TextWidth::ofCodePoint).max().orElse(0);
    }

    private static int ofCodePoint(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.CONTROL -> 0;
            default -> isWide(codePoint) ? 2 : 1;
        };
    }

    /** The blocks that Unicode's East Asian Width calls wide or fullwidth, and those of emoji. */
    private static boolean isWide(int codePoint) {
        return isWithin(codePoint, 0x1100, 0x115F)
                || isWithin(codePoint, 0x2E80, 0xA4CF)
                || isWithin(codePoint, 0xA960, 0xA97F)
                || isWithin(codePoint, 0xAC00, 0xD7A3)
                || isWithin(codePoint, 0xF900, 0xFAFF)
                || isWithin(codePoint, 0xFE30, 0xFE6F)
                || isWithin(codePoint, 0xFF00, 0xFF60)
                || isWithin(codePoint, 0xFFE0, 0xFFE6)
                || isWithin(codePoint, 0x1F300, 0x1F64F)
                || isWithin(codePoint, 0x1F680, 0x1F6FF)
                || isWithin(codePoint, 0x1F900, 0x1FAFF)
                || isWithin(codePoint, 0x20000, 0x3FFFD);
    }

    private static boolean isWithin(int codePoint, int first, int last) {
        return codePoint >= first && codePoint <= last;
    }
}
