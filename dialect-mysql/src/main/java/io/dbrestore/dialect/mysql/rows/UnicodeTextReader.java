package io.dbrestore.dialect.mysql.rows;

import io.dbrestore.spi.ValueWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * Reads text of a wide form of Unicode. It is decoded here and not by the server, which takes halves of surrogate pairs
 * for characters.
 */
record UnicodeTextReader(String name, String characterSet) implements ColumnReader {

    private static final String UTF_32 = "utf32";

    @Override
    public List<String> expressions() {
        return List.of(name);
    }

    @Override
    public void copyTo(ResultSet row, int index, ValueWriter values) throws SQLException {
        byte[] original = row.getBytes(index);
        if (original == null) {
            values.writeNull();
            return;
        }
        String text = new String(original, charset());
        boolean isText = Arrays.equals(text.getBytes(charset()), original);
        boolean isWide = text.chars().anyMatch(unit -> Character.isSurrogate((char) unit));
        if (!isText || (isWide && characterSet.equals("ucs2"))) { // which knows no pairs
            values.writeUndecodableText(original);
        } else {
            values.writeText(text);
        }
    }

    private Charset charset() {
        if (characterSet.equals(UTF_32)) {
            return Charset.forName("UTF-32BE");
        }
        return characterSet.equals("utf16le") ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    }
}
