package io.dbrestore.hook.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.hook.flyway.Project.Kind;
import io.dbrestore.hook.flyway.Project.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every version of Flyway on every database: clean and migrate, each in a process that knows nothing of db-restore. */
class FlywayVersionsTest {

    private static final String BEFORE = "flyway.locations=classpath:before";
    private static final String AFTER = "flyway.locations=classpath:after";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"13.12.0, SQLITE", "10.22.0, POSTGRESQL", "12.11.0, MARIADB"})
    void rowsSurviveACleanAndSeedsStay(String version, Kind kind) throws Exception {
        rowsSurvive(version, kind);
    }

    @ParameterizedTest
    @Tag("slow")
    @CsvSource({
        "10.22.0, SQLITE",
        "10.22.0, MARIADB",
        "11.20.3, SQLITE",
        "11.20.3, POSTGRESQL",
        "11.20.3, MARIADB",
        "12.11.0, SQLITE",
        "12.11.0, POSTGRESQL",
        "13.12.0, POSTGRESQL",
        "13.12.0, MARIADB"
    })
    void rowsSurviveThereToo(String version, Kind kind) throws Exception {
        rowsSurvive(version, kind);
    }

    private void rowsSurvive(String version, Kind kind) throws Exception {
        Project project = new Project(kind, folder);
        succeeds(project.flyway(version, BEFORE, "migrate"));
        project.execute(
                "UPDATE customer SET name = 'mine' WHERE id = 1",
                "INSERT INTO customer VALUES (3, 'mine too')",
                "INSERT INTO purchase VALUES (1, 3, 'a hat')");

        Outcome clean = succeeds(project.flyway(version, BEFORE, "clean"));
        assertThat(clean.output()).contains("db-restore: dumped 4 rows of 2 tables to " + project.dumps());
        Outcome migrate = succeeds(project.flyway(version, AFTER, "migrate"));
        assertThat(migrate.output()).contains("db-restore: restored 4 rows into 2 tables");
        List<String> history = project.query("SELECT version, success FROM flyway_schema_history ORDER BY version");

        List<String> expected = List.of(
                "1 | mine | null", "2 | seeded too | null", "3 | mine too | null", "9 | new seed | new@example.org");
        assertThat(project.query("SELECT id, name, mail FROM customer ORDER BY id"))
                .isEqualTo(expected);
        assertThat(project.query("SELECT * FROM purchase")).containsExactly("1 | 3 | a hat");
        assertThat(project.query("SELECT * FROM note")).containsExactly("1 | new seed");
        assertThat(history).hasSize(2);

        project.execute("UPDATE customer SET name = 'newer' WHERE id = 3");
        Outcome again = succeeds(project.flyway(version, AFTER, "migrate"));
        assertThat(again.output()).doesNotContain("db-restore:");
        assertThat(project.query("SELECT name FROM customer WHERE id = 3")).containsExactly("newer");
    }

    private static Outcome succeeds(Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        return outcome;
    }
}
