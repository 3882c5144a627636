package io.dbrestore.dialect.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.Strategy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores of a role that owns its tables and is no superuser: everything comes back, and nothing is left changed. */
@Tag("case-36")
class PlainOwnerTest {

    @TempDir
    Path folder;

    private OwnedDatabase database;

    @BeforeEach
    void create() throws SQLException {
        database = OwnedDatabase.create();
    }

    @Test
    @Tag("case-35")
    void aCycleOfReferencesThatTakeNoNullComesBack() throws SQLException {
        database.asOwner(
                "CREATE TABLE team (id integer PRIMARY KEY, lead integer NOT NULL)",
                "CREATE TABLE member (id integer PRIMARY KEY, team integer NOT NULL REFERENCES team)",
                "ALTER TABLE team ADD FOREIGN KEY (lead) REFERENCES member DEFERRABLE",
                "BEGIN; SET CONSTRAINTS ALL DEFERRED; INSERT INTO team SELECT i, i FROM generate_series(1, 500) i;"
                        + " INSERT INTO member SELECT i, 501 - i FROM generate_series(1, 500) i; COMMIT",
                "ALTER TABLE team ALTER CONSTRAINT team_lead_fkey NOT DEFERRABLE");
        List<String> whole = database.state();
        database.dump(folder);
        database.asSuperuser("SET session_replication_role = replica; TRUNCATE app.team, app.member");

        database.restore(folder);

        assertThat(database.state()).isEqualTo(whole);
    }

    @Test
    @Tag("case-34")
    void aTreeComesBackWhoseChildrenComeBeforeTheirParents() throws SQLException {
        database.asOwner(
                "CREATE TABLE node (id integer PRIMARY KEY, parent integer REFERENCES node ON DELETE CASCADE)",
                "CREATE INDEX ON node (parent)",
                "INSERT INTO node SELECT i, nullif(i + 1, 20001) FROM generate_series(1, 20000) i ORDER BY i");
        List<String> whole = database.state();
        database.dump(folder);
        database.asOwner("DELETE FROM node WHERE id % 3 = 0", "UPDATE node SET parent = NULL");

        database.restore(folder);

        assertThat(database.state()).isEqualTo(whole);
    }

    @Test
    @Tag("case-41")
    void replacingAParentDoesNotCascadeToItsChildren() throws SQLException {
        database.asOwner(
                "CREATE TABLE parent (id integer PRIMARY KEY, name text, code text UNIQUE)",
                "CREATE TABLE cascading (parent integer REFERENCES parent ON DELETE CASCADE ON UPDATE CASCADE)",
                "CREATE TABLE emptying (parent text REFERENCES parent (code) ON DELETE SET NULL ON UPDATE CASCADE)",
                "CREATE TABLE defaulting (parent integer DEFAULT 1 REFERENCES parent ON DELETE SET DEFAULT)",
                "INSERT INTO parent VALUES (1, 'one', 'a'), (2, 'two', 'b')",
                "INSERT INTO cascading VALUES (1), (2)",
                "INSERT INTO emptying VALUES ('a'), ('b')",
                "INSERT INTO defaulting VALUES (1), (2)");
        List<String> whole = database.state();
        database.dump(folder);
        database.asOwner("UPDATE parent SET name = 'other'", "INSERT INTO parent VALUES (3, 'extra', 'c')");

        database.restore(database.owner(), folder, RestoreOptions.DEFAULT.withStrategy(Strategy.REPLACE));

        assertThat(database.state()).isEqualTo(whole);
    }

    @Test
    @Tag("case-41")
    void rowsThatSwapAUniqueValueDoNotTakeTheirChildrenAlong() throws SQLException {
        database.asOwner(
                "CREATE TABLE parent (id integer PRIMARY KEY, code text NOT NULL UNIQUE)",
                "CREATE TABLE child (id integer PRIMARY KEY, parent text REFERENCES parent (code) ON UPDATE CASCADE)",
                "CREATE TABLE other (id integer PRIMARY KEY, parent text REFERENCES parent (code))",
                "INSERT INTO parent VALUES (1, 'a'), (2, 'b')",
                "INSERT INTO child VALUES (1, 'a'), (2, 'b')",
                "INSERT INTO other VALUES (1, 'a'), (2, 'b')");
        List<String> whole = database.state();
        database.dump(folder);
        database.asSuperuser("SET session_replication_role = replica; UPDATE app.parent SET code = 'x' WHERE id = 1;"
                + " UPDATE app.parent SET code = 'a' WHERE id = 2; UPDATE app.parent SET code = 'b' WHERE id = 1");

        database.restore(folder);

        assertThat(database.state()).isEqualTo(whole);
    }

