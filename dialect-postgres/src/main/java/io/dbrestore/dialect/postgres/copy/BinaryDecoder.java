package io.dbrestore.dialect.postgres.copy;

import io.dbrestore.spi.ValueWriter;
import java.sql.SQLException;

/** Tells a dump what a value in binary form is. For one column and one thread. */
@FunctionalInterface
interface BinaryDecoder {

    void decode(byte[] row, int offset, int length, ValueWriter value) throws SQLException;
}
