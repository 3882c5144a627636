package io.dbrestore.dialect.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.spi.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which materialized views are refreshed, and in which order. */
@Tag("case-66")
class MaterializedViewsTest {

    private static List<String> refresh(Database database, Connection connection, String... written)
            throws SQLException {
        List<Table> tables = new ArrayList<>();
        for (String name : written) {
            tables.add(database.table(name));
        }
        connection.setAutoCommit(false);
        List<String> warnings = new MaterializedViews(connection).refresh(tables);
        connection.commit();
        connection.setAutoCommit(true);
        return warnings;
    }

    @ParameterizedTest
    @ValueSource(strings = {"14", "17", "18"})
    void thoseThatDependOnAWrittenTableAreRefreshedInTheirOrder(String major) throws SQLException {
        try (Database database = Database.onVersion(
                major,
                "CREATE TABLE t (a int)",
                "CREATE TABLE other (a int)",
                "CREATE MATERIALIZED VIEW \"z {first}\" AS SELECT count(*) AS n FROM t",
                "CREATE VIEW between_them AS SELECT n + 1 AS n FROM \"z {first}\"",
                "CREATE MATERIALIZED VIEW a_last AS SELECT n + 1 AS n FROM between_them",
                "CREATE MATERIALIZED VIEW unfilled AS SELECT n FROM a_last WITH NO DATA",
                "CREATE MATERIALIZED VIEW unrelated AS SELECT count(*) AS n FROM other",
                "INSERT INTO t VALUES (1), (2)",
                "INSERT INTO other VALUES (1)")) {

            List<String> warnings = refresh(database, database.connection(), "t");

            assertThat(warnings).isEmpty();
            assertThat(database.query("SELECT n FROM a_last")).containsExactly("4");
            assertThat(database.query("SELECT n FROM unrelated")).containsExactly("0");
            assertThat(database.query("SELECT relispopulated FROM pg_class WHERE relname = 'unfilled'"))
                    .containsExactly("f");
        }
    }

    @Test
    void aPartitionAnHeirAndAFunctionAreSeenThrough() throws SQLException {
        try (Database database = Database.with(
                "CREATE TABLE root (a int) PARTITION BY LIST (a)",
                "CREATE TABLE leaf PARTITION OF root DEFAULT",
                "CREATE TABLE parent (a int)",
                "CREATE TABLE child () INHERITS (parent)",
                "CREATE TABLE third (a int)",
                "CREATE FUNCTION known() RETURNS bigint STABLE BEGIN ATOMIC SELECT count(*) FROM third; END",
                "CREATE FUNCTION opaque() RETURNS bigint STABLE LANGUAGE sql AS 'SELECT count(*) FROM public.third'",
                "CREATE MATERIALIZED VIEW of_leaf AS SELECT count(*) AS n FROM leaf",
                "CREATE MATERIALIZED VIEW of_parent AS SELECT count(*) AS n FROM parent",
                "CREATE MATERIALIZED VIEW of_known AS SELECT known() AS n",
                "CREATE MATERIALIZED VIEW of_opaque AS SELECT opaque() AS n",
                "INSERT INTO root VALUES (1)",
                "INSERT INTO child VALUES (1)",
                "INSERT INTO third VALUES (1)")) {

            refresh(database, database.connection(), "root");
            assertThat(counts(database)).containsExactly("1", "0", "0", "1");
            refresh(database, database.connection(), "child");
            assertThat(counts(database)).containsExactly("1", "1", "0", "1");
            refresh(database, database.connection(), "third");
            assertThat(counts(database)).containsExactly("1", "1", "1", "1");
        }
    }

    private static List<String> counts(Database database) throws SQLException {
        return database.query("SELECT n FROM of_leaf UNION ALL SELECT n FROM of_parent UNION ALL SELECT n FROM of_known"
                + " UNION ALL SELECT n FROM of_opaque");
    }

    @Test
    @Tag("case-45")
    void oneThatCannotBeRefreshedIsNamedAndTheOthersAre() throws SQLException {
        try (Database database = Database.with(
                "CREATE TABLE t (a int)",
                "CREATE MATERIALIZED VIEW a_failing AS SELECT 1 / (1 - count(*)) AS n FROM t",
                "CREATE MATERIALIZED VIEW b_fine AS SELECT count(*) AS n FROM t",
                "INSERT INTO t VALUES (1)")) {
            String role = database.newRole();

            List<String> failed = refresh(database, database.connection(), "t");

            assertThat(failed)
                    .singleElement()
                    .asString()
                    .startsWith("The materialized view public.a_failing could not be refreshed and shows what it showed"
                            + " before: ")
                    .contains("division by zero")
                    .endsWith("As its owner, run: REFRESH MATERIALIZED VIEW public.a_failing");
            assertThat(database.query("SELECT n FROM b_fine")).containsExactly("1");
            try (Connection connection = database.as(role)) {
                assertThat(refresh(database, connection, "t"))
                        .hasSize(2)
                        .allSatisfy(warning -> assertThat(warning).contains("could not be refreshed"));
            }
        }
    }

    @Test
    @Tag("case-43")
    void oneThatRowLevelSecurityThinsOutIsRefreshedAsItsOwnerWould() throws SQLException {
        try (Database database = Database.with("CREATE TABLE t (a int)", "INSERT INTO t VALUES (1), (2)")) {
            String role = database.newRole();
            database.execute(
                    "GRANT SELECT ON t TO " + role,
                    "GRANT CREATE ON SCHEMA public TO " + role,
                    "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
                    "CREATE POLICY first ON t USING (a = 1)");
            try (Connection connection = database.as(role)) {
                Database.execute(
                        connection,
                        "CREATE MATERIALIZED VIEW mine AS SELECT a FROM t WITH NO DATA",
                        "REFRESH MATERIALIZED VIEW mine",
                        "SET row_security = off");

                assertThat(refresh(database, connection, "t")).isEmpty();

                assertThat(Database.query(connection, "SELECT a FROM mine")).containsExactly("1");
                assertThat(Database.query(connection, "SHOW row_security")).containsExactly("off");
            }
        }
    }
}
