package io.dbrestore.spi;

/**
 * Where a table lives.
 *
 * @param schema empty for a database without schemas
 * @param name the name as the database stores it, unquoted
 */
public record TableName(String schema, String name) {

    /** For messages, never for SQL: nothing is quoted. */
    @Override
    public String toString() {
        return schema.isEmpty() ? name : schema + "." + name;
    }
}
