package io.dbrestore.hook.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.hook.flyway.Project.Kind;
import io.dbrestore.hook.flyway.Project.Outcome;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A schema among those that Flyway cleans, which the migrations bring no tables for any more. */
@Tag("slow")
class DroppedSchemaTest {

    @TempDir
    Path folder;

    @Test
    void theRowsOfTheOthersComeBackAtThisResetAndTheNextAndItsOwnStayInTheDump() throws Exception {
        Project project = new Project(Kind.POSTGRESQL, folder);
        project.execute("CREATE SCHEMA shop", "CREATE SCHEMA audit");
        String[] migrateBoth = settings("classpath:before,classpath:audit", "migrate");
        String[] reset = settings("classpath:before", "clean", "migrate");
        project.flyway(Project.USUAL_VERSION, migrateBoth);
        project.execute(
                "INSERT INTO shop.customer VALUES (3, 'mine')", "INSERT INTO audit.entry VALUES (1, 'mine too')");

        Outcome first = project.flyway(Project.USUAL_VERSION, reset);
        assertThat(first.exitCode()).as(first.output()).isZero();
        assertThat(first.output())
                .contains("Rows are not restored yet")
                .contains("1 row of schema audit in " + project.dumps())
                .contains("--schemas 'audit'");
        project.execute("INSERT INTO shop.customer VALUES (4, 'since')");
        Outcome second = project.flyway(Project.USUAL_VERSION, reset);

        assertThat(second.output())
                .contains("another reset came before these were restored: 1 row of schema audit")
                .contains("--schemas 'audit'");
        assertThat(project.query("SELECT name FROM shop.customer WHERE id > 2 ORDER BY id"))
                .containsExactly("mine", "since");
    }

    private static String[] settings(String locations, String... commands) {
        return Stream.concat(
                        Stream.of(
                                "flyway.schemas=shop,audit",
                                "flyway.defaultSchema=shop",
                                "flyway.locations=" + locations),
                        Stream.of(commands))
                .toArray(String[]::new);
    }
}
