package io.dbrestore.hook.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.hook.flyway.Project.Kind;
import io.dbrestore.hook.flyway.Project.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clean where the disk has no room for the dump. */
@Tag("slow")
class FullDiskTest {

    @TempDir
    Path folder;

    @Test
    @Tag("case-86")
    void nothingIsCleanedAndNothingOfTheDumpIsLeft() throws Exception {
        Project project = new Project(Kind.POSTGRESQL, folder);
        String before = "flyway.locations=classpath:before";
        project.flyway(Project.USUAL_VERSION, before, "migrate");
        project.execute("INSERT INTO customer SELECT i, repeat('x', 40) FROM generate_series(3, 10000) i");

        Outcome clean = project.flywayOnAFullDisk(128 * 1024, before, "clean");

        assertThat(clean.exitCode()).isNotZero();
        assertThat(clean.output())
                .contains(
                        "cannot write the dump to " + project.dumps(),
                        "File too large",
                        "see to it that there is room");
        assertThat(project.query("SELECT COUNT(*) FROM customer")).containsExactly("10000");
        try (Stream<Path> files = Files.walk(project.dumps())) {
            assertThat(files.filter(Files::isRegularFile).map(Path::getFileName).map(Path::toString))
                    .containsOnly("reset.lock");
        }
    }
}
