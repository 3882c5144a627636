package io.dbrestore.dialect.postgres.copy;

import io.dbrestore.spi.SqlSpelling;

/**
 * What the server says of a column.
 *
 * @param declared its type, for messages
 * @param base its type, or the one under its domain
 * @param xmlArray whether it is an array of xml
 * @param printsNames whether its values are printed as names, or may hold some that are: those of the reg types, which
 *     come with their schema only where the search path does not have it
 * @param unreadable whether PostgreSQL takes no values of this type
 */
record ColumnType(
        String name, String declared, BaseType base, boolean xmlArray, boolean printsNames, boolean unreadable) {

    /** A column that the server does not know, and will say so better than we can. */
    static ColumnType unknown(String name) {
        return new ColumnType(name, "unknown", BaseType.OTHER, false, false, false);
    }

    /**
     * What COPY is to select. Where the binary form is none that we read, it is the text that the type's own output
     * function gives, and that is what {@code format} calls: a cast to text may be another function. The two for which
     * it is the other way round are xml and its arrays, whose output function drops the declaration.
     *
     * @param asBytes whether text has to be read as bytes
     */
    String expression(SqlSpelling sql, boolean asBytes) {
        String column = sql.quote(name);
        if (base.isReadInBinary() && !(asBytes && base.isText())) {
            return column;
        }
        String text = base == BaseType.XML ? "CAST(" + column + " AS pg_catalog.text)" : output(column);
        return "CASE WHEN pg_catalog.num_nulls(" + column + ") = 0 THEN "
                + (asBytes ? "pg_catalog.convert_to(" + text + ", 'SQL_ASCII')" : text) + " END";
    }

    private String output(String column) {
        return "pg_catalog.format('%s', " + (xmlArray ? "CAST(" + column + " AS pg_catalog.text[])" : column) + ")";
    }

    /** What reads that. */
    BinaryDecoder decoder(boolean asBytes) {
        if (!asBytes || !base.isText()) {
            return base.decoder();
        }
        return switch (base) {
            case JSON -> base.decoder();
            case JSONB -> JsonTexts.jsonbTextDecoder();
            default -> Texts.decoder();
        };
    }
}
