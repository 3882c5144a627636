package io.dbrestore.dialect.mysql.catalog;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Column.Origin;
import io.dbrestore.spi.LeftOut;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import io.dbrestore.spi.UniqueKey;
import io.dbrestore.testserver.MariaDbServer;
import io.dbrestore.testserver.MySqlServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is seen of a database, on MariaDB and on MySQL. */
final class MySqlCatalogTest {

    private static final List<String> HOSTILE_NAMES = List.of(
            "Select",
            "a b",
            " leading",
            "a.b",
            "a/b",
            "a\\b",
            "a#b",
            "back`tick",
            "quo'te",
            "dou\"ble",
            "ques?tion",
            ":colon",
            "{brace}",
            "per%cent_",
            "dol$lar",
            "1st",
            "-- no comment",
            "\u00fcml\u00e4ut\u20ac",
            "\u732b".repeat(50));

    @Test
    @Tag("case-60")
    void namesAreWhatTheyAre() throws SQLException {
        try (Database database = Database.with()) {
            for (String name : HOSTILE_NAMES) {
                String quoted = Query.quote(name);
                database.execute("CREATE TABLE " + quoted + " (" + quoted + " int AUTO_INCREMENT PRIMARY KEY, up int,"
                        + " FOREIGN KEY (up) REFERENCES " + quoted + " (" + quoted + "))");
            }

            Catalog catalog = database.catalog();

            assertThat(catalog.tables())
                    .extracting(table -> table.name().name())
                    .containsExactlyInAnyOrderElementsOf(HOSTILE_NAMES);
            assertThat(catalog.tables()).allSatisfy(table -> {
                String name = table.name().name();
                assertThat(table.primaryKey()).containsExactly(name);
                assertThat(table.foreignKeys())
                        .singleElement()
                        .satisfies(key -> assertThat(key.target()).isEqualTo(table.name()));
            });
            assertThat(catalog.sequences()).hasSameSizeAs(HOSTILE_NAMES);
            assertThat(catalog.leftOut()).isEmpty();
            assertThat(catalog.warnings()).isEmpty();
            assertThat(catalog.obstacles()).isEmpty();
        }
    }

    @Test
    @Tag("case-72")
    void computedColumnsAreMarkedAndThoseWithADefaultOnly() throws SQLException {
        try (Database database = Database.with("""
                CREATE TABLE t (
                    id int AUTO_INCREMENT PRIMARY KEY,
                    v int GENERATED ALWAYS AS (1 + 2) VIRTUAL,
                    s int GENERATED ALWAYS AS (3 + 4) STORED,
                    expression int DEFAULT (3 + 4) NOT NULL,
                    now timestamp DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
                    hidden int INVISIBLE DEFAULT 5)""")) {

            Table table = database.table("t");

            assertThat(table.columns())
                    .extracting(Column::name)
                    .containsExactly("id", "v", "s", "expression", "now", "hidden");
            assertThat(table.columns())
                    .extracting(Column::origin)
                    .containsExactly(
                            Origin.IDENTITY,
                            Origin.GENERATED,
                            Origin.GENERATED,
                            Origin.GIVEN,
                            Origin.GIVEN,
                            Origin.GIVEN);
            assertThat(table.columns())
                    .extracting(Column::hasDefault)
                    .containsExactly(true, false, false, true, true, true);
        }
    }

    @Test
    @Tag("case-25")
    @Tag("case-72")
    void aDefaultIsOneIfTheColumnThenHoldsAValue() throws SQLException {
        try (Database database = Database.with("""
                CREATE TABLE t (
                    id int PRIMARY KEY,
                    none varchar(9),
                    no_value varchar(9) DEFAULT NULL,
                    no_value_either varchar(9) DEFAULT (NULL),
                    text_null varchar(9) DEFAULT 'NULL',
                    blank varchar(9) NOT NULL DEFAULT '',
                    required varchar(9) NOT NULL,
                    first_label enum('a', 'b') NOT NULL,
                    labels set('a', 'b') NOT NULL)""", "INSERT INTO t (id, required, labels) VALUES (1, 'x', 'a')")) {

            assertThat(database.table("t").columns().stream()
                            .filter(Column::hasDefault)
                            .map(Column::name))
                    .containsExactly("text_null", "blank", "first_label");
            assertThat(database.query("SELECT first_label FROM t")).containsExactly("a");
            assertThat(database.table("t").columns().stream()
                            .filter(Column::isRequired)
                            .map(Column::name))
                    .containsExactly("id", "required", "labels");
        }
    }

