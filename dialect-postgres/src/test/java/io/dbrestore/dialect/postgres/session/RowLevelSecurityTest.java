package io.dbrestore.dialect.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.RestoreOptions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies that hide rows: whoever they apply to gets an error, never a part of the rows. */
@Tag("case-43")
class RowLevelSecurityTest {

    @TempDir
    Path folder;

    private OwnedDatabase database;
    private String tenant = "";

    @BeforeEach
    void create() throws SQLException {
        database = OwnedDatabase.create();
        tenant = database.another("tenant");
        database.asOwner(
                "CREATE TABLE t (id integer PRIMARY KEY, tenant text)",
                "INSERT INTO t VALUES (1, '" + tenant + "'), (2, 'another')",
                "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY own ON t USING (tenant = current_user)",
                "GRANT USAGE ON SCHEMA app TO " + tenant,
                "GRANT SELECT, INSERT, UPDATE, DELETE ON t TO " + tenant);
    }

    private static void assertRefused(ThrowingCallable what) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        DbRestoreException.class,
                        e -> assertThat(e.getMessage() + e.hint()).contains("BYPASSRLS"))
                .hasMessageContaining("row-level security");
    }

    @Test
    void whoeverWouldSeeSomeRowsOnlyGetsNoDump() {
        assertRefused(() -> database.dump(tenant, folder.resolve("dump")));

        assertThat(folder.resolve("dump/_metadata.json")).doesNotExist();
    }

    @Test
    void anOwnerUnderForcedPoliciesGetsNoDump() throws SQLException {
        database.asOwner("ALTER TABLE t FORCE ROW LEVEL SECURITY");

        assertRefused(() -> database.dump(folder.resolve("dump")));

        assertThat(folder.resolve("dump/_metadata.json")).doesNotExist();
    }

    @Test
    void whoeverSeesAllRowsDumpsAllOfThem() throws SQLException {
        String auditor = database.another("auditor");
        database.asSuperuser("ALTER ROLE " + auditor + " BYPASSRLS", "GRANT pg_read_all_data TO " + auditor);
        List<String> whole = database.state();

        for (String role : List.of(auditor, database.owner(), "postgres")) {
            Path dump = folder.resolve(role);
            database.dump(role, dump);
            database.asOwner("DELETE FROM t WHERE id = 2");
            database.restore(dump);
            assertThat(database.state()).isEqualTo(whole);
        }
    }

    @Test
    void whoeverWouldSeeSomeRowsOnlyRestoresNothing() throws SQLException {
        database.dump(folder.resolve("dump"));
        database.asOwner("DELETE FROM t WHERE id = 1");
        List<String> before = database.state();

        assertRefused(() -> database.restore(tenant, folder.resolve("dump"), RestoreOptions.DEFAULT));

        assertThat(database.state()).isEqualTo(before);
    }
}
