package io.dbrestore.dialect.mysql.rows;

/**
 * A JSON document as an expression of SQL. MySQL makes a double of every fraction that it reads from a JSON text, also
 * where the document has an exact decimal, as those have that were made from the columns of a row; only an expression
 * brings that back.
 */
final class JsonExpression {

    private static final int HEXADECIMAL_ESCAPE = 6;

    private final String json;
    private final InsertedRow row;
    private int position;

    private JsonExpression(String json, InsertedRow row) {
        this.json = json;
        this.row = row;
    }

    /** Whether the text alone would not bring the document back. */
    static boolean isNeeded(String json) {
        int i = 0;
        while (i < json.length()) {
            char character = json.charAt(i);
            if (character == '"') {
                i = endOfString(json, i);
            } else if (startsNumber(character)) {
                int end = endOfNumber(json, i);
                if (JsonNumber.isExact(json.substring(i, end))) {
                    return true;
                }
                i = end;
            } else {
                i++;
            }
        }
        return false;
    }

    /** @param json valid JSON; what is none is refused, or made into SQL that the server refuses */
    static void write(String json, InsertedRow row) throws UnfitValueException {
        JsonExpression expression = new JsonExpression(json.strip(), row);
        if (startsNumber(expression.json.charAt(0))) {
            row.sql().append("CAST(");
            expression.value();
            row.sql().append(" AS JSON)");
        } else {
            expression.value();
        }
    }

    private void value() throws UnfitValueException {
        char character = json.charAt(position);
        switch (character) {
            case '{' -> members("JSON_OBJECT(", '}');
            case '[' -> members("JSON_ARRAY(", ']');
            case '"' -> row.text(string());
            case 't' -> word("true", "CAST('true' AS JSON)");
            case 'f' -> word("false", "CAST('false' AS JSON)");
            case 'n' -> word("null", "NULL");
            default -> number();
        }
    }

    /** Of an object, names and values are told apart by nothing else than their order. */
    private void members(String function, char end) throws UnfitValueException {
        row.sql().append(function);
        position++;
        while (json.charAt(position) != end) {
            char character = json.charAt(position);
            if (character == ',' || character == ':') {
                row.sql().append(',');
                position++;
            } else if (character <= ' ') {
                position++;
            } else {
                value();
            }
        }
        position++;
        row.sql().append(')');
    }

    private void word(String word, String expression) {
        position += word.length();
        row.sql().append(expression);
    }

    private void number() throws UnfitValueException {
        int end = endOfNumber(json, position);
        if (end == position) {
            throw UnfitValueException.noJson();
        }
        row.sql().append(JsonNumber.literal(json.substring(position, end)));
        position = end;
    }

    private String string() {
        int end = endOfString(json, position);
        StringBuilder text = new StringBuilder();
        int i = position + 1;
        while (i < end - 1) {
            char character = json.charAt(i);
            if (character != '\\') {
                text.append(character);
                i++;
                continue;
            }
            char escape = json.charAt(i + 1);
            text.append(escape == 'u' ? (char) Integer.parseInt(json.substring(i + 2, i + 6), 16) : escaped(escape));
            i += escape == 'u' ? HEXADECIMAL_ESCAPE : 2;
        }
        position = end;
        return text.toString();
    }

    private static char escaped(char escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            default -> escape;
        };
    }

    private static boolean startsNumber(char character) {
        return character == '-' || (character >= '0' && character <= '9');
    }

    private static int endOfNumber(String json, int start) {
        int end = start;
        while (end < json.length() && "+-.eE0123456789".indexOf(json.charAt(end)) >= 0) {
            end++;
        }
        return end;
    }

    /** The position behind the string that starts there. */
    private static int endOfString(String json, int start) {
        int i = start + 1;
        while (json.charAt(i) != '"') {
            i += json.charAt(i) == '\\' ? 2 : 1;
        }
        return i + 1;
    }
}
