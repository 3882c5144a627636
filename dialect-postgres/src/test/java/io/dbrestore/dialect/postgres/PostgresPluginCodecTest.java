package io.dbrestore.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.spi.Codec;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.RowSink;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import io.dbrestore.spi.ValueWriter;
import io.dbrestore.tck.RecordedRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables with a column for which a plugin has a codec: they go through plain JDBC, in all their columns. */
class PostgresPluginCodecTest {

    private static final PostgresDialect DIALECT = new PostgresDialect();
    private static final Codecs CODECS = new Codecs(List.of(new UpsideDown()));

    /** Keeps the text of the column named upside_down backwards. */
    private static final class UpsideDown implements Codec {

        @Override
        public boolean handles(Dialect dialect, Column column) {
            return column.name().equals("upside_down");
        }

        @Override
        public void encode(ResultSet row, int index, ValueWriter value) throws SQLException {
            value.writeText(new StringBuilder(row.getString(index)).reverse().toString());
        }

        @Override
        public void decode(ValueReader value, Kind kind, PreparedStatement statement, int index) throws SQLException {
            String text = new StringBuilder(value.text()).reverse().toString();
            statement.setObject(index, text, Types.OTHER);
        }
    }

    @Test
    void valuesOfAllOtherTypesStandInTheDumpAsEverAndComeBack() throws SQLException {
        try (ValuesDatabase database = ValuesDatabase.create(TypeValues.TYPES.toArray(String[]::new))) {
            database.run("SET TimeZone = 'Asia/Kathmandu'", "SET lc_monetary = 'C'");
            SoftAssertions softly = new SoftAssertions();
            for (TypeValues type : TypeValues.ALL) {
                if (needsCopy(type)) {
                    continue;
                }
                database.run(
                        "DROP TABLE IF EXISTS t, t_before",
                        "CREATE TABLE t (n integer, v " + type.type()
                                + ", upside_down inet NOT NULL DEFAULT '10::1:2')");
                for (int i = 0; i < type.values().size(); i++) {
                    String literal = type.values().get(i).literal();
                    database.run("INSERT INTO t VALUES (" + i + ", " + literal + ")");
                }
                database.run("INSERT INTO t VALUES (-1, NULL)");
                database.remember("t");
                Table table = database.table("t");
                List<RecordedRow.Value> byCopy = values(read(database, table, Codecs.none()));

                List<RecordedRow> rows = read(database, table, CODECS);
                database.run("TRUNCATE t");
                load(database, table, rows);

                assertThat(rows.get(0).values().get(2).value()).isEqualTo("2:1::01");
                softly.assertThat(values(rows))
                        .as(type.type())
                        .usingRecursiveComparison()
                        .isEqualTo(byCopy);
                softly.assertThat(database.different("t")).as(type.type()).isEmpty();
            }
            softly.assertAll();
        }
    }

    private static boolean needsCopy(TypeValues type) {
        return type.type().startsWith("reg")
                || List.of("xml", "xml[]", "tsquery", "kinds.page", "kinds.named")
                        .contains(type.type());
    }

    private static List<RecordedRow.Value> values(List<RecordedRow> rows) {
        return rows.stream().map(row -> row.values().get(1)).toList();
    }

    private static List<RecordedRow> read(ValuesDatabase database, Table table, Codecs codecs) throws SQLException {
        List<RecordedRow> rows = new ArrayList<>();
        try (RowSource source = DIALECT.read(database.handle(), table, codecs)) {
            while (source.next()) {
                RecordedRow row = new RecordedRow();
                source.copyTo(row);
                rows.add(row);
            }
        }
        return rows;
    }

    private static void load(ValuesDatabase database, Table table, List<RecordedRow> rows) throws SQLException {
        try (RowSink sink = DIALECT.load(database.handle(), table, CODECS)) {
            for (RecordedRow row : rows) {
                sink.copyFrom(row.reader());
            }
            assertThat(sink.finish()).isEqualTo(rows.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xml", "tsquery", "regclass", "regtype[]"})
    void whatOnlyCopyKeepsIsRefusedBesideThem(String type) throws SQLException {
        try (ValuesDatabase database = ValuesDatabase.create(
                "CREATE TABLE t (n integer, v " + type + ", upside_down text)",
                "INSERT INTO t VALUES (1, '" + (type.endsWith("]") ? "{}" : "pg_class") + "', '')")) {
            Table table = database.table("t");

            assertThatThrownBy(() -> read(database, table, CODECS))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("a value of type " + type.replace("[]", ""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000", "\ud83d"})
    void textThatNoDatabaseHoldsIsRefusedAndNotChanged(String text) throws SQLException {
        try (ValuesDatabase database = ValuesDatabase.create("CREATE TABLE t (n integer, v text, upside_down text)")) {
            RecordedRow row = new RecordedRow();
            row.writeInteger(1);
            row.writeText(text);
            row.writeText("");
            Table table = database.table("t");

            assertThatThrownBy(() -> load(database, table, List.of(row)))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("text cannot be loaded");
        }
    }
}