    @Test
    @Tag("case-75")
    @Tag("case-76")
    void aTypeCreatesTheSameColumnAgain() throws SQLException {
        List<String> types = List.of(
                "tinyint(1)",
                "tinyint unsigned",
                "int(5) unsigned zerofill",
                "mediumint",
                "bigint unsigned",
                "decimal(65,30)",
                "decimal(10,2) unsigned",
                "float",
                "float(7,3)",
                "double",
                "bit(64)",
                "year",
                "date",
                "time(6)",
                "datetime(3)",
                "timestamp",
                "char(3) CHARACTER SET latin1 COLLATE latin1_german2_ci",
                "varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                "tinytext CHARACTER SET cp1251",
                "longtext CHARACTER SET utf8mb3",
                "varchar(3) CHARACTER SET utf16",
                "enum('a','it''s','x, y','back\\\\slash','(',') DEFAULT 1','\u00fc') CHARACTER SET utf8mb4",
                "set('a','on') CHARACTER SET latin1",
                "binary(16)",
                "varbinary(255)",
                "longblob",
                "json",
                "point",
                "geometrycollection",
                MySqlServer.IS_MYSQL ? "vector(3)" : "uuid",
                MySqlServer.IS_MYSQL ? "point SRID 4326" : "inet6");
        String columns = IntStream.range(0, types.size())
                .mapToObj(i -> "c" + i + " " + types.get(i) + " NULL")
                .collect(joining(", "));
        try (Database database = Database.with("CREATE TABLE t (" + columns + ")")) {
            Table table = database.table("t");
            database.execute("CREATE TABLE again ("
                    + table.columns().stream()
                            .map(column -> column.name() + " " + column.type() + " NULL")
                            .collect(joining(", "))
                    + ")");

            assertThat(database.table("again").columns()).isEqualTo(table.columns());
            assertThat(table.columns().get(16).type())
                    .isEqualTo("char(3) CHARACTER SET latin1 COLLATE latin1_german2_ci");
            assertThat(table.columns().get(2).type()).isEqualTo("int(5) unsigned zerofill");
            assertThat(table.columns().get(3).type()).isEqualTo("mediumint");
            assertThat(table.columns().get(11).type()).isEqualTo("year");
        }
    }

    @Test
    @Tag("case-14")
    void keysAreOverWholeColumns() throws SQLException {
        try (Database database = Database.with(
                "CREATE TABLE t (b int NOT NULL, a int NOT NULL, c varchar(50), d int, PRIMARY KEY (a, b),"
                        + " UNIQUE KEY whole (d, c), UNIQUE KEY beginning (c(10)), KEY plain (d))",
                "CREATE TABLE long_key (a text NOT NULL, PRIMARY KEY (a(20)))")) {
            if (MySqlServer.IS_MYSQL) {
                database.execute("CREATE UNIQUE INDEX functional ON t ((lower(c)))");
            }

            Table table = database.table("t");

            assertThat(table.primaryKey()).containsExactly("a", "b");
            assertThat(table.uniqueKeys()).containsExactly(new UniqueKey("whole", List.of("d", "c")));
            assertThat(database.table("long_key").primaryKey()).containsExactly("a");
        }
    }

    @Test
    @Tag("case-72")
    void anInvisiblePrimaryKeyIsAColumnWhateverTheSessionShows() throws SQLException {
        assumeTrue(MySqlServer.IS_MYSQL, "MariaDB generates no primary keys");
        try (Database database = Database.with(
                "SET sql_generate_invisible_primary_key = ON",
                "CREATE TABLE t (a int)",
                "SET show_gipk_in_create_table_and_information_schema = OFF")) {

            Table table = database.table("t");

            assertThat(table.columns()).extracting(Column::name).containsExactly("my_row_id", "a");
            assertThat(table.columns().get(0).origin()).isEqualTo(Origin.IDENTITY);
            assertThat(table.key()).containsExactly("my_row_id");
            assertThat(database.query("SELECT @@show_gipk_in_create_table_and_information_schema"))
                    .containsExactly("0");
            assertThat(database.query("SELECT @@information_schema_stats_expiry"))
                    .containsExactly("86400");
        }
    }

