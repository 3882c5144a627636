package io.dbrestore.dialect.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.ForeignKey;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import io.dbrestore.spi.UniqueKey;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a catalog says of primary, unique and foreign keys. */
class KeysTest {

    @ParameterizedTest
    @ValueSource(strings = {"14", "17", "18"})
    @Tag("case-14")
    @Tag("case-16")
    void uniqueKeysAreThoseThatAMergeCanCompareBy(String major) throws SQLException {
        try (Database database = Database.onVersion(
                major,
                "CREATE COLLATION folding (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                """
                CREATE TABLE t (z int, a int, b int UNIQUE DEFERRABLE, c text, d text, e text, PRIMARY KEY (a, z)
                    INCLUDE (c))""",
                "CREATE UNIQUE INDEX two ON t (d DESC, c) INCLUDE (e)",
                "CREATE UNIQUE INDEX pattern ON t (e text_pattern_ops)",
                "CREATE UNIQUE INDEX partial ON t (b) WHERE b > 0",
                "CREATE UNIQUE INDEX expression ON t (lower(d))",
                "CREATE UNIQUE INDEX folded ON t (d COLLATE folding)",
                "CREATE INDEX plain ON t (d)")) {

            Table table = database.table("t");

            assertThat(table.primaryKey()).containsExactly("a", "z");
            assertThat(table.uniqueKeys())
                    .extracting(UniqueKey::name, UniqueKey::columns)
                    .containsExactly(
                            tuple("t_b_key", List.of("b")),
                            tuple("two", List.of("d", "c")),
                            tuple("pattern", List.of("e")));
        }
    }

    @Test
    void keysOverPeriodsAreNoKeys() throws SQLException {
        try (Database database = Database.onVersion(
                "18",
                "CREATE EXTENSION btree_gist",
                "CREATE TABLE room (id int, during int4range, PRIMARY KEY (id, during WITHOUT OVERLAPS))",
                """
                CREATE TABLE guest (room int, during int4range,
                    FOREIGN KEY (room, PERIOD during) REFERENCES room (id, PERIOD during))""")) {

            assertThat(database.catalog().tables()).hasSize(2).allSatisfy(table -> {
                assertThat(table.key()).isEmpty();
                assertThat(table.uniqueKeys()).isEmpty();
                assertThat(table.foreignKeys()).isEmpty();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"14", "17", "18"})
    @Tag("case-35")
    @Tag("case-37")
    void foreignKeysTellWhereTheyLeadAndWhetherTheDatabaseVouchesForThem(String major) throws SQLException {
        try (Database database = Database.onVersion(
                major,
                "CREATE SCHEMA far",
                "CREATE TABLE far.parent (a int, b int, code text UNIQUE, up text REFERENCES far.parent (code),"
                        + " PRIMARY KEY (a, b))",
                """
                CREATE TABLE child (x int, y int, code text,
                    CONSTRAINT composite FOREIGN KEY (y, x) REFERENCES far.parent (b, a),
                    CONSTRAINT by_code FOREIGN KEY (code) REFERENCES far.parent (code))""",
                "ALTER TABLE child ADD CONSTRAINT late FOREIGN KEY (code) REFERENCES far.parent (code) NOT VALID",
                "CREATE TABLE off (code text REFERENCES far.parent (code))",
                "ALTER TABLE off DISABLE TRIGGER ALL")) {
            TableName parent = new TableName("far", "parent");

            Catalog catalog = database.catalog();

            assertThat(catalog.table(new TableName("public", "child"))
                            .orElseThrow()
                            .foreignKeys())
                    .containsExactlyInAnyOrder(
                            new ForeignKey("by_code", List.of("code"), parent, List.of("code"), true),
                            new ForeignKey("composite", List.of("y", "x"), parent, List.of("b", "a"), true),
                            new ForeignKey("late", List.of("code"), parent, List.of("code"), false));
            assertThat(catalog.table(parent).orElseThrow().foreignKeys())
                    .containsExactly(new ForeignKey("parent_up_fkey", List.of("up"), parent, List.of("code"), true));
            assertThat(database.table("off").foreignKeys())
                    .extracting(ForeignKey::trusted)
                    .containsExactly(false);
        }
    }

    @Test
    @Tag("case-37")
    void aForeignKeyThatIsNotEnforcedIsNotTrusted() throws SQLException {
        try (Database database = Database.onVersion(
                "18",
                "CREATE TABLE parent (id int PRIMARY KEY)",
                "CREATE TABLE child (id int REFERENCES parent NOT ENFORCED)")) {

            assertThat(database.table("child").foreignKeys())
                    .extracting(ForeignKey::trusted)
                    .containsExactly(false);
        }
    }
}
