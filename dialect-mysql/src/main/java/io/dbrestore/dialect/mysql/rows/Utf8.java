package io.dbrestore.dialect.mysql.rows;

import java.nio.charset.StandardCharsets;

/** Text in UTF-8, as far as a database can hold it. */
final class Utf8 {

    private Utf8() {}

    static byte[] encode(String text) throws UnfitValueException {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (Character.isSurrogate(text.charAt(i)) && !Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                throw UnfitValueException.halfSurrogatePair();
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