    @Test
    @Tag("case-66")
    @Tag("case-74")
    void whatHasNoRowsOfItsOwnIsLeftOutWithItsReason() throws SQLException {
        try (Database database = Database.with(
                "CREATE TABLE m (id int NOT NULL, KEY (id)) ENGINE = MyISAM",
                "CREATE TABLE `all` (id int NOT NULL, KEY (id)) ENGINE = MERGE UNION = (m)",
                "CREATE VIEW v AS SELECT id FROM m",
                "CREATE TABLE p (id int PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 4",
                "CREATE TABLE f (id int PRIMARY KEY, v int AS (id) VIRTUAL)")) {

            Catalog catalog = database.catalog();

            assertThat(catalog.tables())
                    .extracting(table -> table.name().name())
                    .containsExactlyInAnyOrder("m", "p", "f");
            assertThat(catalog.leftOut())
                    .containsExactlyInAnyOrder(
                            new LeftOut(
                                    new TableName("", "all"),
                                    "a union of other tables, whose rows are dumped with those"),
                            new LeftOut(new TableName("", "v"), "a view"));
        }
    }

    @Test
    @Tag("case-75")
    void sequencesAreCountersAndVersionedTablesHoldTheirCurrentRows() throws SQLException {
        assumeTrue(!MySqlServer.IS_MYSQL, "MySQL has neither");
        try (Database database = Database.with(
                "CREATE SEQUENCE s START WITH 5 INCREMENT BY 2 NOCACHE",
                "DO NEXT VALUE FOR s",
                "CREATE TABLE implicit (id int PRIMARY KEY, v int) WITH SYSTEM VERSIONING",
                """
                CREATE TABLE versioned (
                    id int PRIMARY KEY, code int UNIQUE,
                    since timestamp(6) GENERATED ALWAYS AS ROW START,
                    until timestamp(6) GENERATED ALWAYS AS ROW END,
                    PERIOD FOR SYSTEM_TIME (since, until)) WITH SYSTEM VERSIONING""")) {

            Catalog catalog = database.catalog();

            assertThat(catalog.tables())
                    .extracting(table -> table.name().name())
                    .containsExactlyInAnyOrder("implicit", "versioned");
            assertThat(catalog.sequences()).containsExactly(Database.sequence("s", "5"));
            Table versioned = database.table("versioned");
            assertThat(versioned.dataColumns()).extracting(Column::name).containsExactly("id", "code");
            assertThat(versioned.primaryKey()).containsExactly("id");
            assertThat(versioned.uniqueKeys()).extracting(UniqueKey::columns).containsExactly(List.of("code"));
            assertThat(database.table("implicit").columns())
                    .extracting(Column::name)
                    .containsExactly("id", "v");
            assertThat(catalog.warnings())
                    .hasSize(2)
                    .allSatisfy(warning -> assertThat(warning).contains("current rows"));
        }
    }

    @Test
    @Tag("case-70")
    @Tag("case-75")
    void countersStandWhereTheyStandNow() throws SQLException {
        try (Database database = Database.with(
                "CREATE TABLE t (id bigint unsigned AUTO_INCREMENT PRIMARY KEY)",
                "CREATE TABLE grouped (g int, id int AUTO_INCREMENT, PRIMARY KEY (g, id)) ENGINE = MyISAM",
                "CREATE TABLE none (id int PRIMARY KEY)")) {
            assertThat(database.standing("t")).isEqualTo("0");
            database.execute("INSERT INTO t VALUES (41)");
            assertThat(database.standing("t")).isEqualTo("41");
            database.execute("INSERT INTO t VALUES (18446744073709551613)", "DELETE FROM t");

            assertThat(database.standing("t")).isEqualTo("18446744073709551613");
            assertThat(database.catalog().sequences())
                    .extracting(sequence -> sequence.name().name())
                    .doesNotContain("none");
        }
    }

