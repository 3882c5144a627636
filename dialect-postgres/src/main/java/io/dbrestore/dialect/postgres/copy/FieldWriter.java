package io.dbrestore.dialect.postgres.copy;

import java.sql.SQLException;

/** Writes the fields of a COPY in one of its formats. Text of which that cannot be said is refused. */
interface FieldWriter {

    void beginRows() throws SQLException;

    void beginRow(int fields) throws SQLException;

    /** Before each field; the first has the index 0. */
    void beginField(int index) throws SQLException;

    void endRow() throws SQLException;

    void endRows() throws SQLException;

    void nothing() throws SQLException;

    void bool(boolean value) throws SQLException;

    void int2(short value) throws SQLException;

    void int4(int value) throws SQLException;

    void int8(long value) throws SQLException;

    /** An integer of 32 bits without a sign. */
    void oid(long value) throws SQLException;

    void float4(float value) throws SQLException;

    void float8(double value) throws SQLException;

    /** What {@link Numerics#isNumber} takes for a number. */
    void numeric(String digits) throws SQLException, UnfitValueException;

    void text(String value) throws SQLException, UnfitValueException;

    /** Text that is bytes already. */
    void text(byte[] value) throws SQLException, UnfitValueException;

    /** A value of the type {@code "char"}. */
    void octet(byte value) throws SQLException, UnfitValueException;

    void jsonb(String text) throws SQLException, UnfitValueException;

    void jsonb(byte[] text) throws SQLException, UnfitValueException;

    void bytes(byte[] value) throws SQLException;

    void uuid(long high, long low) throws SQLException;

    /** A date, in days since 2000-01-01. */
    void date(int days) throws SQLException;

    /** A time of day, in microseconds since midnight. */
    void time(long micros) throws SQLException;

    void timetz(long micros, int secondsWest) throws SQLException;

    /**
     * A date and time.
     *
     * @param micros since 2000-01-01T00:00:00
     * @param instant whether that is in UTC, rather than in no zone at all
     */
    void timestamp(long micros, boolean instant) throws SQLException;
}
