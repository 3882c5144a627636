package io.dbrestore.dialect.postgres.copy;

import io.dbrestore.spi.Codec;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import io.dbrestore.spi.ValueWriter;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/**
 * Carries values of all types through plain JDBC, by the text that the server makes of them and takes: for the other
 * columns of a table that COPY must leave to a plugin's codec. The few types whose text says too little without COPY are
 * refused.
 */
public final class PlainCodec implements Codec {

    @Override
    public boolean handles(Dialect dialect, Column column) {
        return true;
    }

    @Override
    public void encode(ResultSet row, int index, ValueWriter value) throws SQLException {
        String text = row.getString(index);
        if (text == null) {
            value.writeNull();
            return;
        }
        String type = row.getMetaData().getColumnTypeName(index); // under a domain its base type
        switch (type) {
            case "bool" -> value.writeBoolean(text.equals("t"));
            case "int2", "int4", "oid" -> value.writeInteger(Long.parseLong(text));
            case "int8" -> value.writeBigint(Long.parseLong(text));
            case "float4" -> value.writeFloat(Float.parseFloat(text));
            case "float8" -> value.writeDouble(Double.parseDouble(text));
            case "numeric" -> value.writeDecimal(text);
            case "bytea" -> value.writeBytes(row.getBytes(index));
            case "json" -> value.writeJson(text, true);
            case "jsonb" -> value.writeJson(text, false);
            case "date", "time", "timetz", "timestamp", "timestamptz" -> value.writeDatetime(iso8601(text, type));
            default -> {
                refuseInexact(type);
                value.writeText(text);
            }
        }
    }

    private static String iso8601(String text, String type) throws SQLException {
        if (type.equals("date") || type.equals("time") || DateTimes.isInfinity(text)) {
            return text;
        }
        try {
            DateTimeParser parsed = DateTimeParser.parse(text);
            DateTimePrinter printer = new DateTimePrinter();
            DateTimePrinter printed = switch (type) {
                case "timetz" -> printer.timetz(parsed.timeInZone(), parsed.secondsWest());
                case "timestamp" -> printer.timestamp(parsed.localTimestamp(), false);
                default -> printer.timestamp(parsed.instant(), true);
            };
            return printed.toString();
        } catch (UnfitValueException e) {
            throw new SQLException("the server printed a " + type + " in an unknown form: " + text, e);
        }
    }

    private static void refuseInexact(String type) throws SQLException {
        String element = type.startsWith("_") ? type.substring(1) : type;
        if (element.equals("xml") || element.equals("tsquery") || element.startsWith("reg")) {
            throw new SQLException(
                    "a value of type " + element + " cannot be read exactly beside a plugin's codec, which keeps"
                            + " its table from COPY",
                    "0A000");
        }
    }

    @Override
    public void decode(ValueReader value, Kind kind, PreparedStatement statement, int index) throws SQLException {
        switch (kind) {
            case BYTES -> statement.setBytes(index, value.bytes());
            case UNDECODABLE_TEXT ->
                throw new SQLException("bytes that are no text cannot be loaded beside a plugin's codec", "22021");
            case NULL, BOOLEAN, INTEGER, FLOAT, TEXT, DECIMAL, DATETIME, JSON -> {
                String text = value.text();
                try {
                    Utf8.check(text);
                } catch (UnfitValueException e) {
                    throw new SQLException("text cannot be loaded: " + e.getMessage(), e.sqlState(), e);
                }
                statement.setObject(index, text, Types.OTHER);
            }
        }
    }
}
