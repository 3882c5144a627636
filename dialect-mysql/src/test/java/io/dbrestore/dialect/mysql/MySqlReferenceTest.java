package io.dbrestore.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.Capability;
import io.dbrestore.tck.ReferenceConformanceTest;
import io.dbrestore.testserver.MySqlServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The kit's references, and those that only MySQL has. */
final class MySqlReferenceTest extends ReferenceConformanceTest {

    private static final String CHILD = "CREATE TABLE child (id int PRIMARY KEY, up int,"
            + " CONSTRAINT child_up FOREIGN KEY (up) REFERENCES parent (id) ON DELETE CASCADE)";

    @Override
    protected Dialect dialect() {
        return new MySqlDialect();
    }

    @Override
    protected String newDatabase(Path scratch) throws SQLException {
        return MySqlServer.shared().newDatabase();
    }

    @Override
    protected Set<Capability> lacks() {
        return Set.of(Capability.SILENT_TRIGGERS);
    }

    @Override
    protected List<String> trigger() {
        return List.of(
                "CREATE TRIGGER kit_trigger AFTER INSERT ON parent FOR EACH ROW INSERT INTO audit VALUES (NEW.id)");
    }

    @Test
    @Tag("case-40")
    @Tag("case-73")
    @DisplayName("references that dangled in the source may dangle on, with a warning")
    void orphansAreKept() throws SQLException {
        execute(
                "CREATE TABLE parent (id int PRIMARY KEY)",
                CHILD,
                "SET foreign_key_checks = 0",
                "INSERT INTO child VALUES (1, 77)");

        List<String> warnings = dump().warnings();
        execute("DELETE FROM child");
        RestoreReport report = restore();

        assertThat(warnings).singleElement().asString().contains("child");
        assertThat(report.warnings()).singleElement().asString().contains("child_up", "1 row");
        assertThat(rows("SELECT * FROM child")).containsExactly("1 77");
    }

    @Test
    @Tag("case-73")
    @DisplayName("a reference into another database is checked there, and what stands there is left alone")
    void otherDatabase() throws SQLException {
        String other = rows("SELECT DATABASE()").get(0);
        execute("CREATE TABLE parent (id int PRIMARY KEY)", "INSERT INTO parent VALUES (1), (2)");
        changeDatabase();
        execute("CREATE TABLE child (id int PRIMARY KEY, up int, FOREIGN KEY (up) REFERENCES " + other
                + ".parent (id))");
        execute("INSERT INTO child VALUES (1, 1), (2, 2)");
        assertThat(dump().warnings()).isEmpty();
        execute("DELETE FROM child");

        restore();

        assertThat(rows("SELECT * FROM child")).containsExactly("1 1", "2 2");
        execute("DELETE FROM child", "DELETE FROM " + other + ".parent WHERE id = 2");
        DbRestoreException exception = failToRestore(Failure.CONFLICT, RestoreOptions.DEFAULT, "SELECT * FROM child");
        assertThat(exception.getMessage()).contains("id = 2", other + ".parent");
        execute("DROP TABLE child");
    }
}
