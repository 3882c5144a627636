package io.dbrestore.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.RowSink;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import io.dbrestore.tck.RecordedRow;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cursors and sinks over COPY, whatever becomes of them. */
class PostgresCopyTest {

    private static final PostgresDialect DIALECT = new PostgresDialect();

    private static final String MANY_ROWS =
            "INSERT INTO t SELECT i, 't', repeat('x', 100) FROM generate_series(1, 150000) i";

    @Timeout(60)
    @ParameterizedTest
    @CsvSource({"true, 1", "true, 75000", "false, 0", "false, 1", "false, 75000"})
    void aCursorThatIsClosedEarlyLeavesTheConnectionAndAWritingTransactionAsTheyWere(boolean autoCommit, int rows)
            throws SQLException {
        try (ValuesDatabase database = ValuesDatabase.create(
                "CREATE TABLE t (n integer PRIMARY KEY, r regclass, v text)", MANY_ROWS, "SET search_path = public")) {
            Table table = database.table("t");
            database.connection().setAutoCommit(autoCommit);
            database.run("CREATE TABLE written (a integer)");

            try (RowSource source = DIALECT.read(database.handle(), table, Codecs.none())) {
                for (int i = 0; i < rows; i++) {
                    assertThat(source.next()).isTrue();
                }
            }

            assertThat(database.query("SELECT count(*), current_setting('search_path') FROM written"))
                    .containsExactly("0|public");
            assertThat(database.read(table.withColumns(table.columns().subList(0, 1))))
                    .hasSize(150_000);
        }
    }

    @Test
    void aCursorThatMeetsAnErrorLeavesAWritingTransactionAsItWas() throws SQLException {
        try (ValuesDatabase database = ValuesDatabase.create("CREATE TABLE t (n integer, v text)")) {
            Table table = database.table("t");
            database.run("DROP TABLE t");
            database.connection().setAutoCommit(false);
            database.run("CREATE TABLE t (other integer)");

            assertThatThrownBy(() -> DIALECT.read(database.handle(), table, Codecs.none()))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("\"n\" does not exist");

            assertThat(database.query("SELECT count(*) FROM t")).containsExactly("0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"integer", "inet"})
    void aSinkThatIsClosedUnfinishedInsertsNothing(String type) throws SQLException {
        try (ValuesDatabase database = ValuesDatabase.create("CREATE TABLE t (n integer, v " + type + ")")) {
            RecordedRow row = new RecordedRow();
            row.writeInteger(1);
            row.writeNull();
            Table table = database.table("t");

            try (RowSink sink = DIALECT.load(database.handle(), table, Codecs.none())) {
                for (int i = 0; i < 100_000; i++) {
                    sink.copyFrom(row.reader());
                }
            }

            assertThat(database.query("SELECT count(*) FROM t")).containsExactly("0");
            assertThat(database.load(table, List.of(row, row))).isEqualTo(2);
        }
    }

    @Test
    void aFailedSinkLeavesItsTransactionToARollbackToASavepoint() throws SQLException {
        try (ValuesDatabase database = ValuesDatabase.create("CREATE TABLE t (n integer PRIMARY KEY)")) {
            RecordedRow row = new RecordedRow();
            row.writeInteger(1);
            Table table = database.table("t");
            database.connection().setAutoCommit(false);
            database.run("SAVEPOINT before");

            assertThatThrownBy(() -> database.load(table, List.of(row, row))).hasMessageContaining("t_pkey");
            database.run("ROLLBACK TO SAVEPOINT before");

            assertThat(database.load(table, List.of(row))).isEqualTo(1);
        }
    }

    @Tag("case-59")
    @Test
    void aRowOfSixteenHundredColumnsComesBack() throws SQLException {
        StringBuilder columns = new StringBuilder("n integer");
        StringBuilder values = new StringBuilder("1");
        for (int i = 1; i < 1_600; i++) {
            columns.append(", c").append(i).append(i % 100 == 0 ? " inet" : " smallint");
            values.append(i % 100 == 0 ? ", '10.0.0.1'" : i % 7 == 0 ? ", NULL" : ", " + i);
        }
        try (ValuesDatabase database = ValuesDatabase.create(
                "CREATE TABLE t (" + columns + ")", "INSERT INTO t VALUES (" + values + ")", "ANALYZE t")) {
            List<RecordedRow> rows = database.read(database.table("t"));
            List<String> before = database.query("SELECT * FROM t");
            database.run("TRUNCATE t");

            assertThat(database.load(database.table("t"), rows)).isEqualTo(1);

            assertThat(database.query("SELECT * FROM t")).isEqualTo(before).hasSize(1);
        }
    }

    @Tag("case-62")
    @Test
    void identitiesThatAreAlwaysGeneratedTakeTheDumpsValues() throws SQLException {
        try (ValuesDatabase database = ValuesDatabase.create(
                "CREATE TABLE t (n integer GENERATED ALWAYS AS IDENTITY, twice integer GENERATED ALWAYS AS (n * 2) STORED)",
                "INSERT INTO t DEFAULT VALUES")) {
            Table table = database.table("t");
            RecordedRow row = new RecordedRow();
            row.writeInteger(41);

            database.load(table.withColumns(table.dataColumns()), List.of(row));

            assertThat(database.query("SELECT * FROM t ORDER BY n")).containsExactly("1|2", "41|82");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_node_tree", "pg_mcv_list", "gtsvector"})
    void aTypeThatTakesNoValuesIsRefusedByNameBeforeAnyRow(String type) throws SQLException {
        try (ValuesDatabase database = ValuesDatabase.create("CREATE TABLE t (n integer, v " + type + ")")) {
            Table table = database.table("t");

            assertThatThrownBy(() -> DIALECT.read(database.handle(), table, Codecs.none()))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("column v of public.t is of type " + type);
        }
    }

    @Tag("case-65")
    @Test
    void rowsOfChildrenAreTheirOwn() throws SQLException {
        try (ValuesDatabase database = ValuesDatabase.create(
                "CREATE TABLE t (n integer)",
                "CREATE TABLE child () INHERITS (t)",
                "INSERT INTO t VALUES (1)",
                "INSERT INTO child VALUES (2)")) {
            assertThat(database.read(database.table("t"))).hasSize(1);
        }
    }

    @Test
    void aTableWithoutColumnsKeepsItsRows() throws SQLException {
        try (ValuesDatabase database =
                ValuesDatabase.create("CREATE TABLE t ()", "INSERT INTO t SELECT FROM generate_series(1, 3)")) {
            Table table = new Table(new TableName("public", "t"), List.of(), List.of(), List.of(), List.of());
            List<RecordedRow> rows = database.read(table);

            database.load(table, rows);

            assertThat(database.query("SELECT count(*) FROM t")).containsExactly("6");
        }
    }
}
