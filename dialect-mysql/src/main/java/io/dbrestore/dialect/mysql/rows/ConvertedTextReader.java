package io.dbrestore.dialect.mysql.rows;

import io.dbrestore.spi.ValueWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Reads text of another character set. The server converts it, and converts it back; where that does not give the very
 * bytes, as with codes that share a character or have none, it sends those too.
 */
record ConvertedTextReader(String name, String characterSet) implements ColumnReader {

    /** Two NULLs are NULL: what cannot be converted, for its length say, is not the same either. */
    @Override
    public List<String> expressions() {
        String converted = "CONVERT(" + name + " USING utf8mb4)";
        if (characterSet.isEmpty()) {
            throw new IllegalArgumentException("the catalog names no character set of column " + name);
        }
        String back = "CONVERT(" + converted + " USING " + characterSet + ")";
        return List.of(
                converted,
                "IF(CAST(" + back + " AS BINARY) <=> CAST(" + name + " AS BINARY) AND (" + name + " IS NULL) = ("
                        + converted + " IS NULL), NULL, " + name + ")");
    }

    @Override
    public void copyTo(ResultSet row, int index, ValueWriter values) throws SQLException {
        byte[] original = row.getBytes(index + 1);
        if (original != null) {
            values.writeUndecodableText(original);
            return;
        }
        byte[] converted = row.getBytes(index);
        if (converted == null) {
            values.writeNull();
        } else {
            values.writeText(converted, 0, converted.length);
        }
    }
}
