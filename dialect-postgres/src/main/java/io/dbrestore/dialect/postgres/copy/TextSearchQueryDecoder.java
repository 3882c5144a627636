package io.dbrestore.dialect.postgres.copy;

import io.dbrestore.spi.ValueWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Prints values of tsquery. PostgreSQL itself prints {@code a & (b & c)} without parentheses, and then reads it as
 * another query, which is not equal; here parentheses stand wherever reading needs them, and nowhere else.
 */
final class TextSearchQueryDecoder implements BinaryDecoder {

    private static final int VALUE = 1;
    private static final int NOT = 1;
    private static final int PHRASE = 4;
    private static final int NOT_PRIORITY = 4;
    private static final int VALUE_PRIORITY = 5;
    private static final String WEIGHTS = "DCBA";

    /** Part of a query; what binds closer has the greater priority. */
    private record Part(String text, int priority) {

        /** Its text as an operand of something that binds so close. */
        String operand(int least) {
            return priority < least ? "( " + text + " )" : text;
        }
    }

    @Override
    public void decode(byte[] row, int offset, int length, ValueWriter value) throws SQLException {
        List<Integer> items = items(row, offset + Integer.BYTES, BinaryFormat.int32(row, offset));
        Deque<Part> parts = new ArrayDeque<>();
        // An operator stands before its operands, the right one before the left one.
        for (int i = items.size() - 1; i >= 0; i--) {
            int item = items.get(i);
            parts.push(row[item] == VALUE ? value(row, item + 1) : operator(row, item + 1, parts));
        }
        value.writeText(parts.isEmpty() ? "" : parts.pop().text());
    }

    /** Where the items are; they have no length that is said beforehand. */
    private static List<Integer> items(byte[] row, int offset, int count) {
        List<Integer> items = new ArrayList<>();
        int next = offset;
        for (int i = 0; i < count; i++) {
            items.add(next);
            if (row[next] == VALUE) {
                next = textEnd(row, next + 3) + 1;
            } else {
                next += row[next + 1] == PHRASE ? 4 : 2;
            }
        }
        return items;
    }

    private static int textEnd(byte[] row, int start) {
        int end = start;
        while (row[end] != 0) {
            end++;
        }
        return end;
    }

    private static Part value(byte[] row, int offset) {
        int start = offset + 2;
        String word = new String(row, start, textEnd(row, start) - start, StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder("'")
                .append(word.replace("\\", "\\\\").replace("'", "''"))
                .append('\'');
        int weights = row[offset];
        boolean prefix = row[offset + 1] != 0;
        if (weights != 0 || prefix) {
            text.append(prefix ? ":*" : ":");
            for (int i = WEIGHTS.length() - 1; i >= 0; i--) {
                if ((weights & (1 << i)) != 0) {
                    text.append(WEIGHTS.charAt(i));
                }
            }
        }
        return new Part(text.toString(), VALUE_PRIORITY);
    }

    private static Part operator(byte[] row, int offset, Deque<Part> operands) throws SQLException {
        if (row[offset] == NOT) {
            return new Part("!" + operands.pop().operand(NOT_PRIORITY), NOT_PRIORITY);
        }
        return switch (row[offset]) {
            case 2 -> binary(" & ", 2, operands);
            case 3 -> binary(" | ", 1, operands);
            case PHRASE -> {
                int distance = BinaryFormat.int16(row, offset + 1);
                yield binary(distance == 1 ? " <-> " : " <" + distance + "> ", 3, operands);
            }
            default -> throw BinaryFormat.broken("a tsquery with the operator " + row[offset]);
        };
    }

    /** Operators of one priority are read from left to right. */
    private static Part binary(String operator, int priority, Deque<Part> operands) {
        String right = operands.pop().operand(priority + 1);
        String left = operands.pop().operand(priority);
        return new Part(left + operator + right, priority);
    }
}
