package io.dbrestore.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.spi.Table;
import io.dbrestore.spi.ValueReader.Kind;
import io.dbrestore.tck.RecordedRow;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of another kind than their column's, as dumps have them that were edited or come from other tools. */
class PostgresOddValuesTest {

    private static ValuesDatabase database;

    @BeforeAll
    static void makeDatabase() throws SQLException {
        database = ValuesDatabase.create("SET TimeZone = 'UTC'");
    }

    @AfterAll
    static void close() throws SQLException {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "boolean; TEXT; t; t",
                "boolean; TEXT; false; f",
                "boolean; INTEGER; 1; t",
                "smallint; TEXT; -7; -7",
                "integer; DECIMAL; 42.00; 42",
                "integer; FLOAT; 1.0E5; 100000",
                "bigint; TEXT; 9007199254740993; 9007199254740993",
                "oid; INTEGER; 4294967295; 4294967295",
                "real; DECIMAL; 0.1; 0.1",
                "real; INTEGER; 16777216; 1.6777216e+07",
                "double precision; DECIMAL; NaN; NaN",
                "double precision; TEXT; -Infinity; -Infinity",
                "double precision; INTEGER; 9007199254740992; 9.007199254740992e+15",
                "numeric; INTEGER; 12345678901234567890; 12345678901234567890",
                "numeric; FLOAT; 1.5E3; 1500",
                "numeric; FLOAT; 1.50E-7; 0.000000150",
                "numeric; TEXT; -0012.340; -12.340",
                "numeric; DECIMAL; -.5e1; -5",
                "numeric; TEXT; 0e5; 0",
                "numeric; DECIMAL; 1e4; 10000",
                "text; INTEGER; 42; 42",
                "text; FLOAT; 1.0E5; 1.0E5",
                "text; BOOLEAN; true; true",
                "text; DATETIME; 2026-01-15T10:30:00Z; 2026-01-15T10:30:00Z",
                "text; JSON; [1.50]; [1.50]",
                "\"char\"; TEXT; \\\\101; A",
                "json; TEXT; [1.50]; [1.50]",
                "jsonb; DECIMAL; 1.50; 1.50",
                "jsonb; BOOLEAN; true; true",
                "bytea; TEXT; \\\\x00fF; \\\\x00ff",
                "uuid; TEXT; {FEDCBA98-76543210FFFF-FFFFFFFFFFFF}; fedcba98-7654-3210-ffff-ffffffffffff",
                "date; TEXT; 2026-01-15; 2026-01-15",
                "date; DATETIME; 2026-01-15T00:00:00Z; 2026-01-15",
                "date; TEXT; 0044-03-15 BC; 0044-03-15 BC",
                "time; TEXT; 10:30; 10:30:00",
                "timetz; TEXT; 10:30:00.5+02; 10:30:00.5+02",
                "timetz; DATETIME; 10:30:00Z; 10:30:00+00",
                "timestamp; TEXT; 2026-01-15 10:30:00.5; 2026-01-15 10:30:00.5",
                "timestamp; DATETIME; 2026-01-15T10:30:00Z; 2026-01-15 10:30:00",
                "timestamp; DATETIME; 2026-01-15; 2026-01-15 00:00:00",
                "timestamp; DATETIME; 2026-01-15T24:00:00; 2026-01-16 00:00:00",
                "timestamp; DATETIME; 2026-01-15T10:30:00.123456000; 2026-01-15 10:30:00.123456",
                "timestamptz; TEXT; 2026-01-15 10:30:00+00; 2026-01-15 10:30:00+00",
                "timestamptz; DATETIME; 2026-01-15T10:30:00+02:00; 2026-01-15 08:30:00+00",
                "timestamptz; DATETIME; 2026-01-15T10:30:00-0530; 2026-01-15 16:00:00+00",
                "timestamptz; DATETIME; 2026-01-15T10:30:00; 2026-01-15 10:30:00+00",
                "timestamptz; TEXT; 0044-03-15 12:00:00+00 BC; 0044-03-15 12:00:00+00 BC",
                "timestamptz; TEXT; infinity; infinity",
                "interval; TEXT; 1 day; 1 day",
                "inet; TEXT; 10.0.0.1; 10.0.0.1",
                "integer[]; JSON; {1}; {1}"
            })
    void areTakenWhereTheyMeanTheSame(String type, Kind kind, String value, String stored) throws SQLException {
        for (String other : List.of("integer", "inet")) { // in the binary format, and in text
            Table table = table(type, other);

            database.load(table, List.of(row(kind, unescaped(value))));

            assertThat(database.query("SELECT v FROM t")).containsExactly(unescaped(stored));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "boolean; TEXT; yes; 22P02",
                "boolean; INTEGER; 2; 22P02",
                "boolean; DECIMAL; 1; 22P02",
                "smallint; INTEGER; 32768; 22003",
                "integer; INTEGER; 2147483648; 22003",
                "integer; DECIMAL; 0.5; 22003",
                "integer; DECIMAL; 1e999999999; 22003",
                "integer; TEXT; ''; 22P02",
                "integer; TEXT; 0x1F; 22P02",
                "integer; BOOLEAN; true; 22P02",
                "integer; BYTES; AA==; 22P02",
                "bigint; INTEGER; 9223372036854775808; 22003",
                "oid; INTEGER; -1; 22003",
                "real; DECIMAL; 1e39; 22003",
                "real; FLOAT; 1.0E-50; 22003",
                "real; INTEGER; 16777217; 22003",
                "double precision; INTEGER; 9007199254740993; 22003",
                "double precision; DECIMAL; 1e400; 22003",
                "double precision; TEXT; 1d; 22P02",
                "numeric; TEXT; 1,5; 22P02",
                "numeric; DECIMAL; 1e131072; 22003",
                "numeric; DECIMAL; 1e-16384; 22003",
                "numeric; DECIMAL; 1e999999999; 22003",
                "numeric; BOOLEAN; true; 22P02",
                "\"char\"; TEXT; ab; 22P02",
                "\"char\"; TEXT; \u00e9; 22P02",
                "json; BYTES; AA==; 22P02",
                "bytea; TEXT; 3q0=; 22P02",
                "bytea; TEXT; \\\\x0; 22P02",
                "uuid; TEXT; fedcba98-7654-3210-ffff-fffffffffff; 22P02",
                "uuid; TEXT; gedcba98-7654-3210-ffff-ffffffffffff; 22P02",
                "date; DATETIME; 2026-02-29; 22007",
                "date; DATETIME; 0000-01-01; 22007",
                "date; DATETIME; 2026-01-15T00:00:01; 22007",
                "date; DATETIME; 2026-01-15T00:00:00+02:00; 22007",
                "date; DATETIME; 5874898-01-01; 22007",
                "date; INTEGER; 20000; 22007",
                "date; TEXT; now; 22007",
                "time; DATETIME; 24:00:00.000001; 22007",
                "time; DATETIME; 10:30:00Z; 22007",
                "time; DATETIME; 2026-01-15; 22007",
                "timetz; DATETIME; 10:30:00; 22007",
                "timestamp; DATETIME; 2026-01-15T10:30:00+02:00; 22007",
                "timestamp; DATETIME; 2026-01-15T10:30:00.1234567; 22007",
                "timestamp; DATETIME; 2026-01-15T10:60:00; 22007",
                "timestamp; DATETIME; 2026-01-15T10:30:00 AD; 22007",
                "timestamp; DATETIME; 10:30:00; 22007",
                "timestamptz; DATETIME; 2026-01-15T10:30:00+16:00; 22007",
                "timestamptz; DATETIME; 2026-01-15T10:30:00 BC BC; 22007",
                "timestamptz; DATETIME; 99999999999999999999-01-01T00:00:00Z; 22007",
                "text; UNDECODABLE_TEXT; gA==; 22021",
                "text; BYTES; gA==; 22021",
                "inet; BYTES; gA==; 22021"
            })
    void areRefusedByNameWhereTheyDoNot(String type, Kind kind, String value, String state) throws SQLException {
        for (String other : List.of("integer", "inet")) {
            Table table = table(type, other);

            assertThatThrownBy(() -> database.load(table, List.of(row(kind, unescaped(value)))))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state))
                    .hasMessageContaining("column v")
                    .hasMessageContaining(
                            kind == Kind.BYTES || kind == Kind.UNDECODABLE_TEXT ? "1 bytes" : unescaped(value));

            assertThat(database.query("SELECT v FROM t")).isEmpty();
        }
    }

    @Tag("case-50")
    @ParameterizedTest
    @ValueSource(strings = {"text", "character varying(9)", "json", "jsonb", "inet", "text[]"})
    void textThatNoDatabaseOfPostgresqlHoldsIsRefusedByName(String type) throws SQLException {
        for (String value : List.of("a\u0000b", "\ud83d", "\ude00", "a\ud83d\t", "x".repeat(70_000) + "\u0000")) {
            for (String other : List.of("integer", "inet")) {
                Table table = table(type, other);

                assertThatThrownBy(() -> database.load(table, List.of(row(Kind.TEXT, value))))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("22021"))
                        .hasMessageStartingWith("column v (");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"integer", "inet"})
    void whatTheServerRefusesIsToldWithItsColumnAndLine(String other) throws SQLException {
        Table table = table("character varying(3)", other);

        assertThatThrownBy(() -> database.load(table, List.of(row(Kind.TEXT, "abc"), row(Kind.TEXT, "abcd"))))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("COPY t, line 2, column v");
    }

    private static Table table(String type, String other) throws SQLException {
        database.run("DROP TABLE IF EXISTS t", "CREATE TABLE t (v " + type + ", other " + other + ")");
        return database.table("t");
    }

    private static RecordedRow row(Kind kind, String value) {
        RecordedRow row = new RecordedRow();
        row.add(
                kind,
                switch (kind) {
                    case BOOLEAN -> Boolean.valueOf(value);
                    case BYTES, UNDECODABLE_TEXT -> Base64.getDecoder().decode(value);
                    case NULL, INTEGER, FLOAT, TEXT, DECIMAL, DATETIME, JSON -> value;
                });
        row.writeNull();
        return row;
    }

    private static String unescaped(String text) {
        return text.replace("\\\\", "\\");
    }
}
