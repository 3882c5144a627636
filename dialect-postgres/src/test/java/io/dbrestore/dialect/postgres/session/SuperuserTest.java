package io.dbrestore.dialect.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.Strategy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores under the replica role, where PostgreSQL itself checks and fires almost nothing. */
class SuperuserTest {

    @TempDir
    Path folder;

    private OwnedDatabase database;

    @BeforeEach
    void create() throws SQLException {
        database = OwnedDatabase.create();
    }

    @Test
    @Tag("case-35")
    @Tag("case-41")
    void cyclesTreesAndCascadesComeBack() throws SQLException {
        database.asOwner(
                "CREATE TABLE team (id integer PRIMARY KEY, lead integer NOT NULL, a text)",
                "CREATE TABLE member (id integer PRIMARY KEY, team integer NOT NULL REFERENCES team ON DELETE CASCADE,"
                        + " boss integer REFERENCES member ON DELETE SET NULL)",
                "ALTER TABLE team ADD FOREIGN KEY (lead) REFERENCES member DEFERRABLE INITIALLY DEFERRED",
                "BEGIN; INSERT INTO team SELECT i, i, 'team ' || i FROM generate_series(1, 500) i;"
                        + " INSERT INTO member SELECT i, 501 - i, nullif(i + 1, 501) FROM generate_series(1, 500) i;"
                        + " COMMIT");
        List<String> whole = database.state();
        database.dump("postgres", folder);
        database.asOwner("UPDATE team SET a = 'changed'");
        database.asSuperuser("SET session_replication_role = replica; INSERT INTO app.team VALUES (900, 1, 'extra');"
                + " UPDATE app.member SET boss = NULL");

        database.restore("postgres", folder, RestoreOptions.DEFAULT.withStrategy(Strategy.REPLACE));

        assertThat(database.state()).isEqualTo(whole);
    }

