package io.dbrestore.tool.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application.properties and application.yml of a project. */
class SpringConfigurationTest {

    private static final String URL = "spring.datasource.url";

    @TempDir
    private Path project;

    @Test
    void aProjectWithoutAnySaysNothing() {
        assertThat(read(Map.of()).isAbout("spring.datasource")).isFalse();
        assertThat(read(Map.of()).get(URL)).isEmpty();
    }

    @Test
    void placeholdersAreFilledInFromVariablesOtherKeysAndDefaults() throws IOException {
        write("src/main/resources/application.yml", """
                db:
                  host: ${DB_HOST:localhost}
                spring:
                  datasource:
                    url: jdbc:postgresql://${db.host}:${DB_PORT:5432}/${DB_NAME:${FALLBACK:shop}}
                  flyway:
                    schemas: [app, audit]
                    baseline-version: 1.10
                """);

        assertThat(read(Map.of()).get(URL)).contains("jdbc:postgresql://localhost:5432/shop");
        assertThat(read(Map.of("DB_HOST", "db", "FALLBACK", "other")).get(URL))
                .contains("jdbc:postgresql://db:5432/other");
        assertThat(read(Map.of("SPRING_DATASOURCE_URL", "jdbc:sqlite:x")).get(URL))
                .contains("jdbc:sqlite:x");
        assertThat(read(Map.of()).below("spring.flyway"))
                .containsEntry("schemas", "app,audit")
                .containsEntry("baseline-version", "1.10");
        assertThat(read(Map.of()).places("spring.datasource")).containsExactly("src/main/resources/application.yml");
    }

    @Test
    void whatIsSetNowhereIsNamedAndNoValueIs() throws IOException {
        write("application.properties", "spring.datasource.url=jdbc:s3cret:${NOWHERE}");

        assertThatThrownBy(() -> read(Map.of()).get(URL))
                .hasMessage("application.properties needs ${NOWHERE}, which is set nowhere");
    }

    @Test
    void circlesAreFoundOut() throws IOException {
        write("application.properties", "a=${b}\nb=${a}\nspring.datasource.url=${a}");

        assertThatThrownBy(() -> read(Map.of()).get(URL)).hasMessageContaining("needs itself");
    }

    @Test
    void anActiveProfileOverridesInItsOwnFileAndInItsOwnDocument() throws IOException {
        write("src/main/resources/application.yml", """
                spring:
                  datasource: {url: 'jdbc:sqlite:prod.db'}
                ---
                spring:
                  config.activate.on-profile: dev
                  datasource: {url: 'jdbc:sqlite:dev.db'}
                """);
        write("src/main/resources/application-test.properties", "spring.datasource.url=jdbc:sqlite:test.db");

        assertThat(read(Map.of()).get(URL)).contains("jdbc:sqlite:prod.db");
        assertThat(read(Map.of("SPRING_PROFILES_ACTIVE", "dev")).get(URL)).contains("jdbc:sqlite:dev.db");
        assertThat(read(Map.of("SPRING_PROFILES_ACTIVE", "dev,test")).get(URL)).contains("jdbc:sqlite:test.db");
    }

    @Test
    void propertiesCountMoreThanYamlAndTheFolderMoreThanTheSources() throws IOException {
        write("src/main/resources/application.yaml", "spring.datasource.url: one");
        write("src/main/resources/application.properties", "spring.datasource.url=two\n#---\nother=x");
        assertThat(read(Map.of()).get(URL)).contains("two");

        write("config/application.yml", "spring: {datasource: {url: three}}");
        assertThat(read(Map.of()).get(URL)).contains("three");
    }

    @Test
    void aFileThatCannotBeReadIsNamedWithoutWhatIsInIt() throws IOException {
        write("application.yml", "spring:\n  datasource:\n    password: 's3cret\n");

        assertThatThrownBy(() -> read(Map.of()))
                .hasMessageContaining("application.yml is no YAML, near line ")
                .hasMessageNotContaining("s3cret");
    }

    private void write(String name, String text) throws IOException {
        Path file = project.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private SpringConfiguration read(Map<String, String> environment) {
        return SpringConfiguration.read(project, environment);
    }
}
