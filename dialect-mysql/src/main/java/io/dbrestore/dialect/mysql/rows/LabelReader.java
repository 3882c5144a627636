package io.dbrestore.dialect.mysql.rows;

import io.dbrestore.spi.ValueWriter;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads ENUM and SET as their labels. Their number is written where labels say too little: for the error value of an
 * ENUM, which is no label and looks like an empty one, for a SET with an empty label in it, and for labels that are no
 * text.
 */
record LabelReader(ColumnReader text, String number, boolean several) implements ColumnReader {

    @Override
    public List<String> expressions() {
        return Stream.concat(text.expressions().stream(), Stream.of(number)).toList();
    }

    @Override
    public void copyTo(ResultSet row, int index, ValueWriter values) throws SQLException {
        int numberIndex = index + text.expressions().size();
        byte[] digits = row.getBytes(numberIndex);
        if (digits == null) {
            values.writeNull();
            return;
        }
        long number = Long.parseUnsignedLong(new String(digits, StandardCharsets.US_ASCII));
        byte[] labels = row.getBytes(index);
        boolean convertible = text instanceof PlainReader || row.getBytes(index + 1) == null;
        if (!convertible || isAmbiguous(labels, number)) {
            ServerText.unsigned(number, values);
        } else {
            text.copyTo(row, index, values);
        }
    }

    /** An empty label leaves no trace in the text of a SET. */
    private boolean isAmbiguous(byte[] labels, long number) {
        if (!several) {
            return number == 0;
        }
        int count = labels.length == 0 ? 0 : 1;
        for (byte octet : labels) {
            count += octet == ',' ? 1 : 0;
        }
        return count != Long.bitCount(number);
    }
}
