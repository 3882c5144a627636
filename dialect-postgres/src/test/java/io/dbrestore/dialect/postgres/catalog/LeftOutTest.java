package io.dbrestore.dialect.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.LeftOut;
import io.dbrestore.spi.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is not dumped, what cannot be, and what is said of it. */
class LeftOutTest {

    @Test
    @Tag("case-66")
    void whatIsNoPlainTableIsLeftOutWithItsReason() throws SQLException {
        try (Database database = Database.with(
                "CREATE TABLE t (a int)",
                "CREATE VIEW seen AS SELECT * FROM t",
                "CREATE MATERIALIZED VIEW kept AS SELECT * FROM t",
                "CREATE MATERIALIZED VIEW unfilled AS SELECT * FROM t WITH NO DATA",
                "CREATE TEMPORARY TABLE passing (a int)",
                "CREATE EXTENSION postgres_fdw",
                "CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw",
                "CREATE FOREIGN TABLE abroad (a int) SERVER far",
                "CREATE EXTENSION hstore",
                "CREATE TABLE of_extension (a int)",
                "CREATE SEQUENCE sequence_of_extension",
                "ALTER EXTENSION hstore ADD TABLE of_extension",
                "CREATE VIEW view_of_extension AS SELECT * FROM of_extension",
                "ALTER EXTENSION hstore ADD VIEW view_of_extension",
                "ALTER EXTENSION hstore ADD SEQUENCE sequence_of_extension")) {

            Catalog catalog = database.catalog();

            assertThat(catalog.tables())
                    .extracting(table -> table.name().name())
                    .containsExactly("t");
            assertThat(catalog.sequences()).isEmpty();
            assertThat(catalog.leftOut())
                    .extracting(left -> left.table().name(), LeftOut::reason)
                    .containsExactly(
                            tuple("abroad", "a foreign table, whose rows are in another database"),
                            tuple("kept", "a materialized view, which is refreshed after a restore"),
                            tuple("of_extension", "belongs to the extension hstore"),
                            tuple("seen", "a view"),
                            tuple("unfilled", "a materialized view, which has not been filled"));
        }
    }

    @Test
    @Tag("case-64")
    void aPartitionThatIsAForeignTableIsDumpedWithItsRootAndSaidSo() throws SQLException {
        try (Database database = Database.with(
                "CREATE EXTENSION postgres_fdw",
                "CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw",
                "CREATE TABLE root (a int) PARTITION BY LIST (a)",
                "CREATE FOREIGN TABLE abroad PARTITION OF root DEFAULT SERVER far")) {

            Catalog catalog = database.catalog();

            assertThat(catalog.tables()).hasSize(1);
            assertThat(catalog.leftOut()).isEmpty();
            assertThat(catalog.warnings())
                    .containsExactly("The partition public.abroad is a foreign table: its rows are dumped and restored"
                            + " with those of the other partitions.");
        }
    }

    @Test
    @Tag("case-66")
    void rowsThatAUserPutIntoATableOfAnExtensionAreNotLost() throws SQLException {
        try (Database database = Database.with(
                "CREATE EXTENSION hstore",
                "CREATE TABLE systems (id int PRIMARY KEY, own boolean)",
                "INSERT INTO systems VALUES (1, false)",
                "ALTER EXTENSION hstore ADD TABLE systems",
                """
                UPDATE pg_extension SET extconfig = ARRAY['systems'::regclass::oid], extcondition = ARRAY['WHERE own']
                WHERE extname = 'hstore'""")) {
            database.connection().setAutoCommit(false);
            TableName systems = new TableName("public", "systems");

            assertThat(database.catalog().table(systems))
                    .as("a restore may have rows for it")
                    .isPresent();
            database.execute("SET TRANSACTION READ ONLY");
            assertThat(database.catalog().table(systems))
                    .as("no row of a user's")
                    .isEmpty();
            database.connection().commit();
            database.execute("INSERT INTO systems VALUES (2, true)");
            database.connection().commit();
            database.execute("SET TRANSACTION READ ONLY");
            assertThat(database.catalog().table(systems))
                    .as("a row of a user's")
                    .isPresent();
            database.connection().commit();

            String role = database.newRole();
            database.execute("GRANT SELECT ON systems TO " + role);
            database.connection().commit();
            try (Connection connection = database.as(role)) {
                Catalog catalog = new PostgresCatalog(connection).read();
                assertThat(catalog.tables()).isEmpty();
                assertThat(catalog.warnings())
                        .containsExactly("Table public.systems belongs to the extension hstore and holds rows of yours,"
                                + " which are not dumped, as they could not be restored. As its owner, run: GRANT"
                                + " INSERT, UPDATE ON public.systems TO " + role);
            }
        }
    }

