package io.dbrestore.engine.format;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** Prints JSON that others have laid out without any blank, its numbers to the letter, its members in their order. */
final class JsonPrinter {

    /** Whoever has read the document has seen to its limits. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNestingDepth(1_000)
                    .build())
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();

    private final JsonParser parser;
    private final StringBuilder text = new StringBuilder();

    private JsonPrinter(JsonParser parser) {
        this.parser = parser;
    }

    /** @param json holds a document in UTF-8 that is known to be one */
    static String print(byte[] json, int start, int end) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json, start, end - start)) {
            parser.nextToken();
            JsonPrinter printer = new JsonPrinter(parser);
            printer.value();
            return printer.text.toString();
        }
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
