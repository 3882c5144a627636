package io.dbrestore.dialect.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbrestore.DbRestore;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.testserver.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Works through a pgbouncer that gives each transaction any connection, and leaves nothing in one. */
@Tag("case-39")
@Tag("case-67")
class PgBouncerTest {

    private static final String SETTINGS =
            "SELECT name, setting FROM pg_settings WHERE name NOT LIKE 'transaction%' ORDER BY name";

    private static final String LEFT_BEHIND = "SELECT (SELECT count(*) FROM pg_prepared_statements),"
            + " (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'),"
            + " (SELECT count(*) FROM pg_class WHERE relpersistence = 't')";

    @TempDir
    Path folder;

    private Path program = Path.of("");
    private OwnedDatabase database;

    @BeforeEach
    void create() throws Exception {
        Optional<Path> found = PgBouncer.program();
        assumeTrue(found.isPresent(), "pgbouncer is not installed, so nothing was tried through it");
        program = found.get();
        database = OwnedDatabase.create();
        database.asOwner(
                "CREATE TABLE team (id integer PRIMARY KEY, lead integer NOT NULL, at timestamptz DEFAULT now())",
                "CREATE TABLE member (id integer PRIMARY KEY, team integer NOT NULL REFERENCES team ON DELETE CASCADE)",
                "ALTER TABLE team ADD FOREIGN KEY (lead) REFERENCES member DEFERRABLE",
                "BEGIN; SET CONSTRAINTS ALL DEFERRED; INSERT INTO team SELECT i, i FROM generate_series(1, 500) i;"
                        + " INSERT INTO member SELECT i, 501 - i FROM generate_series(1, 500) i; COMMIT");
    }

    @Test
    void nothingIsLostAndNothingLeaks() throws Exception {
        List<String> whole = database.state();
        try (PgBouncer bouncer = PgBouncer.start(program, PostgresServer.shared(), folder, database.owner(), 1);
                Connection bystander = bouncer.connect(database.name(), database.owner());
                Connection ours = bouncer.connect(database.name(), database.owner())) {
            List<String> settings = OwnedDatabase.query(bystander, SETTINGS);
            try (Database pooled = Database.on(ours, OwnedDatabase.extensions())) {
                for (int round = 0; round < 8; round++) { // the driver prepares a statement that it meets often
                    Path dump = folder.resolve("dump" + round);
                    DbRestore.on(pooled).dump(dump, DumpOptions.DEFAULT.withConnections(1));
                    OwnedDatabase.run(
                            bystander,
                            "BEGIN; SET CONSTRAINTS ALL DEFERRED; DELETE FROM team WHERE id > 250;"
                                    + " UPDATE team SET at = NULL, lead = 1;"
                                    + " INSERT INTO member VALUES (1, 1) ON CONFLICT DO NOTHING; COMMIT");
                    DbRestore.on(pooled).restore(dump, RestoreOptions.DEFAULT);
                    assertThat(database.state()).isEqualTo(whole);
                }
            }
            assertThat(OwnedDatabase.query(bystander, LEFT_BEHIND)).containsExactly("0 | 0 | 0");
            assertThat(OwnedDatabase.query(bystander, SETTINGS)).isEqualTo(settings);
        }
    }

    @Test
    void severalConnectionsSeeOneSnapshot() throws Exception {
        List<String> whole = database.state();
        Path dump = folder.resolve("dump");
        try (PgBouncer bouncer = PgBouncer.start(program, PostgresServer.shared(), folder, database.owner(), 3)) {
            bouncer.connect(database.name(), database.owner()).close();
            String url = bouncer.url(database.name(), database.owner());
            try (Database pooled = Database.connect(url, folder, new Properties(), OwnedDatabase.extensions())) {
                DbRestore.on(pooled).dump(dump, DumpOptions.DEFAULT);
                database.asOwner("ALTER TABLE team DROP CONSTRAINT team_lead_fkey", "DELETE FROM team");
                database.asOwner("ALTER TABLE team ADD FOREIGN KEY (lead) REFERENCES member DEFERRABLE");
                DbRestore.on(pooled).restore(dump, RestoreOptions.DEFAULT);
            }
        }
        assertThat(database.state()).isEqualTo(whole);
    }
}