    @Test
    @Tag("case-37")
    @Tag("case-42")
    void triggersAndRulesOfEveryStateAreHeldBackAndKeepTheirStates() throws SQLException {
        database.asOwner(
                "CREATE TABLE t (id integer PRIMARY KEY, a text, number integer GENERATED ALWAYS AS IDENTITY)",
                "INSERT INTO t (id, a) SELECT i, 'row ' || i FROM generate_series(1, 50) i",
                "CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " RAISE EXCEPTION '% fired', TG_NAME; END $$");
        for (String state : List.of("origin", "always", "replica", "disabled")) {
            database.asOwner(
                    "CREATE TRIGGER " + state + " BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION fire()",
                    "CREATE RULE " + state + " AS ON UPDATE TO t DO INSTEAD NOTHING");
        }
        for (String thing : List.of("TRIGGER", "RULE")) {
            database.asOwner(
                    "ALTER TABLE t ENABLE ALWAYS " + thing + " always",
                    "ALTER TABLE t ENABLE REPLICA " + thing + " replica",
                    "ALTER TABLE t DISABLE " + thing + " disabled");
        }
        List<String> whole = database.state();
        database.dump("postgres", folder);
        database.asSuperuser(
                "DELETE FROM app.t WHERE id > 40",
                "ALTER TABLE app.t DISABLE RULE origin, DISABLE RULE always, DISABLE TRIGGER origin,"
                        + " DISABLE TRIGGER always",
                "UPDATE app.t SET a = 'changed', number = DEFAULT WHERE id < 5",
                "ALTER TABLE app.t ENABLE RULE origin, ENABLE ALWAYS RULE always, ENABLE TRIGGER origin,"
                        + " ENABLE ALWAYS TRIGGER always");

        database.restore("postgres", folder, RestoreOptions.DEFAULT);

        assertThat(database.state()).isEqualTo(whole);
    }

    @Test
    @Tag("case-37")
    void switchedOffForeignKeysStaySwitchedOff() throws SQLException {
        database.asOwner(
                "CREATE TABLE parent (id integer PRIMARY KEY, a text)",
                "CREATE TABLE child (id integer PRIMARY KEY, parent integer REFERENCES parent)",
                "INSERT INTO parent VALUES (1, 'one')",
                "INSERT INTO child VALUES (1, 1)");
        database.asSuperuser("ALTER TABLE app.child DISABLE TRIGGER ALL", "ALTER TABLE app.parent DISABLE TRIGGER ALL");
        List<String> whole = database.state();
        database.dump("postgres", folder);
        for (String role : List.of("postgres", database.owner())) {
            database.asOwner("UPDATE parent SET a = 'changed'", "DELETE FROM child");

            database.restore(role, folder, RestoreOptions.DEFAULT);

            assertThat(database.state()).isEqualTo(whole);
        }
    }

    @Test
    @Tag("case-37")
    void aForeignKeyThatIsSwitchedOffByHalfIsNotRisked() throws SQLException {
        database.asOwner(
                "CREATE TABLE parent (id integer PRIMARY KEY, a text)",
                "CREATE TABLE child (id integer PRIMARY KEY, parent integer REFERENCES parent ON DELETE CASCADE)",
                "INSERT INTO parent VALUES (1, 'one')",
                "INSERT INTO child VALUES (1, 1)");
        database.asSuperuser("ALTER TABLE app.child DISABLE TRIGGER ALL");
        List<String> whole = database.state();
        database.dump("postgres", folder);
        database.asOwner("UPDATE parent SET a = 'changed'");

        assertThatThrownBy(() -> database.restore(folder))
                .hasMessageContaining("foreign key child_parent_fkey of app.child is switched off for its child")
                .hasMessageContaining("ALTER TABLE app.child ENABLE TRIGGER ALL");
        database.restore("postgres", folder, RestoreOptions.DEFAULT);

        assertThat(database.state()).isEqualTo(whole);
    }

    /** As a replica, PostgreSQL would let two rows have the same key if it may be checked late. */
    @Test
    @Tag("case-17")
    void keysThatMayBeCheckedLateStayUnique() throws SQLException {
        database.asOwner(
                "CREATE TABLE t (id integer PRIMARY KEY, a text, UNIQUE (a) DEFERRABLE INITIALLY DEFERRED)",
                "INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')");
        List<String> whole = database.state();
        database.dump("postgres", folder);
        database.asOwner("UPDATE t SET a = CASE a WHEN 'a' THEN 'b' WHEN 'b' THEN 'a' ELSE a END");

        database.restore("postgres", folder, RestoreOptions.DEFAULT);

        assertThat(database.state()).isEqualTo(whole);
        database.asOwner("DELETE FROM t", "INSERT INTO t VALUES (7, 'a')");
        assertThatThrownBy(() -> database.restore("postgres", folder, RestoreOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        DbRestoreException.class, e -> assertThat(e.failure()).isEqualTo(Failure.CONFLICT));
        assertThat(database.query("SELECT * FROM app.t")).containsExactly("7 | a");
    }

    @Test
    @Tag("case-30")
    void aReferenceThatWouldDangleIsAConflict() throws SQLException {
        database.asOwner(
                "CREATE TABLE parent (id integer PRIMARY KEY)",
                "CREATE TABLE child (id integer PRIMARY KEY, parent integer)",
                "INSERT INTO child VALUES (1, 99)",
                "INSERT INTO parent VALUES (1)");
        database.dump("postgres", folder);
        database.asOwner("DELETE FROM child", "ALTER TABLE child ADD FOREIGN KEY (parent) REFERENCES parent");
        List<String> before = database.state();

        assertThatThrownBy(() -> database.restore("postgres", folder, RestoreOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        DbRestoreException.class, e -> assertThat(e.failure()).isEqualTo(Failure.CONFLICT))
                .hasMessageContaining("child_parent_fkey");

        assertThat(database.state()).isEqualTo(before);
    }

    @Test
    @Tag("case-40")
    void orphansOfTheSourceStayWhereTheForeignKeyIsNotValidated() throws SQLException {
        database.asOwner(
                "CREATE TABLE parent (id integer PRIMARY KEY)",
                "CREATE TABLE child (id integer PRIMARY KEY, parent integer)",
                "INSERT INTO child VALUES (1, 99)",
                "INSERT INTO parent VALUES (1)",
                "ALTER TABLE child ADD CONSTRAINT lax FOREIGN KEY (parent) REFERENCES parent NOT VALID");
        List<String> whole = database.state();
        database.dump("postgres", folder);
        for (String role : List.of("postgres", database.owner())) {
            database.asOwner("DELETE FROM child");

            assertThat(database.restore(role, folder, RestoreOptions.DEFAULT).warnings())
                    .anyMatch(warning -> warning.contains("refer to a row that does not exist"));
            assertThat(database.state()).isEqualTo(whole);
        }

        database.asOwner("DELETE FROM child", "ALTER TABLE child VALIDATE CONSTRAINT lax");
        List<String> before = database.state();
        for (String role : List.of("postgres", database.owner())) {
            assertThatThrownBy(() -> database.restore(role, folder, RestoreOptions.DEFAULT))
                    .isInstanceOfSatisfying(
                            DbRestoreException.class,
                            e -> assertThat(e.failure()).isEqualTo(Failure.CONFLICT))
                    .hasMessageContaining("foreign key lax");
            assertThat(database.state()).isEqualTo(before);
        }
    }

    @Test
    @Tag("case-39")
    void theRoleOfALentTransactionIsPutBack() throws SQLException {
        database.asOwner("CREATE TABLE t (id integer PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        database.dump("postgres", folder);
        database.asOwner("DELETE FROM t");
        for (String role : List.of("local", "origin", "replica")) {
            try (Connection connection = database.connect("postgres")) {
                connection.setAutoCommit(false);
                OwnedDatabase.run(connection, "SET session_replication_role = " + role);

                OwnedDatabase.restore(connection, folder, RestoreOptions.DEFAULT);

                assertThat(OwnedDatabase.query(connection, "SHOW session_replication_role"))
                        .containsExactly(role);
                connection.rollback();
            }
        }
    }

    @Test
    @Tag("case-42")
    void eventTriggersDoNotFire() throws SQLException {
        assumeTrue(isAtLeast(17), "before PostgreSQL 17 event triggers cannot be switched off");
        database.asOwner("CREATE TABLE t (id integer PRIMARY KEY, a text)", "INSERT INTO t VALUES (1, 'a')");
        database.dump("postgres", folder);
        database.asOwner("UPDATE t SET a = 'changed'");
        database.asSuperuser(
                "CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " RAISE EXCEPTION '% is not allowed', tg_tag; END $$",
                "CREATE EVENT TRIGGER guard ON ddl_command_end EXECUTE FUNCTION refuse()");

        database.restore("postgres", folder, RestoreOptions.DEFAULT);

        assertThat(database.query("SELECT a FROM app.t")).containsExactly("a");
    }

    @Test
    @Tag("case-36")
    void aRoleThatMayActAsReplicaNeedsToOwnNothing() throws SQLException {
        assumeTrue(isAtLeast(15), "before PostgreSQL 15 only superusers may set the replication role");
        String role = database.another("replicator");
        database.asOwner(
                "CREATE TABLE node (id integer PRIMARY KEY, parent integer REFERENCES node ON DELETE CASCADE)",
                "CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
                "INSERT INTO node SELECT i, nullif(i + 1, 101) FROM generate_series(1, 100) i",
                "CREATE TRIGGER quiet BEFORE INSERT ON node FOR EACH ROW EXECUTE FUNCTION fire()",
                "GRANT USAGE ON SCHEMA app TO " + role,
                "GRANT SELECT, INSERT, UPDATE, DELETE ON node TO " + role);
        database.asSuperuser("GRANT SET ON PARAMETER session_replication_role TO " + role);
        List<String> whole = database.state();
        database.dump(role, folder);
        database.asOwner("DELETE FROM node");

        database.restore(role, folder, RestoreOptions.DEFAULT);

        assertThat(database.state()).isEqualTo(whole);
    }

    private boolean isAtLeast(int major) throws SQLException {
        return Integer.parseInt(database.query("SHOW server_version_num").get(0)) >= major * 10_000;
    }
}
