package io.dbrestore.dialect.postgres.copy;

import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import java.sql.SQLException;

/** The values of date and time columns: counted in days or microseconds there, ISO 8601 in a dump. */
final class DateTimes {

    static final String INFINITY = "infinity";
    static final String MINUS_INFINITY = "-infinity";
    static final long MICROS_OF_DAY = 86_400_000_000L;

    /** PostgreSQL counts from 2000-01-01, Java from 1970-01-01. */
    static final long FIRST_DAY = 10_957;

    private DateTimes() {}

    static BinaryDecoder dateDecoder() {
        DateTimePrinter printer = new DateTimePrinter();
        return (row, offset, length, value) ->
                printer.date(BinaryFormat.int32(row, offset)).writeTo(value);
    }

    static BinaryDecoder timeDecoder() {
        DateTimePrinter printer = new DateTimePrinter();
        return (row, offset, length, value) ->
                printer.time(BinaryFormat.int64(row, offset)).writeTo(value);
    }

    static BinaryDecoder timetzDecoder() {
        DateTimePrinter printer = new DateTimePrinter();
        return (row, offset, length, value) -> printer.timetz(
                        BinaryFormat.int64(row, offset), BinaryFormat.int32(row, offset + 8))
                .writeTo(value);
    }

    static BinaryDecoder timestampDecoder() {
        DateTimePrinter printer = new DateTimePrinter();
        return (row, offset, length, value) ->
                printer.timestamp(BinaryFormat.int64(row, offset), false).writeTo(value);
    }

    static BinaryDecoder timestamptzDecoder() {
        DateTimePrinter printer = new DateTimePrinter();
        return (row, offset, length, value) ->
                printer.timestamp(BinaryFormat.int64(row, offset), true).writeTo(value);
    }

    static void encodeDate(ValueReader value, Kind kind, FieldWriter field) throws SQLException, UnfitValueException {
        String text = text(value, kind);
        switch (text) {
            case INFINITY -> field.date(Integer.MAX_VALUE);
            case MINUS_INFINITY -> field.date(Integer.MIN_VALUE);
            default -> field.date(DateTimeParser.parse(text).date());
        }
    }

    static void encodeTime(ValueReader value, Kind kind, FieldWriter field) throws SQLException, UnfitValueException {
        field.time(DateTimeParser.parse(text(value, kind)).time());
    }

    static void encodeTimetz(ValueReader value, Kind kind, FieldWriter field) throws SQLException, UnfitValueException {
        DateTimeParser parsed = DateTimeParser.parse(text(value, kind));
        field.timetz(parsed.timeInZone(), parsed.secondsWest());
    }

    static void encodeTimestamp(ValueReader value, Kind kind, FieldWriter field)
            throws SQLException, UnfitValueException {
        String text = text(value, kind);
        field.timestamp(
                isInfinity(text) ? infinity(text) : DateTimeParser.parse(text).localTimestamp(), false);
    }

    static void encodeTimestamptz(ValueReader value, Kind kind, FieldWriter field)
            throws SQLException, UnfitValueException {
        String text = text(value, kind);
        field.timestamp(
                isInfinity(text) ? infinity(text) : DateTimeParser.parse(text).instant(), true);
    }

    static boolean isInfinity(String text) {
        return text.equals(INFINITY) || text.equals(MINUS_INFINITY);
    }

    private static long infinity(String text) {
        return text.equals(INFINITY) ? Long.MAX_VALUE : Long.MIN_VALUE;
    }

    private static String text(ValueReader value, Kind kind) throws UnfitValueException {
        return switch (kind) {
            case DATETIME, TEXT -> value.text();
            case NULL, BOOLEAN, INTEGER, FLOAT, BYTES, UNDECODABLE_TEXT, DECIMAL, JSON ->
                throw UnfitValueException.invalidDatetime("it is no date or time");
        };
    }
}
