package io.dbrestore.dialect.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.Strategy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores into partitioned tables, as their owner: references and triggers have copies on each partition. */
@Tag("case-64")
class PartitionsTest {

    private static final String FIRE = "CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            + " RAISE EXCEPTION '% fired', TG_NAME; END $$";

    @TempDir
    Path folder;

    private OwnedDatabase database;

    @BeforeEach
    void create() throws SQLException {
        database = OwnedDatabase.create();
    }

    @Test
    @Tag("case-31")
    @Tag("case-36")
    void rowsFindTheirPartitionInAnotherLayout() throws SQLException {
        database.asOwner(
                "CREATE TABLE event (id integer, day date, parent integer, previous date, PRIMARY KEY (id, day),"
                        + " FOREIGN KEY (parent, previous) REFERENCES event) PARTITION BY RANGE (day)",
                "CREATE TABLE event_2023 PARTITION OF event FOR VALUES FROM ('2023-01-01') TO ('2024-01-01')",
                "CREATE TABLE event_rest PARTITION OF event DEFAULT",
                "INSERT INTO event SELECT i, day(i), nullif(i + 1, 401), CASE WHEN i < 400 THEN day(i + 1) END"
                                .replace("day(i)", "date '2023-06-01' + i")
                                .replace("day(i + 1)", "date '2023-06-01' + i + 1")
                        + " FROM generate_series(1, 400) i");
        database.dump(folder);
        List<String> rows = database.query("SELECT * FROM app.event ORDER BY id");
        database.asOwner(
                "DROP TABLE event",
                FIRE,
                "CREATE TABLE event (id integer, day date, parent integer, previous date, PRIMARY KEY (day, id),"
                        + " FOREIGN KEY (previous, parent) REFERENCES event (day, id)) PARTITION BY LIST (day)",
                "CREATE TABLE event_one PARTITION OF event FOR VALUES IN ('2023-06-02')",
                "CREATE TABLE event_rest PARTITION OF event DEFAULT PARTITION BY HASH (id)",
                "CREATE TABLE event_rest_0 PARTITION OF event_rest FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                "CREATE TABLE event_rest_1 PARTITION OF event_rest FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
                "INSERT INTO event VALUES (1, '2023-06-02', NULL, NULL), (900, '2023-06-02', 1, '2023-06-02')",
                "CREATE TRIGGER noisy BEFORE INSERT OR UPDATE ON event FOR EACH ROW EXECUTE FUNCTION fire()",
                "CREATE TRIGGER statement AFTER INSERT OR UPDATE ON event EXECUTE FUNCTION fire()",
                "CREATE TRIGGER own AFTER INSERT ON event_rest_1 FOR EACH ROW EXECUTE FUNCTION fire()",
                "ALTER TABLE event_rest_0 ENABLE ALWAYS TRIGGER noisy",
                "ALTER TABLE event_one DISABLE TRIGGER noisy");
        List<String> schema = database.schemaState();

        database.restore(folder);

        assertThat(database.query("SELECT * FROM app.event WHERE id < 900 ORDER BY id"))
                .isEqualTo(rows);
        assertThat(database.query("SELECT count(*) FROM app.event")).containsExactly("401");
        assertThat(database.schemaState()).isEqualTo(schema);
    }

    @Test
    @Tag("case-35")
    @Tag("case-36")
    void referencesBetweenPartitionedTablesComeBackOnEveryPartition() throws SQLException {
        database.asOwner(
                "CREATE TABLE customer (id integer PRIMARY KEY, favourite integer NOT NULL) PARTITION BY HASH (id)",
                "CREATE TABLE customer_0 PARTITION OF customer FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                "CREATE TABLE customer_1 PARTITION OF customer FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
                "CREATE TABLE purchase (id integer PRIMARY KEY, customer integer NOT NULL"
                        + " REFERENCES customer DEFERRABLE) PARTITION BY RANGE (id)",
                "CREATE TABLE purchase_low PARTITION OF purchase FOR VALUES FROM (0) TO (100)",
                "CREATE TABLE purchase_high PARTITION OF purchase FOR VALUES FROM (100) TO (1000)",
                "ALTER TABLE customer ADD CONSTRAINT favourite FOREIGN KEY (favourite) REFERENCES purchase"
                        + " DEFERRABLE INITIALLY DEFERRED",
                "CREATE TABLE note (customer integer REFERENCES customer)",
                "BEGIN; INSERT INTO customer SELECT i, i FROM generate_series(1, 200) i;"
                        + " INSERT INTO purchase SELECT i, 201 - i FROM generate_series(1, 200) i; COMMIT",
                "INSERT INTO note SELECT i FROM generate_series(1, 200) i");
        List<String> whole = database.state();
        database.dump(folder);
        database.asSuperuser("SET session_replication_role = replica; DELETE FROM app.customer WHERE id > 7;"
                + " DELETE FROM app.purchase WHERE id < 150; UPDATE app.customer SET favourite = 3");

        database.restore(folder);

        assertThat(database.state()).isEqualTo(whole);
    }

    @Test
    @Tag("case-41")
    void replacingRowsOfAPartitionedParentDoesNotCascade() throws SQLException {
        database.asOwner(
                "CREATE TABLE parent (id integer PRIMARY KEY, a text) PARTITION BY RANGE (id)",
                "CREATE TABLE parent_low PARTITION OF parent FOR VALUES FROM (0) TO (100)",
                "CREATE TABLE parent_high PARTITION OF parent FOR VALUES FROM (100) TO (1000)",
                "CREATE TABLE child (id integer PRIMARY KEY, parent integer REFERENCES parent ON DELETE CASCADE)",
                "CREATE TABLE parted (id integer PRIMARY KEY, parent integer REFERENCES parent ON DELETE CASCADE)"
                        + " PARTITION BY RANGE (id)",
                "CREATE TABLE parted_all PARTITION OF parted DEFAULT",
                "COMMENT ON CONSTRAINT parted_parent_fkey ON parted IS 'kept'",
                "INSERT INTO parent SELECT i, 'row ' || i FROM generate_series(1, 200) i",
                "INSERT INTO child SELECT i, i FROM generate_series(1, 200) i",
                "INSERT INTO parted SELECT i, i FROM generate_series(1, 200) i");
        List<String> whole = database.state();
        database.dump(folder);
        database.asOwner("UPDATE parent SET a = 'changed' WHERE id > 150", "INSERT INTO parent VALUES (500, 'extra')");

        database.restore(database.owner(), folder, RestoreOptions.DEFAULT.withStrategy(Strategy.REPLACE));

        assertThat(database.state()).isEqualTo(whole);
    }
}
