package io.dbrestore.dialect.sqlite;

import io.dbrestore.spi.Codec;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.ValueWriter;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table, each value by its own storage class. A value that its column would change as soon as it is
 * written again is refused: it got there by an edit of the schema, and no INSERT could put it back.
 */
final class SqliteRowSource implements RowSource {

    private final Table table;
    private final TextEncoding encoding;
    private final Affinity[] affinities;
    private final @Nullable Codec[] plugins;
    private final Failures failures;
    private final PreparedStatement statement;
    private final ResultSet rows;

    /** @param plugins a codec of a plugin for each column, or null */
    SqliteRowSource(Handle handle, String select, Table table, List<@Nullable Codec> plugins) throws SQLException {
        this.table = table;
        this.encoding = TextEncoding.of(handle);
        this.affinities = table.columns().stream()
                .map(column -> Affinity.of(column.type()))
                .toArray(Affinity[]::new);
        this.plugins = plugins.toArray(Codec[]::new);
        this.failures = new Failures(handle);
        this.statement = handle.getConnection().prepareStatement(select);
        try {
            this.rows = statement.executeQuery();
        } catch (SQLException e) {
            statement.close();
            throw failures.explain(e);
        }
    }

    @Override
    public boolean next() throws SQLException {
        try {
            return rows.next();
        } catch (SQLException e) {
            throw failures.explain(e);
        }
    }

    @Override
    public void copyTo(ValueWriter values) throws SQLException {
        for (int i = 0; i < affinities.length; i++) {
            Codec plugin = plugins[i];
            if (plugin != null) {
                plugin.encode(rows, i + 1, values);
            } else {
                copy(i, values);
            }
        }
    }

    private void copy(int i, ValueWriter values) throws SQLException {
        byte[] raw = encoding.isUtf16() ? rows.getBytes(i + 1) : null; // getObject would convert the text in place
        Object value = rows.getObject(i + 1);
        if (value == null) {
            values.writeNull();
        } else if (value instanceof String text) {
            copyText(i, text, raw, values);
        } else if (value instanceof byte[] bytes) {
            values.writeBytes(bytes);
        } else if (value instanceof Double real) {
            Affinity affinity = affinities[i];
            require(affinity != Affinity.TEXT && !affinity.makesInteger(real) && !affinity.takesSign(real), i);
            values.writeDouble(real);
        } else {
            require(affinities[i] != Affinity.TEXT, i);
            values.writeInteger(((Number) value).longValue());
        }
    }

    private void copyText(int i, String text, byte @Nullable [] raw, ValueWriter values) throws SQLException {
        require(!affinities[i].makesNumber(text), i);
        if (raw != null) {
            values.writeText(encoding.decodeUtf16(raw));
        } else if (text.indexOf('\uFFFD') >= 0) { // perhaps the driver's stand-in for bytes that are not UTF-8
            byte[] bytes = rows.getBytes(i + 1);
            values.writeText(bytes, 0, bytes.length);
        } else {
            values.writeText(text);
        }
    }

    private void require(boolean stable, int i) throws SQLException {
        if (!stable) {
            Column column = table.columns().get(i);
            String update = "UPDATE \"" + table.name() + "\" SET \"" + column.name() + "\" = \"" + column.name() + "\"";
            throw new SQLException("column " + column.name() + " of " + table.name() + ", declared as "
                    + (column.type().isEmpty() ? "no type" : column.type())
                    + ", holds a value of another type that SQLite would convert if it were written again, so it could"
                    + " not be restored exactly. Let SQLite convert it now: " + update
                    + "; or leave the table out with --exclude");
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
