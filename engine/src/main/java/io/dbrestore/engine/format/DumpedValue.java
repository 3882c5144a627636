package io.dbrestore.engine.format;

import io.dbrestore.spi.ValueReader.Kind;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A value of a row, whatever its shape. It is decoded only if somebody asks for it.
 *
 * <p>Wrappers are first compared with what we write; only those that are written otherwise are taken apart.
 */
final class DumpedValue {

    private static final int TYPE = "{'__type': '".length();
    private static final byte[] BIGINT = JsonBytes.ascii("{\"__type\": \"bigint\", \"value\": \"");
    private static final byte[] DECIMAL = JsonBytes.ascii("{\"__type\": \"decimal\", \"value\": \"");
    private static final byte[] DATETIME = JsonBytes.ascii("{\"__type\": \"datetime\", \"value\": \"");
    private static final byte[] JSON = JsonBytes.ascii("{\"__type\": \"json\", \"value\": ");
    private static final byte[] BYTES = JsonBytes.ascii("{\"__type\": \"bytes\", \"value\": \"");
    private static final byte[] QUOTE = JsonBytes.ascii("\"");
    private static final byte[] NOTHING = {};

    private final JsonInput input;
    private final JsonSlice slice;
    private Kind kind = Kind.NULL;
    private boolean wrapped;
    private boolean isTrue;
    private boolean document; // rather than the inside of a string
    private boolean dense;
    private @Nullable String text;

    DumpedValue(JsonInput input) {
        this.input = input;
        this.slice = input.slice();
    }

    /** Reads the value that comes next, all but the end of its wrapper. */
    Kind begin() throws IOException, Malformed {
        wrapped = false;
        document = false;
        text = null;
        kind = switch (input.peek()) {
            case 'n' -> word(Kind.NULL);
            case 't', 'f' -> word(Kind.BOOLEAN);
            case '"' -> string(Kind.TEXT);
            case '{' -> wrapper();
            case '[' -> throw new Malformed("has an array for a value");
            default -> input.number() ? Kind.INTEGER : Kind.FLOAT;
        };
        return kind;
    }

    /** Reads a value that begins as {@link #opening} has said of another, where that was taken already. */
    Kind begin(Kind opened) throws IOException, Malformed {
        wrapped = opened != Kind.TEXT;
        document = false;
        text = null;
        kind = opened == Kind.JSON ? document() : quoted(opened);
        return kind;
    }

    /** How the value began, if others of its kind begin in the same way; else nothing. */
    byte[] opening() {
        return switch (kind) {
            case TEXT -> QUOTE;
            case INTEGER -> wrapped ? BIGINT : NOTHING;
            case DECIMAL -> DECIMAL;
            case DATETIME -> DATETIME;
            case JSON -> document ? JSON : NOTHING;
            case BYTES -> BYTES;
            case NULL, BOOLEAN, FLOAT, UNDECODABLE_TEXT -> NOTHING;
        };
    }

    private Kind word(Kind wordKind) throws IOException, Malformed {
        isTrue = input.word() == 't';
        return wordKind;
    }

    private Kind string(Kind stringKind) throws IOException, Malformed {
        input.string();
        return stringKind;
    }

    private Kind wrapper() throws IOException, Malformed {
        wrapped = true;
        return switch (input.ahead(TYPE)) {
            case 'b' ->
                input.takes(BIGINT) ? quoted(Kind.INTEGER) : input.takes(BYTES) ? quoted(Kind.BYTES) : anyWrapper();
            case 'd' ->
                input.takes(DATETIME)
                        ? quoted(Kind.DATETIME)
                        : input.takes(DECIMAL) ? quoted(Kind.DECIMAL) : anyWrapper();
            case 'j' -> input.takes(JSON) ? document() : anyWrapper();
            default -> anyWrapper();
        };
    }

    private Kind anyWrapper() throws IOException, Malformed {
        input.skip();
        if (!"__type".equals(input.member(true))) {
            throw new Malformed("has an object for a value that does not begin with \"__type\"");
        }
        String type = string("has a \"__type\" that is no string");
        return switch (type) {
            case "bytes" -> bytesWrapper();
            case "bigint" -> value(Kind.INTEGER, type);
            case "decimal" -> value(Kind.DECIMAL, type);
            case "datetime" -> value(Kind.DATETIME, type);
            case "json" -> jsonWrapper();
            default ->
                throw new Malformed(
                        "has a value of the unknown \"__type\" " + type + "; a newer db-restore may know it");
        };
    }

