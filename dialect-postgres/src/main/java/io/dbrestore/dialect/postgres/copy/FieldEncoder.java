package io.dbrestore.dialect.postgres.copy;

import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import java.sql.SQLException;

/** Makes the field of a column from a value of whatever kind. */
@FunctionalInterface
interface FieldEncoder {

    /**
     * Writes exactly one field.
     *
     * @param kind never {@code NULL}
     * @throws UnfitValueException if the column has no such value; nothing is changed to make it fit
     */
    void encode(ValueReader value, Kind kind, FieldWriter field) throws SQLException, UnfitValueException;
}
