package io.dbrestore.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Types;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("case-86")
class DeclaredTypeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "integer",
                "int unsigned",
                "character varying(255)",
                "numeric(10,2)",
                "NUMERIC(38, 10)",
                "timestamp(6) with time zone",
                "INTERVAL DAY(18) TO SECOND(9)",
                "enum('a','b''c', 'default')",
                "enum('a\\\\', 'b')",
                "GEOMETRY(POINT, 4326)",
                "integer[]",
                "INTEGER ARRAY",
                "varchar(20) character set latin1",
                "shop.mood",
                "\"My Type\"",
            })
    void aTypeStandsAsItIs(String type) {
        assertThat(DeclaredType.isHarmless(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "integer); DROP TABLE users; --",
                "integer, x integer",
                "integer default 1",
                "integer CHECK (evil('x'))",
                "int as (select 1)",
                "integer -- comment",
                "integer /* comment */",
                "enum('a\\', 'b')",
                "enum('a\\\\\\', 'b')",
                "enum('a' || evil())",
                "numeric(evil(1))",
                "integer references users",
                "integer PRIMARY KEY",
            })
    void whatIsMoreThanATypeDoesNot(String type) {
        assertThat(DeclaredType.isHarmless(type)).isFalse();
    }

    @Test
    void whatIsNoTypeIsStagedAsText() {
        SqlSpelling sql = new SqlSpelling() {};
        Column evil = new Column("a", Types.OTHER, "int); DROP TABLE users; --", true, false, Column.Origin.GIVEN);

        assertThat(sql.createStaging(new TableName("", "s"), List.of(evil)))
                .isEqualTo("CREATE TEMPORARY TABLE \"s\" (\"a\" VARCHAR(1000000))");
        assertThat(sql.convertedExactly("x", evil, "y", evil)).doesNotContain("DROP");
    }
}
