package io.dbrestore.engine.format;

/**
 * Looks at the text of a JSON document before it goes into a dump: is it JSON that a reader can copy token by token,
 * and would the copy be the very text?
 */
public final class JsonText {

    /** How a document can be written. */
    enum Fit {
        /** Its tokens, printed as a reader prints them, are this very text. */
        VERBATIM,
        /** A reader can copy its tokens. */
        TOKENS,
        /** Not JSON, or nothing that a reader would take: it must be written as text. */
        NONE
    }

    private static final int DEEPEST = 500;
    private static final int LONGEST_NUMBER = 150_000;

    private final String text;
    private int position;
    private boolean verbatim = true;

    private JsonText(String text) {
        this.text = text;
    }

    static Fit fit(String text) {
        JsonText scan = new JsonText(text);
        scan.blanks();
        if (!scan.value(0)) {
            return Fit.NONE;
        }
        scan.blanks();
        if (scan.position < text.length()) {
            return Fit.NONE;
        }
        return scan.verbatim ? Fit.VERBATIM : Fit.TOKENS;
    }

    /** A JSON document without the blanks between its tokens, as a reader of a dump gives it back. */
    public static String withoutBlanks(String text) {
        StringBuilder dense = new StringBuilder(text.length());
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"') {
                quoted = !quoted;
            } else if (character == '\\') {
                i++;
            } else if (character <= ' ' && !quoted && isBlank(character)) { // seldom, so asked first
                dense.append(text, start, i);
                start = i + 1;
            }
        }
        return dense.append(text, start, text.length()).toString();
    }

    private char current() {
        return position < text.length() ? text.charAt(position) : '\0';
    }

    private boolean take(char expected) {
        if (current() != expected || position == text.length()) {
            return false;
        }
        position++;
        return true;
    }

    private void blanks() {
        while (isBlank(current())) {
            position++;
            verbatim = false;
        }
    }

    static boolean isBlank(char character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }

    private boolean value(int depth) {
        return switch (current()) {
            case '{' -> depth < DEEPEST && members(depth + 1);
            case '[' -> depth < DEEPEST && elements(depth + 1);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        };
    }

    private boolean members(int depth) {
        position++;
        blanks();
        if (take('}')) {
            return true;
        }
        do {
            blanks();
            if (!string()) {
                return false;
            }
            blanks();
            if (!take(':')) {
                return false;
            }
            blanks();
            if (!value(depth)) {
                return false;
            }
            blanks();
        } while (take(','));
        return take('}');
    }

    private boolean elements(int depth) {
        position++;
        blanks();
        if (take(']')) {
            return true;
        }
        do {
            blanks();
            if (!value(depth)) {
                return false;
            }
            blanks();
        } while (take(','));
        return take(']');
    }

    private boolean word(String word) {
        if (!text.startsWith(word, position)) {
            return false;
        }
        position += word.length();
        return true;
    }

    private boolean number() {
        int start = position;
        take('-');
        if (!take('0') && !digits()) {
            return false;
        }
        if (take('.') && !digits()) {
            return false;
        }
        if (current() == 'e' || current() == 'E') {
            position++;
            if (current() == '+' || current() == '-') {
                position++;
            }
            if (!digits()) {
                return false;
            }
        }
        return position - start <= LONGEST_NUMBER;
    }

    private boolean digits() {
        int start = position;
        while (current() >= '0' && current() <= '9') {
            position++;
        }
        return position > start;
    }

    private boolean string() {
        if (!take('"')) {
            return false;
        }
        boolean high = false; // whether the last character was the first half of a pair
        while (position < text.length()) {
            char character = text.charAt(position++);
            if (character == '"') {
                return !high;
            }
            if (character < ' ') {
                return false;
            }
            if (character == '\\') {
                int escaped = escape();
                if (escaped < 0) {
                    return false;
                }
                character = (char) escaped;
            }
            if (Character.isLowSurrogate(character) != high) {
                return false;
            }
            high = Character.isHighSurrogate(character);
        }
        return false;
    }

    /** The character that an escape stands for, or -1 if it is none. */
    private int escape() {
        char character = current();
        position++;
        if (character == '/') {
            verbatim = false;
        }
        return switch (character) {
            case '"', '\\', '/' -> character;
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            case 'u' -> hexadecimal();
            default -> -1;
        };
    }

    private int hexadecimal() {
        if (position + 4 > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < 4; i++) {
            char digit = text.charAt(position++);
            int number = digit < 0x80 ? Character.digit(digit, 16) : -1;
            if (number < 0) {
                return -1;
            }
            value = value * 16 + number;
        }
        byte[] own = JsonBytes.escape(value);
        verbatim &= own.length == 6 && text.charAt(position - 1) == own[5];
        return value;
    }
}