    @Test
    @Tag("case-73")
    void referencesIntoOtherDatabasesAreKnown() throws SQLException {
        try (Database other =
                        Database.with("CREATE TABLE parent (id int PRIMARY KEY)", "INSERT INTO parent VALUES (1)");
                Database database = Database.with("CREATE TABLE parent (id int PRIMARY KEY)")) {
            database.execute("CREATE TABLE child (id int PRIMARY KEY, up int, FOREIGN KEY (up) REFERENCES "
                    + other.name() + ".parent (id))");

            Catalog catalog = database.catalog();

            TableName target = new TableName(other.name(), "parent");
            assertThat(database.table("child").foreignKeys()).singleElement().satisfies(key -> {
                assertThat(key.target()).isEqualTo(target);
                assertThat(key.trusted()).isFalse();
            });
            assertThat(catalog.leftOut()).extracting(LeftOut::table).containsExactly(target);
            assertThat(catalog.tables())
                    .extracting(table -> table.name().name())
                    .containsExactlyInAnyOrder("parent", "child");
            database.execute("DROP TABLE child");
        }
    }

    @Test
    @Tag("case-73")
    void aReferenceToWhatNobodyMayReadIsNotCheckedAndThatIsSaid() throws SQLException {
        try (Database other = Database.with("CREATE TABLE parent (id int PRIMARY KEY)");
                Database database = Database.with()) {
            database.execute("CREATE TABLE child (id int PRIMARY KEY, up int, CONSTRAINT away FOREIGN KEY (up)"
                    + " REFERENCES " + other.name() + ".parent (id))");
            String user = database.newUser();
            database.execute("GRANT SELECT ON " + database.name() + ".* TO " + user);
            try (Connection connection = database.as(user)) {

                Catalog catalog = Database.catalog(connection);

                assertThat(catalog.tables())
                        .singleElement()
                        .satisfies(table -> assertThat(table.foreignKeys()).isEmpty());
                assertThat(catalog.warnings())
                        .singleElement()
                        .asString()
                        .contains("away", "child", other.name() + ".parent");
            } finally {
                database.execute("DROP TABLE child");
                database.dropUser(user);
            }
        }
    }

    @Test
    @Tag("case-73")
    void aReferenceToATableThatIsGoneDangles() throws SQLException {
        try (Database database = Database.with(
                "CREATE TABLE parent (id int PRIMARY KEY)",
                "CREATE TABLE child (id int PRIMARY KEY, up int, FOREIGN KEY (up) REFERENCES parent (id))",
                "SET foreign_key_checks = 0",
                "DROP TABLE parent")) {

            Catalog catalog = database.catalog();

            assertThat(database.table("child").foreignKeys()).hasSize(1);
            assertThat(catalog.leftOut()).isEmpty();
        }
    }

    @Test
    @Tag("case-45")
    @Tag("case-74")
    void aMissingRightIsNamedAndHowToGiveIt() throws SQLException {
        try (Database database = Database.with(
                "CREATE TABLE whole (a int, b int)",
                "CREATE TABLE some_columns (a int, b int)",
                "CREATE TABLE only_written (a int)",
                "CREATE TABLE unseen (a int)")) {
            String user = database.newUser();
            database.execute(
                    "GRANT SELECT, INSERT ON whole TO " + user,
                    "GRANT SELECT (a) ON some_columns TO " + user,
                    "GRANT INSERT ON only_written TO " + user);
            try (Connection connection = database.as(user)) {

                Catalog catalog = Database.catalog(connection);

                assertThat(catalog.obstacles())
                        .containsOnlyKeys(new TableName("", "some_columns"), new TableName("", "only_written"));
                assertThat(catalog.obstacles().get(new TableName("", "only_written")))
                        .contains("GRANT SELECT ON `" + database.name() + "`.`only_written` TO '" + user + "'@'%'");
                assertThat(catalog.warnings())
                        .singleElement()
                        .asString()
                        .contains("hides them", "GRANT SELECT ON `" + database.name() + "`.*")
                        .doesNotContain("Secret");
            } finally {
                database.dropUser(user);
            }
        }
    }