    @Test
    @Tag("case-66")
    void aHypertableIsPartitionedAndItsChunksAreNotSeen() throws SQLException {
        try (Database database = Database.with(
                "CREATE SCHEMA timescaledb_information",
                "CREATE SCHEMA _timescaledb_internal",
                "CREATE TABLE metric (at int, value int)",
                "CREATE TABLE _timescaledb_internal.chunk1 () INHERITS (metric)",
                "CREATE TABLE chunk2 () INHERITS (metric)",
                "CREATE TABLE _timescaledb_internal.compressed (a int)",
                "CREATE VIEW hourly AS SELECT max(value) FROM metric",
                """
                CREATE VIEW timescaledb_information.hypertables AS
                SELECT 'public'::name AS hypertable_schema, 'metric'::name AS hypertable_name""",
                """
                CREATE VIEW timescaledb_information.continuous_aggregates AS
                SELECT 'public'::name AS view_schema, 'hourly'::name AS view_name""",
                "INSERT INTO chunk2 VALUES (1, 2), (3, 4)",
                "ANALYZE")) {

            Catalog catalog = database.catalog();

            assertThat(catalog.tables())
                    .singleElement()
                    .satisfies(table -> assertThat(table.partitioned()).isTrue());
            assertThat(catalog.estimatedRows()).containsEntry(new TableName("public", "metric"), 2L);
            assertThat(catalog.leftOut())
                    .containsExactly(new LeftOut(
                            new TableName("public", "hourly"),
                            "a continuous aggregate, which TimescaleDB computes from rows that are still there"));
        }
    }

    @Test
    @Tag("case-45")
    @Tag("case-43")
    void whatARoleMayNotReadIsNamedWithTheGrant() throws SQLException {
        try (Database database = Database.with(
                "CREATE SCHEMA \"se.cret\"",
                "CREATE TABLE \"se.cret\".t (a int)",
                "CREATE TABLE open (a int)",
                "CREATE TABLE shut (a int)",
                "CREATE TABLE half (a int, b int)",
                "CREATE TABLE whole (a int, b int, c int GENERATED ALWAYS AS (1) STORED)",
                "CREATE TABLE hidden (a int)",
                "ALTER TABLE hidden ENABLE ROW LEVEL SECURITY")) {
            String role = database.newRole();
            database.execute(
                    "GRANT SELECT ON open, hidden TO " + role,
                    "GRANT SELECT (a) ON half TO " + role,
                    "GRANT SELECT (a, b) ON whole TO " + role);

            try (Connection connection = database.as(role)) {
                Catalog catalog = new PostgresCatalog(connection).read();

                assertThat(catalog.tables()).hasSize(6);
                assertThat(catalog.obstacles())
                        .containsOnlyKeys(
                                new TableName("se.cret", "t"),
                                new TableName("public", "shut"),
                                new TableName("public", "half"),
                                new TableName("public", "hidden"))
                        .containsEntry(
                                new TableName("public", "shut"),
                                "the role " + role
                                        + " may not read it; as its owner, run: GRANT SELECT ON public.shut TO " + role)
                        .containsEntry(
                                new TableName("se.cret", "t"),
                                "the role " + role + " may not read it; as its owner, run: GRANT USAGE ON SCHEMA"
                                        + " \"se.cret\" TO " + role + "; GRANT SELECT ON \"se.cret\".t TO " + role)
                        .containsEntry(
                                new TableName("public", "hidden"),
                                "row-level security may hide rows of it from the role " + role
                                        + "; dump as its owner or as a role with BYPASSRLS");
            }
            assertThat(database.catalog().obstacles()).isEmpty();
        }
    }

    @Test
    @Tag("case-58")
    void aTableThatRefersToLargeObjectsCannotBeDumped() throws SQLException {
        try (Database database = Database.with(
                "CREATE EXTENSION lo",
                "CREATE TABLE picture (id int, data lo, \"Other\" oid, unrelated oid)",
                "CREATE TABLE plain (id oid)",
                "INSERT INTO plain VALUES (4711)")) {
            assertThat(database.catalog().obstacles()).isEmpty();
            database.execute("SELECT lo_create(0)");
            assertThat(database.catalog().warnings())
                    .containsExactly("The database has 1 large objects that no column of type oid refers to: they are"
                            + " not dumped.");

            database.execute("INSERT INTO picture VALUES (1, lo_from_bytea(0, 'x'), lo_from_bytea(0, 'y'), 1)");

            Catalog catalog = database.catalog();
            assertThat(catalog.warnings()).isEmpty();
            assertThat(catalog.obstacles())
                    .containsOnlyKeys(new TableName("public", "picture"))
                    .containsEntry(
                            new TableName("public", "picture"),
                            "large objects are not dumped, and it refers to some (data, \"Other\"); keep their contents"
                                    + " in columns of type bytea, which lo_get(data), lo_get(\"Other\") gives");
        }
    }

    @Test
    @Tag("case-30")
    void rowsThatBreakAConstraintThatIsNotValidAreCounted() throws SQLException {
        try (Database database = Database.with(
                "CREATE TABLE \"T\" (a int)",
                "INSERT INTO \"T\" VALUES (-1), (-2), (3), (NULL)",
                "ALTER TABLE \"T\" ADD CONSTRAINT positive CHECK (a > 0) NOT VALID",
                "ALTER TABLE \"T\" ADD CONSTRAINT small CHECK (a < 100) NOT VALID",
                "ALTER TABLE \"T\" ADD CONSTRAINT failing CHECK (1 / (a - 3) < 100) NOT VALID",
                "CREATE DOMAIN word AS text",
                "ALTER DOMAIN word ADD CONSTRAINT no_blank CHECK (VALUE NOT LIKE '% %') NOT VALID")) {

            assertThat(database.catalog().warnings())
                    .containsExactly(
                            "The constraint failing of public.T is NOT VALID: rows that break it are dumped, and cannot"
                                    + " be restored where it is enforced.",
                            "2 rows of public.T break the constraint positive, which is NOT VALID: they are dumped, and"
                                    + " cannot be restored where it is enforced.",
                            "The constraint no_blank of the domain public.word is NOT VALID: values that break it are"
                                    + " dumped, and cannot be restored where it is enforced.");
        }
    }
}