    private String string(String otherwise) throws IOException, Malformed {
        if (input.peek() != '"') {
            throw new Malformed(otherwise);
        }
        input.string();
        return slice.text();
    }

    private Kind bytesWrapper() throws IOException, Malformed {
        String member = input.member(false);
        if (!"encoding".equals(member)) {
            return value(Kind.BYTES, "bytes", member);
        }
        if (!string("has bytes of an unknown encoding").equals("text")) {
            throw new Malformed("has bytes of an unknown encoding");
        }
        return value(Kind.UNDECODABLE_TEXT, "bytes");
    }

    private Kind jsonWrapper() throws IOException, Malformed {
        String member = input.member(false);
        if ("value".equals(member)) {
            return document();
        }
        if (!"text".equals(member)) {
            throw new Malformed("has a json without a \"value\"");
        }
        text = string("has a \"text\" of a json that is no string");
        return Kind.JSON;
    }

    private Kind document() throws IOException, Malformed {
        document = true;
        dense = input.document();
        return Kind.JSON;
    }

    private Kind value(Kind valueKind, String type) throws IOException, Malformed {
        return value(valueKind, type, input.member(false));
    }

    private Kind value(Kind valueKind, String type, @Nullable String member) throws IOException, Malformed {
        if (!"value".equals(member)) {
            throw new Malformed("has a " + type + " without a string under \"value\"");
        }
        if (input.peek() != '"') {
            throw new Malformed("has a " + type + " without a string under \"value\"");
        }
        input.skip();
        return quoted(valueKind);
    }

    /** The rest of a string, which is a value of that kind. */
    private Kind quoted(Kind stringKind) throws IOException, Malformed {
        input.endString();
        boolean wellFormed = switch (stringKind) {
            case INTEGER -> slice.isInteger();
            case DECIMAL -> slice.isDecimal();
            case DATETIME -> slice.isDatetime();
            case NULL, BOOLEAN, FLOAT, TEXT, BYTES, UNDECODABLE_TEXT, JSON -> true;
        };
        if (!wellFormed) {
            String type =
                    stringKind == Kind.INTEGER ? "bigint" : stringKind.name().toLowerCase(Locale.ROOT);
            throw new Malformed("has a " + type + " that is none");
        }
        return stringKind;
    }

    /** Moves behind the value, which is gone then. */
    void end() throws IOException, Malformed {
        if (wrapped && !input.takes('}')) {
            if (input.peek() != '}') {
                throw new Malformed("has a value with more members than it may have");
            }
            input.skip();
        }
    }

    /** Looks whether the value can be decoded; of what was read so far that can be in doubt for base64 only. */
    void check() throws Malformed {
        if ((kind == Kind.BYTES || kind == Kind.UNDECODABLE_TEXT) && !slice.isBase64()) {
            throw new Malformed("has bytes that are no base64");
        }
    }

    Kind kind() {
        return kind;
    }

    boolean isWrapped() {
        return wrapped;
    }

    boolean booleanValue() {
        return isTrue;
    }

    long longValue() {
        try {
            return slice.longValue();
        } catch (NumberFormatException e) {
            throw beyond64Bits(e);
        }
    }

    static long toLong(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw beyond64Bits(e);
        }
    }

    private static ArithmeticException beyond64Bits(Exception cause) {
        ArithmeticException exception = new ArithmeticException("an integer does not fit 64 bits");
        exception.initCause(cause);
        return exception;
    }

    String text() {
        if (text == null) {
            text = switch (kind) {
                case BOOLEAN -> Boolean.toString(isTrue);
                case JSON -> document && !dense ? slice.printed() : slice.text();
                case NULL -> "null";
                case INTEGER, FLOAT, TEXT, BYTES, UNDECODABLE_TEXT, DECIMAL, DATETIME -> slice.text();
            };
        }
        return text;
    }

    byte[] bytes() throws Malformed {
        check();
        return slice.fromBase64();
    }
}