    @Test
    @Tag("case-45")
    void aUserWhoMayReadTheDatabaseByAPatternOrARoleMissesNothing() throws SQLException {
        try (Database database = Database.with("CREATE TABLE t (a int)")) {
            String user = database.newUser();
            String role = "role_" + database.name();
            database.execute(
                    "CREATE ROLE " + role,
                    "GRANT SELECT ON `" + database.name().replace("_", "\\_") + "`.* TO " + role,
                    "GRANT " + role + " TO " + user,
                    "SET DEFAULT ROLE " + role + (MySqlServer.IS_MYSQL ? " TO " : " FOR ") + user);
            try (Connection connection = database.as(user)) {

                Catalog catalog = Database.catalog(connection);

                assertThat(catalog.tables()).hasSize(1);
                assertThat(catalog.warnings()).isEmpty();
                assertThat(catalog.obstacles()).isEmpty();
            } finally {
                database.dropUser(user);
                database.execute("DROP ROLE " + role);
            }
        }
    }

    @Test
    void aServerWithoutADatabaseIsRefused() throws SQLException {
        try (Connection connection = MySqlServer.connect(MySqlServer.shared().url(""))) {

            assertThatThrownBy(() -> Database.catalog(connection))
                    .hasMessageContaining("no database is selected")
                    .hasMessageContaining("URL");
        }
    }

    @Test
    @Tag("case-87")
    void theDatabaseIsCalledTheSameWhoeverConnects() {
        assertThat(List.of(
                        DatabaseName.address("jdbc:mysql://localhost/shop?user=me&password=secret"),
                        DatabaseName.address("jdbc:mysql://127.0.0.1:3306/shop"),
                        DatabaseName.address("jdbc:mysql://me:secr:et@LOCALHOST/shop"),
                        DatabaseName.address("jdbc:mysql://[::1]/shop")))
                .containsOnly(" (localhost:3306)");
        assertThat(DatabaseName.address("jdbc:mysql://a:1,b:2/shop")).isEqualTo(" (a:1,b:2)");
        assertThat(DatabaseName.address("jdbc:mysql://address=(host=a)(password=secret)/shop"))
                .isEmpty();
        assertThat(DatabaseName.address(null)).isEmpty();
    }

    @Test
    @Tag("slow")
    @Tag("case-73")
    void referencesFindTheirTableWhereCaseDoesNotCount() throws SQLException {
        assumeTrue(!MySqlServer.IS_MYSQL, "this needs a server of our own");
        try (MariaDbServer server = MariaDbServer.start("--lower-case-table-names=1");
                Connection connection = MariaDbServer.connect(server.url("", "root"))) {
            Database.execute(
                    connection,
                    "CREATE DATABASE shop",
                    "USE shop",
                    "CREATE TABLE Parent (Id int PRIMARY KEY)",
                    "CREATE TABLE CHILD (Id int PRIMARY KEY, up int, FOREIGN KEY (up) REFERENCES PARENT (ID))");

            Catalog catalog = Database.catalog(connection);

            assertThat(catalog.leftOut()).isEmpty();
            Table child = catalog.table(new TableName("", "child")).orElseThrow();
            assertThat(child.foreignKeys())
                    .singleElement()
                    .satisfies(key -> assertThat(key.target()).isEqualTo(new TableName("", "parent")));
        }
    }

    @Test
    @Tag("slow")
    @Tag("case-59")
    void thousandsOfTablesAreReadInAFewSeconds() throws SQLException {
        int tables = Integer.getInteger("catalog.tables", 2_000); // to make 10,000 takes minutes
        try (Database database = Database.with()) {
            for (int i = 0; i < tables; i++) {
                database.execute("CREATE TABLE table_" + i + " (id int AUTO_INCREMENT PRIMARY KEY, code int UNIQUE)");
            }
            long begin = System.nanoTime();

            Catalog catalog = database.catalog();

            assertThat(catalog.tables()).hasSize(tables);
            assertThat(catalog.sequences()).hasSize(tables);
            assertThat((System.nanoTime() - begin) / 1_000_000_000).isLessThan(120);
            database.execute("DROP DATABASE " + database.name());
        }
    }
}
