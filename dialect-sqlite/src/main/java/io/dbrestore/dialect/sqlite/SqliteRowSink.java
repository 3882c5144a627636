package io.dbrestore.dialect.sqlite;

import io.dbrestore.spi.Codec;
import io.dbrestore.spi.RowSink;
import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.BitSet;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Inserts rows in batches, each value in the storage class that the dump says. What the column would change is bound so
 * that nothing is lost, or refused.
 */
final class SqliteRowSink implements RowSink {

    private static final int BATCH_ROWS = 1_000;
    private static final int BATCH_BYTES = 1 << 20;

    private final Table table;
    private final SqlSpelling sql;
    private final TextEncoding encoding;
    private final Affinity[] affinities;
    private final @Nullable Codec[] plugins;
    private final Connection connection;
    private final PreparedStatement statement;
    private final @Nullable Object[] row;
    private final BitSet rawText = new BitSet();
    private long rows;
    private int waitingRows;
    private long waitingBytes;

    /** @param plugins a codec of a plugin for each column, or null */
    SqliteRowSink(Handle handle, SqlSpelling sql, Table table, List<@Nullable Codec> plugins) throws SQLException {
        this.table = table;
        this.sql = sql;
        this.encoding = TextEncoding.of(handle);
        this.affinities = table.columns().stream()
                .map(column -> Affinity.of(column.type()))
                .toArray(Affinity[]::new);
        this.plugins = plugins.toArray(Codec[]::new);
        this.row = new Object[affinities.length];
        this.connection = handle.getConnection();
        this.statement = connection.prepareStatement(insert());
    }

    /** Text that Java's strings or UTF-8 cannot say is bound as bytes, and called text by a cast. */
    private String insert() {
        StringBuilder parameters = new StringBuilder();
        for (int i = 0; i < affinities.length; i++) {
            parameters.append(i == 0 ? "" : ", ").append(rawText.get(i) ? "CAST(? AS TEXT)" : "?");
        }
        return sql.insertInto(table.name(), table.columns()) + " VALUES (" + parameters + ")";
    }

    @Override
    public void copyFrom(ValueReader values) throws SQLException {
        rows++;
        for (int i = 0; i < affinities.length; i++) {
            Codec plugin = plugins[i];
            Kind kind = values.next();
            if (plugin != null && kind != Kind.NULL) {
                plugin.decode(values, kind, statement, i + 1);
            } else {
                row[i] = value(i, kind, values);
                bind(statement, i);
            }
        }
        if (!rawText.isEmpty()) {
            insertRaw();
            return;
        }
        statement.addBatch();
        if (++waitingRows == BATCH_ROWS || waitingBytes > BATCH_BYTES) {
            flush();
        }
    }

    /** A row that has text which is not well-formed goes by a statement of its own. */
    private void insertRaw() throws SQLException {
        for (Codec plugin : plugins) {
            if (plugin != null) {
                throw refusal(
                        rawText.nextSetBit(0), "text that is not well-formed, beside a column of a plugin's codec");
            }
        }
        statement.clearParameters();
        try (PreparedStatement single = connection.prepareStatement(insert())) {
            for (int i = 0; i < row.length; i++) {
                bind(single, i);
            }
            single.executeUpdate();
        }
        rawText.clear();
    }

    private void bind(PreparedStatement target, int i) throws SQLException {
        Object value = row[i];
        if (value == null) {
            target.setNull(i + 1, Types.NULL);
        } else if (value instanceof Long integer) {
            target.setLong(i + 1, integer);
        } else if (value instanceof Double real) {
            target.setDouble(i + 1, real);
        } else if (value instanceof byte[] bytes) {
            waitingBytes += bytes.length;
            target.setBytes(i + 1, bytes);
        } else {
            String text = (String) value;
            waitingBytes += 2L * text.length();
            target.setString(i + 1, text);
        }
    }

    private @Nullable Object value(int i, Kind kind, ValueReader values) throws SQLException {
        return switch (kind) {
            case NULL -> null;
            case BOOLEAN -> values.booleanValue() ? 1L : 0L;
            case INTEGER -> integer(i, values);
            case FLOAT -> affinities[i] == Affinity.TEXT ? values.text() : real(i, values.doubleValue());
            case DECIMAL -> decimal(i, values.text());
            case TEXT, DATETIME, JSON -> text(i, values.text());
            case BYTES -> values.bytes();
            case UNDECODABLE_TEXT -> undecodable(i, values.bytes());
        };
    }

    private Object integer(int i, ValueReader values) throws SQLException {
        if (affinities[i] == Affinity.TEXT) {
            return values.text();
        }
        String digits = values.text();
        if (digits.length() > 18 && new BigInteger(digits).bitLength() > 63) {
            throw refusal(i, "an integer beyond 64 bits");
        }
        long integer = values.longValue();
        if (affinities[i] == Affinity.REAL && Affinity.isTooPreciseForReal(integer)) {
            throw refusal(i, "an integer that a real number cannot hold exactly");
        }
        return integer;
    }

    private Double real(int i, double number) throws SQLException {
        if (Double.isNaN(number)) {
            throw refusal(i, "NaN, which SQLite would turn into NULL");
        }
        if (affinities[i].takesSign(number)) {
            throw refusal(i, "the sign of minus zero");
        }
        return number;
    }

    /** The infinities of reals come as decimals; others only from dumps that somebody else has written. */
    private Object decimal(int i, String text) throws SQLException {
        if (affinities[i] == Affinity.TEXT) {
            return text;
        }
        if (text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity")) {
            return real(i, Double.parseDouble(text));
        }
        if (affinities[i].isNumeric() && !affinities[i].keepsNumber(text)) {
            throw refusal(i, "a decimal number of more digits than its type can hold");
        }
        return text;
    }

    private Object text(int i, String text) throws SQLException {
        if (affinities[i].makesNumber(text) && !affinities[i].keepsText(text)) {
            throw refusal(i, "text that its type would turn into a number written otherwise");
        }
        if (TextEncoding.hasLoneSurrogate(text)) {
            rawText.set(i);
            return encoding.encode(text);
        }
        return text;
    }

    private byte[] undecodable(int i, byte[] bytes) throws SQLException {
        if (encoding.isUtf16()) {
            throw refusal(i, "text whose bytes are not valid UTF-8, which a database in UTF-16 cannot hold");
        }
        rawText.set(i);
        return bytes;
    }

    private SQLException refusal(int i, String what) {
        String column = table.columns().get(i).name();
        String type = table.columns().get(i).type();
        return new SQLException("row " + rows + " of " + table.name() + ": column " + column + " ("
                + (type.isEmpty() ? "no type" : type) + ") would lose " + what);
    }

    private void flush() throws SQLException {
        statement.executeBatch();
        waitingRows = 0;
        waitingBytes = 0;
    }

    @Override
    public long finish() throws SQLException {
        flush();
        return rows;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
