package io.dbrestore.dialect.postgres.copy;

import io.dbrestore.spi.ValueWriter;
import java.sql.SQLException;

/** Prints exact decimals, which the server sends as groups of four digits, with all the digits of their scale. */
final class NumericDecoder implements BinaryDecoder {

    private static final int GROUP = 4;

    private byte[] text = new byte[64];
    private int position;

    @Override
    public void decode(byte[] row, int offset, int length, ValueWriter value) throws SQLException {
        int sign = BinaryFormat.int16(row, offset + 4);
        switch (sign) {
            case Numerics.NOT_A_NUMBER -> value.writeDecimal("NaN");
            case Numerics.INFINITY -> value.writeDecimal("Infinity");
            case Numerics.MINUS_INFINITY -> value.writeDecimal("-Infinity");
            case Numerics.PLUS, Numerics.MINUS -> {
                print(row, offset, sign == Numerics.MINUS);
                value.writeDecimal(text, 0, position);
            }
            default -> throw BinaryFormat.broken("a numeric of sign " + sign);
        }
    }

    private void print(byte[] row, int offset, boolean negative) {
        int groups = BinaryFormat.int16(row, offset) & 0xffff;
        int weight = BinaryFormat.int16(row, offset + 2);
        int scale = BinaryFormat.int16(row, offset + 6) & 0xffff;
        int first = offset + 8;
        begin((Math.max(weight, 0) + 1) * GROUP + scale + 2 * GROUP);
        if (negative) {
            text[position++] = '-';
        }
        integer(row, first, groups, weight);
        if (scale > 0) {
            text[position++] = '.';
            int end = position + scale;
            for (int i = weight + 1; position < end; i++) {
                fourDigits(group(row, first, groups, i));
            }
            position = end;
        }
    }

    private void begin(int capacity) {
        if (text.length < capacity) {
            text = new byte[capacity];
        }
        position = 0;
    }

    private void integer(byte[] row, int first, int groups, int weight) {
        int start = position;
        for (int i = 0; i <= weight; i++) {
            fourDigits(group(row, first, groups, i));
        }
        int zeros = start;
        while (zeros < position && text[zeros] == '0') {
            zeros++;
        }
        if (zeros == position) {
            position = start;
            text[position++] = '0';
            return;
        }
        System.arraycopy(text, zeros, text, start, position - zeros);
        position -= zeros - start;
    }

    /** Groups that are not there are zero, in front as behind. */
    private static int group(byte[] row, int first, int groups, int index) {
        return index < 0 || index >= groups ? 0 : BinaryFormat.int16(row, first + 2 * index);
    }

    private void fourDigits(int group) {
        text[position++] = (byte) ('0' + group / 1000);
        text[position++] = (byte) ('0' + group / 100 % 10);
        text[position++] = (byte) ('0' + group / 10 % 10);
        text[position++] = (byte) ('0' + group % 10);
    }
}
