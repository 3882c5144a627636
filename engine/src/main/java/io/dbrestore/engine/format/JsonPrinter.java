package io.dbrestore.engine.format;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Prints the JSON on which a parser stands without any blank, its numbers to the letter, its members in their order. */
final class JsonPrinter {

    private final JsonParser parser;
    private final StringBuilder text = new StringBuilder();

    private JsonPrinter(JsonParser parser) {
        this.parser = parser;
    }

    /** Afterwards the parser stands on the last token of what was printed. */
    static String print(JsonParser parser) {
        JsonPrinter printer = new JsonPrinter(parser);
        printer.value();
        return printer.text.toString();
    }

    private void value() {
        int depth = 0;
        boolean first = true;
        for (JsonToken token = parser.currentToken(); ; token = parser.nextToken()) {
            boolean ends = token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT;
            if (!first && !ends) {
                text.append(',');
            }
            first = false;
            if (token == JsonToken.PROPERTY_NAME) {
                quote(parser.currentName());
                text.append(':');
                first = true;
                continue;
            }
            if (token == JsonToken.VALUE_STRING) {
                quote(parser.getString());
            } else {
                text.append(parser.getString());
            }
            if (token.isStructStart()) {
                depth++;
                first = true;
            } else if (ends) {
                depth--;
            }
            if (depth == 0) {
                return;
            }
        }
    }

    private void quote(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char character = string.charAt(i);
            byte[] escape = JsonBytes.escape(character);
            if (escape.length > 0) {
                text.append(new String(escape, StandardCharsets.US_ASCII));
            } else if (isAlone(string, i)) {
                text.append("\\u").append(HexFormat.of().toHexDigits(character));
            } else {
                text.append(character);
            }
        }
        text.append('"');
    }

    private static boolean isAlone(String string, int i) {
        char character = string.charAt(i);
        if (!Character.isSurrogate(character)) {
            return false;
        }
        return Character.isHighSurrogate(character)
                ? i + 1 == string.length() || !Character.isLowSurrogate(string.charAt(i + 1))
                : i == 0 || !Character.isHighSurrogate(string.charAt(i - 1));
    }
}
