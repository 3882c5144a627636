package io.dbrestore.tool.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.spi.ToolSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Liquibase's configuration in the files where users have it. */
class LiquibaseSettingsTest {

    @TempDir
    private Path project;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> options = new HashMap<>();

    @Test
    void thePropertiesInTheProjectWithTheLocalOnesTheVariablesAndTheOptionsOnTop() throws IOException {
        write("liquibase.properties", """
                url: jdbc:postgresql://localhost/shop
                liquibase.command.username=me
                password=s3cret
                changeLogFile=db/changelog.xml
                driver=org.postgresql.Driver
                default-schema-name=app
                parameter.owner=me
                """);
        write("liquibase.local.properties", "contexts=dev\nlabels=mine");
        ToolSettings settings = read();

        assertThat(settings.place()).isEqualTo("liquibase.properties and liquibase.local.properties");
        assertThat(settings.summary()).isEqualTo("schema app, changelog db/changelog.xml");
        assertThat(settings.url()).contains("jdbc:postgresql://localhost/shop");
        assertThat(settings.user()).contains("me");
        assertThat(settings.password()).contains("s3cret");
        assertThat(settings.options())
                .containsEntry("changelogFile", "db/changelog.xml")
                .containsEntry("defaultSchemaName", "app")
                .containsEntry("contexts", "dev")
                .containsEntry("labelFilter", "mine")
                .containsEntry("parameter.owner", "me")
                .doesNotContainKeys("url", "username", "password", "driver")
                .doesNotContainValue("s3cret");

        environment.put("LIQUIBASE_COMMAND_URL", "jdbc:postgresql://localhost/other");
        environment.put("LIQUIBASE_COMMAND_CHANGELOG_FILE", "other.xml");
        options.put("contexts", "test");
        assertThat(read().url()).contains("jdbc:postgresql://localhost/other");
        assertThat(read().options()).containsEntry("changelogFile", "other.xml").containsEntry("contexts", "test");
        assertThat(read().place()).contains("LIQUIBASE_COMMAND_URL");
    }

    @Test
    void springBootsNamesBecomeLiquibases() throws IOException {
        write("src/main/resources/db/changelog/db.changelog-master.yaml", "databaseChangeLog: []");
        write("src/main/resources/application.properties", """
                spring.datasource.url=jdbc:mysql://localhost/${NAME:shop}
                spring.datasource.username=me
                spring.liquibase.default-schema=app
                spring.liquibase.databaseChangeLogTable=history
                spring.liquibase.parameters.owner=me
                """);
        ToolSettings settings = read();

        assertThat(settings.place()).isEqualTo("src/main/resources/application.properties");
        assertThat(settings.url()).contains("jdbc:mysql://localhost/shop");
        assertThat(settings.options())
                .containsEntry("changelogFile", "db/changelog/db.changelog-master.yaml")
                .containsEntry("defaultSchemaName", "app")
                .containsEntry("databaseChangelogTableName", "history")
                .containsEntry("parameter.owner", "me")
                .containsEntry(
                        LiquibaseSettings.ROOTS, project + File.pathSeparator + project.resolve("src/main/resources"));

        options.put("changeLogFile", "classpath:/db/changelog/own.xml");
        assertThat(read().options()).containsEntry("changelogFile", "db/changelog/own.xml");
    }

    @Test
    void itsOwnFileHidesSpringBoots() throws IOException {
        write("src/main/resources/application.yml", "spring: {datasource: {url: 'jdbc:sqlite:spring.db'}}");
        write("src/main/resources/liquibase.properties", "url=jdbc:sqlite:own.db");

        assertThat(read().url()).contains("jdbc:sqlite:own.db");
        assertThat(read().place()).isEqualTo("src/main/resources/liquibase.properties");
    }

    private ToolSettings read() {
        return LiquibaseSettings.read(project, environment, options);
    }

    private void write(String name, String text) throws IOException {
        Path file = project.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
