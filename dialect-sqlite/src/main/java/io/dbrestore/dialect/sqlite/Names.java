package io.dbrestore.dialect.sqlite;

/** When SQLite takes two names for the same. */
final class Names {

    private Names() {}

    /** ASCII letters are folded, and no others: Ä and ä are two columns. */
    static boolean same(String one, String other) {
        return fold(one).equals(fold(other));
    }

    private static String fold(String name) {
        StringBuilder folded = new StringBuilder(name);
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                folded.setCharAt(i, (char) (c + 'a' - 'A'));
            }
        }
        return folded.toString();
    }
}
