package io.dbrestore.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.ValueReader.Kind;
import io.dbrestore.tck.RecordedRow;
import io.dbrestore.testserver.MariaDbServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cursors and sinks, whatever becomes of them. */
final class MySqlLoadingTest {

    private static final String MANY_ROWS = """
            INSERT INTO t WITH RECURSIVE c AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM c WHERE n < 1000)
            SELECT a.n * 1000 + b.n, REPEAT('x', 100) FROM c a JOIN c b ON b.n <= 300""";

    private static RecordedRow row(long number, Object... texts) {
        RecordedRow row = new RecordedRow();
        row.writeInteger(number);
        for (Object text : texts) {
            if (text instanceof byte[] bytes) {
                row.writeBytes(bytes);
            } else {
                row.writeText((String) text);
            }
        }
        return row;
    }

    @Timeout(60)
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 150_000, 299_500, 300_000})
    void aCursorThatIsClosedEarlyLeavesTheConnectionAndAWritingTransactionAsTheyWere(int rows) throws SQLException {
        try (ValuesDatabase database = ValuesDatabase.create(
                "CREATE TABLE t (n integer PRIMARY KEY, v text)", "CREATE TABLE written (a integer)", MANY_ROWS)) {
            Table table = database.table("t");

            database.committing(() -> {
                database.run("INSERT INTO written VALUES (1)");
                try (RowSource source = database.source(table, Codecs.none())) {
                    for (int i = 0; i < rows; i++) {
                        assertThat(source.next()).isTrue();
                    }
                }
                assertThat(database.query("SELECT COUNT(*) FROM written")).containsExactly("1");
                assertThat(database.query("SELECT COUNT(*) FROM t")).containsExactly("300000");
            });

            assertThat(database.query("SELECT COUNT(*) FROM written")).containsExactly("1");
        }
    }

    @Test
    void aCursorThatMeetsAnErrorLeavesAWritingTransactionAsItWas() throws SQLException {
        try (ValuesDatabase database =
                ValuesDatabase.create("CREATE TABLE t (n integer)", "CREATE TABLE written (a integer)")) {
            Table table = database.table("t");
            database.run("DROP TABLE t");

            database.committing(() -> {
                database.run("INSERT INTO written VALUES (1)");
                assertThatThrownBy(() -> database.source(table, Codecs.none())).isInstanceOf(SQLException.class);
            });

            assertThat(database.query("SELECT COUNT(*) FROM written")).containsExactly("1");
        }
    }

    @Tag("case-58")
    @Test
    void rowsOfAnySizeAreLoadedTogether() throws SQLException {
        try (ValuesDatabase database =
                ValuesDatabase.create("CREATE TABLE t (n integer PRIMARY KEY, v longtext, b longblob)")) {
            List<RecordedRow> rows = new ArrayList<>();
            int[] sizes = {0, 1, 1_000, 100_000, 262_143, 262_144, 1_100_000, 5_000_000, 3};
            for (int i = 0; i < sizes.length; i++) {
                String text = (i % 2 == 0 ? "x'\\?" : "\u00e9?").repeat(sizes[i] / 4);
                rows.add(row(i, text, new byte[sizes[i]]));
            }
            Table table = database.table("t");

            database.committing(
                    () -> assertThat(database.load(table, rows, Codecs.none())).isEqualTo(sizes.length));

            List<RecordedRow.Value> loaded = new ArrayList<>();
            database.committing(() -> database.read(table, Codecs.none()).forEach(row -> loaded.addAll(row.values())));
            assertThat(loaded)
                    .isEqualTo(
                            rows.stream().flatMap(row -> row.values().stream()).toList());
        }
    }

    @Tag("case-58")
    @Test
    void aRowOfManyMiddlingValuesIsLoaded() throws SQLException {

        StringBuilder table = new StringBuilder("CREATE TABLE t (n integer");
        Object[] values = new Object[100];
        for (int i = 0; i < values.length; i++) {
            table.append(", c").append(i).append(" longtext");
            values[i] = "\u65e5".repeat(40_000) + i;
        }

        try (ValuesDatabase database = ValuesDatabase.create(table + ")")) {
            Table target = database.table("t");

            database.committing(() -> database.load(target, List.of(row(1, values)), Codecs.none()));

            assertThat(database.query("SELECT CHAR_LENGTH(c0), c99 = CONCAT(REPEAT('\u65e5', 40000), 99) FROM t"))
                    .containsExactly("40001|1");
        }
    }

    @Tag("case-58")
    @Test
    void aValueThatTheServerDoesNotTakeIsRefusedByNameAndOneThatItTakesIsNot() throws SQLException {
        try (MariaDbServer server = MariaDbServer.start("--max-allowed-packet=1M");
                ValuesDatabase database = new ValuesDatabase(server.url("", "root"), "CREATE DATABASE d", "USE d");
                ValuesDatabase inside = new ValuesDatabase(
                        server.url("d", "root"),
                        "CREATE TABLE t (n integer, v longtext CHARACTER SET utf8mb4, b longblob, c longblob)")) {
            Table table = inside.table("t");
            byte[] most = new byte[1_000_000];
            String text = "\u00e9".repeat(500_000);

            inside.committing(() -> inside.load(table, List.of(row(1, text, most, most)), Codecs.none()));
            assertThat(inside.query("SELECT LENGTH(v), LENGTH(b), LENGTH(c) FROM t"))
                    .containsExactly("1000000|1000000|1000000");
            inside.committing(
                    () -> assertThat(inside.read(table, Codecs.none())).hasSize(1));

            assertThatThrownBy(() -> inside.committing(() -> inside.load(
                            table,
                            List.of(row(1, "a", most, most), row(2, "a", new byte[1_048_577], most)),
                            Codecs.none())))
                    .hasMessageContaining("row 2 for t: column b (longblob)")
                    .hasMessageContaining("1,048,577 bytes")
                    .hasMessageContaining("max_allowed_packet = 2097152");
            assertThat(inside.query("SELECT COUNT(*) FROM t")).containsExactly("1");
            assertThat(database.query("SELECT 1")).containsExactly("1");
        }
    }

    @Tag("case-76")
    @Test
    void enumsWithoutALabelAreLoadedAmongOthersAndNothingElseSlipsThroughWithThem() throws SQLException {
        try (ValuesDatabase database =
                ValuesDatabase.create("CREATE TABLE t (n tinyint, e enum('a','') NOT NULL, f enum('b') NOT NULL)")) {
            Table table = database.table("t");
            List<RecordedRow> rows = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                RecordedRow row = row(i);
                if (i % 5 == 0) {
                    row.writeInteger(0);
                    row.writeInteger(i % 10 == 0 ? 0 : 1);
                } else {
                    row.writeText(i % 2 == 0 ? "" : "a");
                    row.writeText("b");
                }
                rows.add(row);
            }

            database.committing(() -> {
                String settings = "SELECT @@sql_mode, @@max_error_count";
                List<String> before = database.query(settings);
                assertThat(database.load(table, rows, Codecs.none())).isEqualTo(100);
                assertThat(database.query(settings)).isEqualTo(before);
            });
            assertThat(database.query("SELECT SUM(e = 0), SUM(f = 0), SUM(e + 0 = 2), COUNT(*) FROM t"))
                    .containsExactly("20|10|40|100");

            RecordedRow tooBig = row(1_000);
            tooBig.writeInteger(0);
            tooBig.writeInteger(0);
            assertThatThrownBy(() -> database.committing(() -> database.load(table, List.of(tooBig), Codecs.none())))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("does not fit its column");
            assertThat(database.query("SELECT COUNT(*) FROM t")).containsExactly("100");
        }
    }

    @ParameterizedTest
    @CsvSource({"\ud83d", "a\udc00b"})
    void halfOfASurrogatePairIsRefusedAndNotChanged(String text) throws SQLException {
        try (ValuesDatabase database = ValuesDatabase.create("CREATE TABLE t (n integer, v text)")) {
            Table table = database.table("t");

            assertThatThrownBy(() ->
                            database.committing(() -> database.load(table, List.of(row(1, text)), Codecs.none())))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("column v")
                    .hasMessageContaining("half of a surrogate pair");
        }
    }

    @Test
    void valuesOfOtherKindsAreConvertedByTheServerOrRefused() throws SQLException {
        try (ValuesDatabase database = ValuesDatabase.create(
                "CREATE TABLE t (i integer, d decimal(5,2), f double, b bit(8), v varchar(99), w datetime)")) {
            Table table = database.table("t");
            RecordedRow taken = new RecordedRow();
            taken.writeText("42");
            taken.writeText("1.50");
            taken.writeDecimal("0.25");
            taken.writeText("255");
            taken.writeDecimal("1.10");
            taken.writeText("2026-01-15 10:30:00");
            database.committing(() -> database.load(table, List.of(taken), Codecs.none()));
            assertThat(database.query("SELECT i, d, f, b + 0, v, w FROM t"))
                    .containsExactly("42|1.50|0.25|255|1.10|2026-01-15 10:30:00");

            for (String nonsense : List.of("1); DROP TABLE t; --", "'", "\\", "1e999", "NaN")) {
                RecordedRow refused = new RecordedRow();
                refused.add(Kind.INTEGER, nonsense);
                refused.writeNull();
                refused.writeDecimal(nonsense);
                refused.writeNull();
                refused.writeText(nonsense);
                refused.writeNull();
                assertThatThrownBy(
                                () -> database.committing(() -> database.load(table, List.of(refused), Codecs.none())))
                        .as(nonsense)
                        .isInstanceOf(SQLException.class);
            }
            assertThat(database.query("SELECT COUNT(*) FROM t")).containsExactly("1");
        }
    }

    @Tag("case-69")
    @Test
    void theNumberZeroStaysZeroInAColumnThatCounts() throws SQLException {
        try (ValuesDatabase database =
                ValuesDatabase.create("CREATE TABLE t (n integer PRIMARY KEY AUTO_INCREMENT, v text)")) {
            Table table = database.table("t");

            database.committing(() -> database.load(table, List.of(row(0, "a"), row(7, "b")), Codecs.none()));

            assertThat(database.query("SELECT n FROM t ORDER BY n")).containsExactly("0", "7");
        }
    }
}
