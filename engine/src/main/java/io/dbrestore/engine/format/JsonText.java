package io.dbrestore.engine.format;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

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
    private static final int LENGTH_OF_CODE = 6; // of an escape with four digits
    private static final byte[] TRUE = JsonBytes.ascii("true");
    private static final byte[] FALSE = JsonBytes.ascii("false");
    private static final byte[] NULL = JsonBytes.ascii("null");

    private final byte[] text;
    private final int end;
    private int position;
    private boolean verbatim = true;

    private JsonText(byte[] text, int start, int end) {
        this.text = text;
        this.position = start;
        this.end = end;
    }

    /** @param text in valid UTF-8 */
    static Fit fit(byte[] text, int start, int end) {
        JsonText scan = new JsonText(text, start, end);
        scan.blanks();
        if (!scan.value(0)) {
            return Fit.NONE;
        }
        scan.blanks();
        if (scan.position < end) {
            return Fit.NONE;
        }
        return scan.verbatim ? Fit.VERBATIM : Fit.TOKENS;
    }

    /** Where the first blank between the tokens of a document is, of which a part is left; {@code end} if there is none. */
    static int blank(byte[] json, int start, int end) {
        int i = start;
        while (i < end && !isBlank(json[i])) {
            i = json[i] == '"' ? stringEnd(json, i + 1, end) : i + 1;
        }
        return i;
    }

    private static int stringEnd(byte[] json, int start, int end) {
        int i = JsonPlain.end(json, start, end);
        while (json[i] == '\\') {
            i = JsonPlain.end(json, i + 2, end);
        }
        return i + 1;
    }

    /** Whether UTF-8 can say the text, which it cannot of half a surrogate pair. */
    static boolean isUtf8(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** A document without the blanks between its tokens, as it stands in a dump; what is no document stays as it is. */
    public static String withoutBlanks(String text) {
        if (!isUtf8(text)) {
            return text;
        }
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        if (fit(json, 0, json.length) != Fit.TOKENS) {
            return text;
        }
        int length = 0;
        int from = 0;
        while (from < json.length) {
            int blank = blank(json, from, json.length);
            System.arraycopy(json, from, json, length, blank - from);
            length += blank - from;
            from = blank + 1;
        }
        return new String(json, 0, length, StandardCharsets.UTF_8);
    }

    private byte current() {
        return position < end ? text[position] : 0;
    }

    private boolean take(char expected) {
        if (current() != expected) {
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

    private static boolean isBlank(byte octet) {
        return octet <= ' ' && (octet == ' ' || octet == '\n' || octet == '\r' || octet == '\t');
    }

    private boolean value(int depth) {
        return switch (current()) {
            case '{' -> depth < DEEPEST && members(depth + 1);
            case '[' -> depth < DEEPEST && elements(depth + 1);
            case '"' -> string();
            case 't' -> word(TRUE);
            case 'f' -> word(FALSE);
            case 'n' -> word(NULL);
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

    private boolean word(byte[] word) {
        for (byte letter : word) {
            if (current() != letter) {
                return false;
            }
            position++;
        }
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
        while (true) {
            position = JsonPlain.end(text, position, end);
            if (position == end || (text[position] != '"' && text[position] != '\\')) {
                return false; // cut short, or a control character
            }
            if (text[position] == '"') {
                position++;
                return true;
            }
            if (!escape()) {
                return false;
            }
        }
    }

    private boolean escape() {
        position++;
        byte letter = current();
        position++;
        return switch (letter) {
            case '"', '\\', 'b', 't', 'n', 'f', 'r' -> true;
            case '/' -> {
                verbatim = false;
                yield true;
            }
            case 'u' -> code();
            default -> false;
        };
    }

    /** The digits of an escape; half of a surrogate pair must be followed by the other half. */
    private boolean code() {
        int character = hexadecimal(position);
        if (character < 0 || Character.isLowSurrogate((char) character)) {
            return false;
        }
        byte[] own = JsonBytes.escape(character);
        verbatim &= own.length == LENGTH_OF_CODE && text[position + 3] == own[LENGTH_OF_CODE - 1];
        position += 4;
        if (!Character.isHighSurrogate((char) character)) {
            return true;
        }
        boolean another = take('\\') && take('u');
        int low = another ? hexadecimal(position) : -1;
        position += 4;
        return low >= 0 && Character.isLowSurrogate((char) low);
    }

    /** The number that the four digits there are; -1 if they are none. */
    private int hexadecimal(int start) {
        if (end - start < 4) {
            return -1;
        }
        int value = 0;
        for (int i = start; i < start + 4; i++) {
            if (!HexFormat.isHexDigit(text[i])) {
                return -1;
            }
            value = value << 4 | HexFormat.fromHexDigit(text[i]);
        }
        return value;
    }
}