    @Test
    @Tag("case-37")
    @Tag("case-42")
    void triggersDoNotFireAndKeepTheirStates() throws SQLException {
        database.asOwner(
                "CREATE TABLE audit (what text)",
                "CREATE TABLE t (id integer PRIMARY KEY, a text)",
                "CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " INSERT INTO app.audit VALUES (TG_NAME); NEW.a := 'fired'; RETURN NEW; END $$",
                "CREATE TRIGGER origin BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION fire()",
                "CREATE TRIGGER always BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION fire()",
                "CREATE TRIGGER replica BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION fire()",
                "CREATE TRIGGER disabled BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION fire()",
                "CREATE TRIGGER statement AFTER INSERT OR UPDATE ON t EXECUTE FUNCTION fire()",
                "CREATE CONSTRAINT TRIGGER late AFTER INSERT OR UPDATE ON t DEFERRABLE INITIALLY DEFERRED"
                        + " FOR EACH ROW EXECUTE FUNCTION fire()",
                "COMMENT ON TRIGGER origin ON t IS 'of origin'",
                "ALTER TABLE t DISABLE TRIGGER USER",
                "INSERT INTO t SELECT i, 'row ' || i FROM generate_series(1, 50) i",
                "ALTER TABLE t ENABLE TRIGGER USER",
                "ALTER TABLE t ENABLE ALWAYS TRIGGER always",
                "ALTER TABLE t ENABLE REPLICA TRIGGER replica",
                "ALTER TABLE t DISABLE TRIGGER disabled");
        List<String> whole = database.state();
        database.dump(folder);
        database.asOwner(
                "ALTER TABLE t DISABLE TRIGGER USER",
                "DELETE FROM t WHERE id > 40",
                "UPDATE t SET a = 'changed' WHERE id < 5");
        database.asOwner(
                "ALTER TABLE t ENABLE TRIGGER USER",
                "ALTER TABLE t ENABLE ALWAYS TRIGGER always",
                "ALTER TABLE t ENABLE REPLICA TRIGGER replica",
                "ALTER TABLE t DISABLE TRIGGER disabled");

        database.restore(folder);

        assertThat(database.query("SELECT * FROM app.audit")).isEmpty();
        assertThat(database.state()).isEqualTo(whole);
    }

    @Test
    @Tag("case-37")
    void foreignKeysComeBackAsTheyWere() throws SQLException {
        database.asOwner(
                "CREATE TABLE parent (id integer PRIMARY KEY, a text)",
                "CREATE TABLE child (id integer PRIMARY KEY, p1 integer, p2 integer, p3 integer, p4 integer, \"P 5\" integer)",
                "INSERT INTO child VALUES (1, 99, 1, 1, 1, 1)",
                "INSERT INTO parent VALUES (1, 'one')",
                "ALTER TABLE child ADD CONSTRAINT invalid FOREIGN KEY (p1) REFERENCES parent NOT VALID",
                "ALTER TABLE child ADD CONSTRAINT late FOREIGN KEY (p2) REFERENCES parent DEFERRABLE INITIALLY DEFERRED",
                "ALTER TABLE child ADD CONSTRAINT soon FOREIGN KEY (p3) REFERENCES parent DEFERRABLE",
                "ALTER TABLE child ADD CONSTRAINT acting FOREIGN KEY (p4) REFERENCES parent"
                        + " MATCH FULL ON UPDATE SET NULL ON DELETE SET DEFAULT",
                "ALTER TABLE child ADD CONSTRAINT \"Qu\"\"oted's\" FOREIGN KEY (\"P 5\") REFERENCES parent ON DELETE RESTRICT",
                "COMMENT ON CONSTRAINT \"Qu\"\"oted's\" ON child IS 'it''s a \\ comment'");
        List<String> whole = database.state();
        database.dump(folder);
        database.asOwner("UPDATE parent SET a = 'changed'", "UPDATE child SET p2 = NULL");

        database.restore(folder);

        assertThat(database.state()).isEqualTo(whole);
    }

