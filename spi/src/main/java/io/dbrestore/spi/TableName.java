package io.dbrestore.spi;

/**
 * Where a table lives.
 *
 * @param schema empty for a database without schemas
 * @param name the name as the database stores it, unquoted
 */
public record TableName(String schema, String name) {

    /** The same name without the schema, if it is that one. */
    public TableName without(String defaultSchema) {
        return schema.equals(defaultSchema) ? new TableName("", name) : this;
    }

    /** For messages, never for SQL: nothing is quoted. */
    @Override
    public String toString() {
        return schema.isEmpty() ? name : schema + "." + name;
    }
}
