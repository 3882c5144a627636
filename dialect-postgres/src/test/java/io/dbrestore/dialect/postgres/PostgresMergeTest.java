package io.dbrestore.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.TableSelection;
import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.MergeConformanceTest;
import io.dbrestore.testserver.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The kit, and constraints that only PostgreSQL has. */
final class PostgresMergeTest extends MergeConformanceTest {

    @Override
    protected Dialect dialect() {
        return new PostgresDialect();
    }

    @Override
    protected String newDatabase(Path scratch) throws SQLException {
        return PostgresServer.shared().newDatabase();
    }

    @Test
    @Tag("case-15")
    @DisplayName("a row that an exclusion constraint does not admit is a conflict that names it")
    void exclusionConstraint() throws SQLException {
        execute("CREATE TABLE bookings (id integer PRIMARY KEY, nights int4range NOT NULL,"
                + " CONSTRAINT one_guest EXCLUDE USING gist (nights WITH &&))");
        execute("INSERT INTO bookings VALUES (1, '[1,3)'), (2, '[5,9)')");
        dump();
        execute("DELETE FROM bookings", "INSERT INTO bookings VALUES (7, '[8,12)')");

        DbRestoreException exception =
                failToRestore(Failure.CONFLICT, RestoreOptions.DEFAULT, "SELECT * FROM bookings ORDER BY id");

        assertThat(exception).hasMessageContainingAll("bookings", "one_guest", "row 2");
    }

    @Test
    @Tag("case-15")
    @DisplayName("a deferrable exclusion constraint is checked before the commit, too")
    void deferredExclusionConstraint() throws SQLException {
        execute("CREATE TABLE bookings (id integer PRIMARY KEY, nights int4range NOT NULL,"
                + " CONSTRAINT one_guest EXCLUDE USING gist (nights WITH &&) DEFERRABLE INITIALLY DEFERRED)");
        execute("INSERT INTO bookings VALUES (1, '[1,3)'), (2, '[5,9)')");
        dump();
        execute("DELETE FROM bookings", "INSERT INTO bookings VALUES (7, '[8,12)')");

        DbRestoreException exception =
                failToRestore(Failure.CONFLICT, RestoreOptions.DEFAULT, "SELECT * FROM bookings ORDER BY id");

        assertThat(exception).hasMessageContainingAll("one_guest", "[8,12)");
    }

    @Test
    @Tag("case-44")
    @DisplayName("a check that looks into another table admits the row or is named, and nothing is half done")
    void checkThatReadsAnotherTable() throws SQLException {
        execute("CREATE TABLE z_kinds (id integer PRIMARY KEY)");
        execute("CREATE FUNCTION is_kind(integer) RETURNS boolean LANGUAGE sql AS"
                + " 'SELECT EXISTS (SELECT FROM public.z_kinds WHERE id = $1)'");
        execute(
                "CREATE TABLE a_things (id integer PRIMARY KEY, kind integer CONSTRAINT kind_is_there CHECK (is_kind(kind)))");
        execute("INSERT INTO z_kinds VALUES (1)", "INSERT INTO a_things VALUES (1, 1)");
        dump();
        execute("DELETE FROM a_things", "DELETE FROM z_kinds");

        DbRestoreException exception =
                failToRestore(Failure.CONFLICT, RestoreOptions.DEFAULT, "SELECT count(*) FROM a_things");

        assertThat(exception).hasMessageContainingAll("a_things", "kind_is_there", "row 1");
        restore(RestoreOptions.DEFAULT.withTables(new TableSelection(List.of("z_kinds"), List.of(), List.of())));
        restore();
        assertThat(rows("SELECT * FROM a_things")).containsExactly("1 1");
    }
}
