package io.dbrestore.spi;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.pf4j.ExtensionPoint;

/**
 * Carries the values of some column type between JDBC and the dump.
 *
 * <p>A codec moves a value straight between the driver and the dump, so a primitive is never boxed. What it encodes it
 * must decode to an equal value. The standard types are built in: write a codec for what they leave out, such as a
 * geometry, or to change how a type looks in the dump. A codec is stateless and thread-safe, and lets any
 * {@code SQLException} through.
 */
public interface Codec extends ExtensionPoint {

    /**
     * Whether this codec is for {@code column} of a database of {@code dialect}. Asked once for each column of a dump
     * or restore; the first codec to say yes is used: plugins first, by PF4J ordinal, then the dialect's own.
     */
    boolean handles(Dialect dialect, Column column);

    /** Writes column {@code index} of the current row as exactly one value, {@code writeNull} for SQL NULL. */
    void encode(ResultSet row, int index, ValueWriter value) throws SQLException;

    /**
     * Binds the value that {@code value} stands on to parameter {@code index}.
     *
     * @param kind what the value is, never {@code NULL}; perhaps not what {@link #encode} writes, see
     *     {@link ValueReader}
     */
    void decode(ValueReader value, ValueReader.Kind kind, PreparedStatement statement, int index) throws SQLException;
}
