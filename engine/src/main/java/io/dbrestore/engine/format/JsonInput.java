package io.dbrestore.engine.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON from a stream of UTF-8, whose bytes somebody else has found to be such. Strict as RFC 8259 is, but that
 * half of a surrogate pair may stand in an escape.
 *
 * <p>Every byte of a dump comes by here, mostly more than once; hence by hand and over bytes. What is expected can be
 * compared as it stands ({@link #takes}), and a string or a number stays in the buffer until somebody wants it: in a
 * {@link #slice}, which is gone as soon as anything else is read.
 */
final class JsonInput {

    /** What {@link #peek} gives at the end of the stream. */
    static final int END = -1;

    private static final int SIZE = 64 * 1024;
    private static final int BIG = 1 << 20;
    private static final int LONGEST = Integer.MAX_VALUE - 8; // of any array
    private static final int NOTHING = -1;
    private static final int DEEPEST = 995; // within a file, its rows, a row and a wrapper
    private static final int LONGEST_NUMBER = 150_000;

    private static final byte[] TRUE = JsonBytes.ascii("true");
    private static final byte[] FALSE = JsonBytes.ascii("false");
    private static final byte[] NULL = JsonBytes.ascii("null");

    private final InputStream in;
    private final JsonSlice slice = new JsonSlice();
    private byte[] buffer = new byte[SIZE];
    private int position;
    private int limit; // behind the last byte that was read
    private long before; // how many bytes went before those in the buffer
    private int kept = NOTHING; // what is read right now begins here, and must stay in the buffer
    private boolean escaped;
    private boolean dense;

    JsonInput(InputStream in) {
        this.in = in;
    }

    /** The string, number or document that was read last. */
    JsonSlice slice() {
        return slice;
    }

    /** The next byte that is not blank, which stays there; or {@link #END}. */
    int peek() throws IOException {
        while (position < limit || more()) {
            byte octet = buffer[position];
            if (octet != ' ' && octet != '\n' && octet != '\r' && octet != '\t') {
                return octet & 0xff;
            }
            dense = false;
            position++;
        }
        return END;
    }

    /** Takes the byte that {@link #peek} has shown. */
    void skip() {
        position++;
    }

    /** Takes just these bytes if they come next; else nothing. */
    boolean takes(byte[] expected) throws IOException {
        return takes(expected, 0, expected.length);
    }

    /** The same for a part of those bytes. */
    boolean takes(byte[] expected, int offset, int length) throws IOException {
        if ((limit - position < length && !has(length))
                || !Arrays.equals(buffer, position, position + length, expected, offset, offset + length)) {
            return false;
        }
        position += length;
        return true;
    }

    /** Keeps all from here on in the buffer, until it is told to {@link #goBack} or to {@link #goOn}. */
    void mark() {
        kept = position;
    }

    /** Stands where {@link #mark} was called. */
    void goBack() {
        position = kept;
        kept = NOTHING;
    }

    /** Lets go of what was passed since {@link #mark}. */
    void goOn() {
        kept = NOTHING;
    }

    /** Takes this byte if it comes next; else nothing. */
    boolean takes(char expected) throws IOException {
        if ((position == limit && !more()) || buffer[position] != expected) {
            return false;
        }
        position++;
        return true;
    }

    /** The byte that many places behind the next one; 0 if the stream ends before. */
    byte ahead(int places) throws IOException {
        return limit - position > places || has(places + 1) ? buffer[position + places] : 0;
    }

    /** Takes the next byte that is not blank, which must be this one. */
    void take(char expected) throws IOException, Malformed {
        if (peek() != expected) {
            throw malformed();
        }
        position++;
    }

    /** The name of the next member of an object, whose value comes next; null behind the last. */
    @Nullable
    String member(boolean first) throws IOException, Malformed {
        if (peek() == '}') {
            position++;
            return null;
        }
        if (!first) {
            take(',');
        }
        string();
        String name = slice.text();
        take(':');
        return name;
    }

    /** Whether an array goes on; if so, its next element comes next. */
    boolean element(boolean first) throws IOException, Malformed {
        if (peek() == ']') {
            position++;
            return false;
        }
        if (!first) {
            take(',');
        }
        return true;
    }

    /** Takes a string, which must come next. */
    void string() throws IOException, Malformed {
        take('"');
        endString();
    }

    /** Takes a string of which the first quotation mark was taken. */
    void endString() throws IOException, Malformed {
        kept = position;
        escaped = false;
        characters();
        slice.set(buffer, kept, position - 1, escaped);
        kept = NOTHING;
    }

    /** Takes a number, which must come next; returns whether it has neither point nor exponent. */
    boolean number() throws IOException, Malformed {
        peek();
        kept = position;
        boolean integer = digitsAndAll();
        slice.set(buffer, kept, position, false);
        kept = NOTHING;
        return integer;
    }

    /** Takes {@code true}, {@code false} or {@code null}, one of which must come next; returns its first letter. */
    int word() throws IOException, Malformed {
        int first = peek();
        boolean taken = switch (first) {
            case 't' -> takes(TRUE);
            case 'f' -> takes(FALSE);
            case 'n' -> takes(NULL);
            default -> false;
        };
        if (!taken) {
            throw malformed();
        }
        return first;
    }

    /**
     * Takes a value of whatever kind with all that is in it.
     *
     * @return whether it is printed just as we print JSON: without blanks, and with our escapes
     */
    boolean document() throws IOException, Malformed {
        peek();
        kept = position;
        dense = true;
        value(0);
        slice.set(buffer, kept, position, false);
        kept = NOTHING;
        return dense;
    }

    private void value(int depth) throws IOException, Malformed {
        if (depth > DEEPEST) {
            throw new Malformed("is nested too deep");
        }
        switch (peek()) {
            case '{' -> members(depth);
            case '[' -> elements(depth);
            case '"' -> {
                position++;
                characters();
            }
            case 't', 'f', 'n' -> word();
            default -> digitsAndAll();
        }
    }

    private void members(int depth) throws IOException, Malformed {
        position++;
        if (peek() == '}') {
            position++;
            return;
        }
        do {
            take('"');
            characters();
            take(':');
            value(depth + 1);
        } while (goesOn('}'));
    }

    private void elements(int depth) throws IOException, Malformed {
        position++;
        if (peek() == ']') {
            position++;
            return;
        }
        do {
            value(depth + 1);
        } while (goesOn(']'));
    }

    private boolean goesOn(char closing) throws IOException, Malformed {
        int next = peek();
        if (next != ',' && next != closing) {
            throw malformed();
        }
        position++;
        return next == ',';
    }

    /** What stands behind a quotation mark, up to the other one. */
    private void characters() throws IOException, Malformed {
        while (true) {
            position = JsonPlain.end(buffer, position, limit);
            if (position == limit) {
                require(1);
                continue;
            }
            byte octet = buffer[position];
            if (octet == '"') {
                position++;
                return;
            }
            if (octet != '\\') {
                throw malformed(); // a control character
            }
            escaped = true;
            escape();
        }
    }

    private void escape() throws IOException, Malformed {
        require(2);
        switch (buffer[position + 1]) {
            case '"', '\\', 'b', 'f', 'n', 'r', 't' -> position += 2;
            case '/' -> {
                dense = false;
                position += 2;
            }
            case 'u' -> {
                require(6);
                int character = 0;
                for (int i = 2; i < 6; i++) {
                    if (!HexFormat.isHexDigit(buffer[position + i])) {
                        throw malformed();
                    }
                    character = character << 4 | HexFormat.fromHexDigit(buffer[position + i]);
                }
                byte[] own = JsonBytes.escape(character);
                dense &= own.length == 6 && own[5] == buffer[position + 5];
                position += 6;
            }
            default -> throw malformed();
        }
    }

    private boolean digitsAndAll() throws IOException, Malformed {
        int first = position - kept;
        boolean integer = true;
        takes('-');
        if (!takes('0')) {
            digits();
        }
        if (takes('.')) {
            digits();
            integer = false;
        }
        if (takes('e') || takes('E')) {
            if (!takes('+')) {
                takes('-');
            }
            digits();
            integer = false;
        }
        if (position - kept - first > LONGEST_NUMBER) {
            throw new Malformed("has a number that is longer than any");
        }
        return integer;
    }

    private void digits() throws IOException, Malformed {
        require(1);
        if (!isDigit(buffer[position])) {
            throw malformed();
        }
        while ((position < limit || more()) && isDigit(buffer[position])) {
            position++;
        }
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    private void require(int count) throws IOException, Malformed {
        if (!has(count)) {
            throw new Malformed("is cut short: the file ends there");
        }
    }

    private boolean has(int count) throws IOException {
        while (limit - position < count) {
            if (!more()) {
                return false;
            }
        }
        return true;
    }

    /** Reads more of the stream behind what is still needed; returns false at its end. */
    private boolean more() throws IOException {
        int needed = kept == NOTHING ? position : kept;
        boolean oversized = buffer.length > BIG && limit - needed < SIZE;
        if (needed == limit || limit == buffer.length || oversized) { // not each time: what is kept may be big
            moveDown(needed, oversized);
        }
        int count = in.read(buffer, limit, Math.min(SIZE, buffer.length - limit));
        if (count < 0) {
            return false;
        }
        limit += count;
        return true;
    }

    /** Makes room behind what is needed: in this buffer, in a bigger one, or in a small one after a big value. */
    private void moveDown(int needed, boolean oversized) throws IOException {
        int length = limit - needed;
        byte[] roomy = buffer;
        if (oversized) {
            roomy = new byte[SIZE];
        } else if (length == buffer.length) {
            roomy = new byte[grown(length)];
        }
        System.arraycopy(buffer, needed, roomy, 0, length);
        buffer = roomy;
        before += needed;
        position -= needed;
        limit = length;
        kept = kept == NOTHING ? NOTHING : 0;
    }

    /** A big value finds room without the waste of doubling. */
    private static int grown(int length) throws IOException {
        long grown = length < BIG ? length * 2L : length + length / 8L;
        if (length == LONGEST) {
            throw new IOException("it has a value that is longer than Java can hold");
        }
        return (int) Math.min(LONGEST, grown);
    }

    private Malformed malformed() {
        return new Malformed(String.format(Locale.ROOT, "is not JSON at byte %,d of the file", before + position + 1));
    }
}
