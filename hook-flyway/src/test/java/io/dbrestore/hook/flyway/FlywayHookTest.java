package io.dbrestore.hook.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.hook.flyway.Project.Kind;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Flyway in this process, for whom db-restore does the rest. */
class FlywayHookTest {

    private final SQLiteDataSource database = new SQLiteDataSource();
    private Project project;

    @BeforeEach
    void fill(@TempDir Path folder) throws Exception {
        project = new Project(Kind.SQLITE, folder);
        database.setUrl(project.url());
        new FlywayHook().migrate(database, Map.of("locations", "classpath:before"));
        project.execute("INSERT INTO customer VALUES (3, 'mine')");
    }

    @Test
    void aResetDropsAndBuildsAnewAndLeavesTheRowsToWhoCallsIt() throws Exception {
        new FlywayHook().reset(database, Map.of("flyway.locations", "classpath:after"));

        assertThat(project.query("SELECT name FROM customer ORDER BY id"))
                .containsExactly("seeded", "seeded too", "new seed");
    }

    @Test
    void aMigrationDropsNothing() throws Exception {
        new FlywayHook().migrate(database, Map.of("locations", "classpath:before,classpath:later"));

        assertThat(project.query("SELECT name FROM customer")).containsExactly("mine");
    }
}