    @Test
    @Tag("case-17")
    @Tag("case-43")
    void rulesDoNotApplyAndKeepTheirStates() throws SQLException {
        database.asOwner(
                "CREATE TABLE t (id integer PRIMARY KEY, a text)",
                "INSERT INTO t SELECT i, 'row ' || i FROM generate_series(1, 20) i",
                "CREATE RULE nothing AS ON UPDATE TO t DO INSTEAD NOTHING",
                "CREATE RULE never AS ON INSERT TO t DO INSTEAD NOTHING",
                "CREATE RULE replica AS ON DELETE TO t DO INSTEAD NOTHING",
                "CREATE RULE off AS ON DELETE TO t DO ALSO DELETE FROM t",
                "ALTER TABLE t ENABLE ALWAYS RULE never",
                "ALTER TABLE t ENABLE REPLICA RULE replica",
                "ALTER TABLE t DISABLE RULE off");
        List<String> whole = database.state();
        database.dump(folder);
        database.asOwner(
                "ALTER TABLE t DISABLE RULE nothing",
                "DELETE FROM t WHERE id > 15",
                "UPDATE t SET a = 'changed' WHERE id < 5",
                "ALTER TABLE t ENABLE RULE nothing");

        database.restore(folder);

        assertThat(database.state()).isEqualTo(whole);
    }

    @Test
    @Tag("case-23")
    @Tag("case-62")
    void anIdentityOutsideOfTheKeyGetsTheDumpedNumber() throws SQLException {
        database.asOwner(
                "CREATE TABLE t (id integer PRIMARY KEY, number bigint GENERATED ALWAYS AS IDENTITY, a text)",
                "INSERT INTO t (id, a) SELECT i, 'row ' || i FROM generate_series(1, 20) i");
        List<String> whole = database.state();
        database.dump(folder);
        database.asOwner("UPDATE t SET number = DEFAULT WHERE id < 4", "DELETE FROM t WHERE id = 20");

        database.restore(folder);

        assertThat(database.state()).isEqualTo(whole);
    }

    @Test
    @Tag("case-17")
    void keysThatAreCheckedLateAreStillChecked() throws SQLException {
        database.asOwner(
                "CREATE TABLE t (id integer PRIMARY KEY DEFERRABLE INITIALLY DEFERRED, a text,"
                        + " UNIQUE (a) DEFERRABLE INITIALLY DEFERRED)",
                "INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')");
        List<String> whole = database.state();
        database.dump(folder);
        database.asOwner("UPDATE t SET a = CASE a WHEN 'a' THEN 'b' WHEN 'b' THEN 'a' ELSE a END");

        database.restore(folder);

        assertThat(database.state()).isEqualTo(whole);
    }

    @Test
    @Tag("case-30")
    void aNewForeignKeyThatTheDumpViolatesChangesNothing() throws SQLException {
        database.asOwner(
                "CREATE TABLE parent (id integer PRIMARY KEY)",
                "CREATE TABLE child (id integer PRIMARY KEY, parent integer)",
                "INSERT INTO parent VALUES (1)",
                "INSERT INTO child VALUES (1, 1), (2, 99)");
        database.dump(folder);
        database.asOwner(
                "DELETE FROM child", "ALTER TABLE child ADD FOREIGN KEY (parent) REFERENCES parent ON DELETE CASCADE");
        List<String> before = database.state();

        assertThatThrownBy(() -> database.restore(folder))
                .isInstanceOf(DbRestoreException.class)
                .hasMessageContaining("child_parent_fkey")
                .hasMessageContaining("99")
                .hasMessageContaining("Nothing was restored");

        assertThat(database.state()).isEqualTo(before);
    }

