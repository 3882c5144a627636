package io.dbrestore.engine.format;

import io.dbrestore.spi.ValueReader.Kind;
import java.io.OutputStream;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;

/**
 * The value on which a parser stands, whatever its shape. What is not asked for is not decoded: a long string that
 * nobody wants is skipped.
 */
final class DumpedValue {

    private final JsonParser parser;
    private Kind kind = Kind.NULL;
    private boolean wrapped;
    private boolean jsonValue;
    private @Nullable String text;
    private byte @Nullable [] bytes;

    DumpedValue(JsonParser parser) {
        this.parser = parser;
    }

    /** Moves to the value behind the name on which the parser stands. */
    Kind begin() throws Malformed {
        wrapped = false;
        jsonValue = false;
        text = null;
        bytes = null;
        kind = switch (parser.nextToken()) {
            case VALUE_NULL -> Kind.NULL;
            case VALUE_TRUE, VALUE_FALSE -> Kind.BOOLEAN;
            case VALUE_NUMBER_INT -> Kind.INTEGER;
            case VALUE_NUMBER_FLOAT -> Kind.FLOAT;
            case VALUE_STRING -> Kind.TEXT;
            case START_OBJECT -> beginWrapper();
            default -> throw new Malformed("has an array for a value");
        };
        return kind;
    }

    private Kind beginWrapper() throws Malformed {
        wrapped = true;
        if (parser.nextToken() != JsonToken.PROPERTY_NAME
                || !parser.currentName().equals("__type")) {
            throw new Malformed("has an object for a value that does not begin with \"__type\"");
        }
        if (parser.nextToken() != JsonToken.VALUE_STRING) {
            throw new Malformed("has a \"__type\" that is no string");
        }
        String type = parser.getString();
        return switch (type) {
            case "bytes" -> beginBytes();
            case "bigint" -> beginString(Kind.INTEGER, type);
            case "decimal" -> beginString(Kind.DECIMAL, type);
            case "datetime" -> beginString(Kind.DATETIME, type);
            case "json" -> beginJson();
            default ->
                throw new Malformed(
                        "has a value of the unknown \"__type\" " + type + "; a newer db-restore may know it");
        };
    }

    private Kind beginBytes() throws Malformed {
        String member = member("bytes");
        if (!member.equals("encoding")) {
            return beginString(Kind.BYTES, "bytes", member);
        }
        if (parser.nextToken() != JsonToken.VALUE_STRING || !parser.getString().equals("text")) {
            throw new Malformed("has bytes of an unknown encoding");
        }
        return beginString(Kind.UNDECODABLE_TEXT, "bytes");
    }

    private Kind beginJson() throws Malformed {
        String member = member("json");
        if (member.equals("text")) {
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                throw new Malformed("has a \"text\" of a json that is no string");
            }
            return Kind.JSON;
        }
        if (!member.equals("value")) {
            throw new Malformed("has a json without a \"value\"");
        }
        parser.nextToken();
        jsonValue = true;
        return Kind.JSON;
    }

    private String member(String type) throws Malformed {
        if (parser.nextToken() != JsonToken.PROPERTY_NAME) {
            throw new Malformed("has a " + type + " without a \"value\"");
        }
        return parser.currentName();
    }

    private Kind beginString(Kind stringKind, String type) throws Malformed {
        return beginString(stringKind, type, member(type));
    }

    private Kind beginString(Kind stringKind, String type, String member) throws Malformed {
        if (!member.equals("value") || parser.nextToken() != JsonToken.VALUE_STRING) {
            throw new Malformed("has a " + type + " without a string under \"value\"");
        }
        boolean wellFormed = switch (stringKind) {
            case INTEGER -> Forms.isInteger(parser.getString());
            case DECIMAL -> Forms.isDecimal(parser.getString());
            case DATETIME -> Forms.isDatetime(parser.getString());
            case NULL, BOOLEAN, FLOAT, TEXT, BYTES, UNDECODABLE_TEXT, JSON -> true;
        };
        if (!wellFormed) {
            throw new Malformed("has a " + type + " that is none");
        }
        return stringKind;
    }

    /** Moves to the last token of the value. */
    void end() throws Malformed {
        if (jsonValue && text == null) {
            parser.skipChildren();
        }
        if (wrapped && parser.nextToken() != JsonToken.END_OBJECT) {
            throw new Malformed("has a value with more members than it may have");
        }
    }

    /** Reads the value to its end, only to see whether that can be done. */
    void check() {
        if (kind == Kind.BYTES || kind == Kind.UNDECODABLE_TEXT) {
            parser.readBinaryValue(OutputStream.nullOutputStream());
        }
    }

    Kind kind() {
        return kind;
    }

    boolean isWrapped() {
        return wrapped;
    }

    boolean booleanValue() {
        return parser.currentToken() == JsonToken.VALUE_TRUE;
    }

    long longValue() {
        if (wrapped) {
            return toLong(text());
        }
        try {
            return parser.getLongValue();
        } catch (InputCoercionException e) {
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

    String text() throws JacksonException {
        if (text == null) {
            text = switch (kind) {
                case BYTES, UNDECODABLE_TEXT ->
                    bytes == null ? parser.getString() : Base64.getEncoder().encodeToString(bytes);
                case JSON -> jsonValue ? JsonPrinter.print(parser) : parser.getString();
                case NULL, BOOLEAN, INTEGER, FLOAT, TEXT, DECIMAL, DATETIME -> parser.getString();
            };
        }
        return text;
    }

    byte[] bytes() throws JacksonException {
        if (bytes == null) {
            bytes = parser.getBinaryValue();
            return bytes;
        }
        return bytes.clone();
    }
}
