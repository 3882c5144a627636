package io.dbrestore.dialect.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.spi.Catalog;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Databases with more tables than anyone can list. */
@Tag("slow")
class ManyTablesTest {

    private static String createTables(int from, int to) {
        return """
                DO $$ BEGIN FOR i IN %d..%d LOOP
                    EXECUTE 'CREATE TABLE t' || i || ' (id serial PRIMARY KEY, code text UNIQUE, up int REFERENCES t'
                        || greatest(i - 1, 1) || ', a numeric(10,2) DEFAULT 1, b timestamptz NOT NULL DEFAULT now())';
                END LOOP; END $$""".formatted(from, to);
    }

    @Test
    @Tag("case-59")
    void tenThousandTablesTakeSeconds() throws SQLException {
        try (Database database = Database.with()) {
            for (int i = 1; i <= 10_000; i += 500) {
                database.execute(createTables(i, i + 499));
            }
            database.execute("SELECT nextval('t9999_id_seq')");
            database.connection().setAutoCommit(false);
            Instant begin = Instant.now();

            Catalog catalog = database.catalog();

            Duration read = Duration.between(begin, Instant.now());
            assertThat(catalog.tables()).hasSize(10_000).allSatisfy(table -> {
                assertThat(table.columns()).hasSize(5);
                assertThat(table.primaryKey()).hasSize(1);
                assertThat(table.foreignKeys()).hasSize(1);
            });
            assertThat(catalog.sequences()).hasSize(10_000).contains(Database.sequence("t9999_id_seq", "1"));
            assertThat(read).isLessThan(Duration.ofSeconds(30));
            assertThat(database.query("SELECT count(*) < 50 FROM pg_locks WHERE pid = pg_backend_pid()"))
                    .as("locks that stay")
                    .containsExactly("t");
            new SequenceAdvance(database.connection()).advance(catalog.tables(), catalog.sequences());
            assertThat(Duration.between(begin, Instant.now()).minus(read)).isLessThan(Duration.ofSeconds(60));
            database.drop();
        }
    }
}