    @Test
    @Tag("case-45")
    void whatOnlyTheOwnerMayHoldBackIsNamedWithItsRemedy() throws SQLException {
        String role = database.another("dev");
        database.asOwner(
                "CREATE TABLE t (id integer PRIMARY KEY, a text, parent integer REFERENCES t)",
                "CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
                "CREATE TRIGGER audit BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION fire()",
                "CREATE RULE quiet AS ON DELETE TO t DO INSTEAD NOTHING",
                "GRANT USAGE ON SCHEMA app TO " + role,
                "GRANT ALL ON t TO " + role);
        database.asSuperuser("INSERT INTO app.t VALUES (1, 'x', 1)");
        database.asOwner("ALTER TABLE t DISABLE TRIGGER audit", "INSERT INTO t VALUES (1, 'x', 1)");
        database.asOwner("ALTER TABLE t ENABLE TRIGGER audit");
        database.dump(folder);
        database.asOwner("UPDATE t SET a = 'changed'");
        List<String> before = database.state();

        assertThatThrownBy(() -> database.restore(role, folder, RestoreOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        DbRestoreException.class,
                        e -> assertThat(e.hint()).contains("GRANT " + database.owner() + " TO " + role))
                .hasMessageContaining("table app.t belongs to " + database.owner() + " (trigger audit)")
                .hasMessageContaining("(rule quiet)")
                .hasMessageContaining("(foreign key t_parent_fkey)")
                .hasMessageContaining("The database is as it was");

        assertThat(database.state()).isEqualTo(before);
        database.asSuperuser("GRANT " + database.owner() + " TO " + role);
        database.restore(role, folder, RestoreOptions.DEFAULT);
        assertThat(database.query("SELECT a FROM app.t")).containsExactly("x");
    }

    @Test
    @Tag("case-45")
    void theRightToReferIsNamedWithItsRemedy() throws SQLException {
        String other = database.another("other");
        database.asSuperuser("CREATE SCHEMA foreign_schema AUTHORIZATION " + other);
        database.as(
                other,
                "CREATE TABLE foreign_schema.parent (id integer PRIMARY KEY, a text)",
                "GRANT USAGE ON SCHEMA foreign_schema TO " + database.owner(),
                "GRANT ALL ON foreign_schema.parent TO " + database.owner(),
                "INSERT INTO foreign_schema.parent VALUES (1, 'one')");
        database.asOwner(
                "CREATE TABLE child (id integer PRIMARY KEY, parent integer REFERENCES foreign_schema.parent"
                        + " ON DELETE CASCADE)",
                "INSERT INTO child VALUES (1, 1)");
        database.dump(folder);
        database.as(
                other,
                "REVOKE REFERENCES ON foreign_schema.parent FROM " + database.owner(),
                "UPDATE foreign_schema.parent SET a = 'changed'");

        assertThatThrownBy(() -> database.restore(folder))
                .isInstanceOfSatisfying(
                        DbRestoreException.class,
                        e -> assertThat(e.hint())
                                .contains("GRANT REFERENCES ON TABLE foreign_schema.parent TO " + database.owner()))
                .hasMessageContaining(
                        "no right to refer to table foreign_schema.parent (foreign key child_parent_fkey)");
    }

    @Test
    @Tag("case-45")
    void whoeverMayOnlyReadIsToldSo() throws SQLException {
        String role = database.another("reader");
        database.asOwner(
                "CREATE TABLE t (id integer PRIMARY KEY)",
                "INSERT INTO t VALUES (1)",
                "GRANT USAGE ON SCHEMA app TO " + role,
                "GRANT SELECT, INSERT ON t TO " + role);
        database.dump(folder);
        database.asOwner("DELETE FROM t");

        assertThatThrownBy(() -> database.restore(role, folder, RestoreOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        DbRestoreException.class,
                        e -> assertThat(e.hint())
                                .contains("GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE app.t TO " + role))
                .hasMessageContaining("nor to lock it");
    }

    @Test
    @Tag("case-45")
    void whoeverOwnsNothingRestoresWhatNeedsNoHoldingBack() throws SQLException {
        String role = database.another("dev");
        database.asOwner(
                "CREATE TABLE parent (id integer PRIMARY KEY, a text)",
                "CREATE TABLE child (id integer PRIMARY KEY, parent integer NOT NULL REFERENCES parent)",
                "CREATE TABLE left_one (id integer PRIMARY KEY, other integer NOT NULL)",
                "CREATE TABLE right_one (id integer PRIMARY KEY,"
                        + " other integer NOT NULL REFERENCES left_one DEFERRABLE)",
                "ALTER TABLE left_one ADD FOREIGN KEY (other) REFERENCES right_one DEFERRABLE INITIALLY DEFERRED",
                "INSERT INTO parent VALUES (1, 'one'), (2, 'two')",
                "INSERT INTO child VALUES (1, 1), (2, 2)",
                "BEGIN; INSERT INTO left_one VALUES (1, 1); INSERT INTO right_one VALUES (1, 1); COMMIT",
                "GRANT USAGE ON SCHEMA app TO " + role,
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA app TO " + role);
        List<String> whole = database.state();
        database.dump(role, folder);
        database.asOwner(
                "DELETE FROM child",
                "DELETE FROM parent WHERE id = 2",
                "UPDATE parent SET a = 'changed'",
                "BEGIN; SET CONSTRAINTS ALL DEFERRED; DELETE FROM left_one; DELETE FROM right_one; COMMIT");

        database.restore(role, folder, RestoreOptions.DEFAULT);

        assertThat(database.state()).isEqualTo(whole);
    }
}
