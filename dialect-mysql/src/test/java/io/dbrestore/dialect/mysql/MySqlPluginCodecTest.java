package io.dbrestore.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.spi.Codec;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import io.dbrestore.spi.ValueWriter;
import io.dbrestore.tck.RecordedRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Tables with a column for which a plugin has a codec; all other columns are carried as ever. */
final class MySqlPluginCodecTest {

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
            assertThat(statement.getConnection().isClosed()).isFalse();
            statement.setString(index, new StringBuilder(value.text()).reverse().toString());
        }
    }

    @Test
    void valuesOfAllTypesStandInTheDumpAsEverAndComeBack() throws SQLException {
        try (ValuesDatabase database = ValuesDatabase.create()) {
            SoftAssertions softly = new SoftAssertions();
            for (TypeValues type : TypeValues.ALL) {
                database.run(
                        "DROP TABLE IF EXISTS t",
                        "CREATE TABLE t (n integer PRIMARY KEY, upside_down varchar(9) NOT NULL DEFAULT 'a?c', v "
                                + type.type() + ")");
                for (int i = 0; i < type.values().size(); i++) {
                    String literal = type.values().get(i).literal();
                    database.run("INSERT INTO t (n, v) VALUES (" + i + ", " + literal + ")");
                }
                String image =
                        "SELECT n, upside_down, " + ValuesDatabase.image(type.type(), "v") + " FROM t ORDER BY n";
                List<String> before = database.query(image);
                Table table = database.table("t");
                List<RecordedRow> plain = new ArrayList<>();
                List<RecordedRow> rows = new ArrayList<>();

                database.committing(() -> {
                    plain.addAll(database.read(table, Codecs.none()));
                    rows.addAll(database.read(table, CODECS));
                });
                database.run("TRUNCATE t");
                database.committing(() -> database.load(table, rows, CODECS));

                assertThat(rows.get(0).values().get(1).value()).isEqualTo("c?a");
                softly.assertThat(values(rows)).as(type.type()).isEqualTo(values(plain));
                softly.assertThat(database.query(image)).as(type.type()).isEqualTo(before);
            }
            softly.assertAll();
        }
    }

    private static List<RecordedRow.Value> values(List<RecordedRow> rows) {
        return rows.stream().map(row -> row.values().get(2)).toList();
    }

    @Test
    void aCodecThatBindsNothingIsNamed() throws SQLException {
        Codecs lazy = new Codecs(List.of(new Codec() {
            @Override
            public boolean handles(Dialect dialect, Column column) {
                return column.name().equals("v");
            }

            @Override
            public void encode(ResultSet row, int index, ValueWriter value) {
                value.writeNull();
            }

            @Override
            public void decode(ValueReader value, Kind kind, PreparedStatement statement, int index) {}
        }));
        try (ValuesDatabase database = ValuesDatabase.create("CREATE TABLE t (v varchar(9))")) {
            RecordedRow row = new RecordedRow();
            row.writeText("a");
            Table table = database.table("t");

            assertThatThrownBy(() -> database.committing(() -> database.load(table, List.of(row), lazy)))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("codec has bound no value");
        }
    }
}
