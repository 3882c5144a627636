package io.dbrestore.spi;

/**
 * One column, as the database describes it.
 *
 * @param name the name as the database stores it, unquoted
 * @param jdbcType a constant of {@link java.sql.Types}, or the vendor's own number
 * @param type the type as it would stand in {@code CREATE TABLE}, with length and scale, such as {@code numeric(10,2)};
 *     empty where the database needs none
 * @param nullable whether the column takes NULL
 * @param hasDefault whether an INSERT that leaves the column out gets some value other than NULL for it: a default, an
 *     identity, an auto-increment
 * @param origin who makes the value
 */
public record Column(String name, int jdbcType, String type, boolean nullable, boolean hasDefault, Origin origin) {

    /** Who makes the value of a column. */
    public enum Origin {
        /** Whoever inserts the row. */
        GIVEN,
        /** The database counts, unless the insert brings a number of its own. */
        IDENTITY,
        /** The database computes it from other columns; such a column is neither dumped nor restored. */
        GENERATED
    }

    /** The same column with another constant of {@link java.sql.Types}. */
    public Column withJdbcType(int otherType) {
        return new Column(name, otherType, type, nullable, hasDefault, origin);
    }

    public boolean isGenerated() {
        return origin == Origin.GENERATED;
    }

    /** Whether a row that is inserted must bring a value for this column. */
    public boolean isRequired() {
        return !nullable && !hasDefault && origin == Origin.GIVEN;
    }
}
