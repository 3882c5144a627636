package io.dbrestore.hook.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.hook.flyway.Project.Kind;
import io.dbrestore.hook.flyway.Project.Outcome;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real native connectors beside Flyway. Where one serves the database, no callback is called. */
class NativeConnectorsTest {

    private static final String LOCATION = "flyway.locations=classpath:before";

    @Test
    void aCleanIsRefusedWithAllRowsIntactUnlessDbRestoreIsSwitchedOff(@TempDir Path folder) throws Exception {
        Project project = new Project(Kind.SQLITE, folder);
        assertThat(project.flyway(Project.USUAL_VERSION, LOCATION, "migrate").exitCode())
                .isZero();
        project.execute("INSERT INTO customer VALUES (3, 'mine')");

        Outcome refused = project.flywayWithNativeConnectors(Map.of(), LOCATION, "clean");

        assertThat(refused.exitCode()).as(refused.output()).isNotZero();
        assertThat(refused.output()).contains("cannot keep your rows while FLYWAY_NATIVE_CONNECTORS=true");
        assertThat(project.query("SELECT name FROM customer WHERE id = 3")).containsExactly("mine");

        Outcome allowed = project.flywayWithNativeConnectors(Map.of("DBRESTORE_ENABLED", "false"), LOCATION, "clean");
        assertThat(allowed.exitCode()).as(allowed.output()).isZero();
        assertThat(project.dumps()).doesNotExist();
    }
}
