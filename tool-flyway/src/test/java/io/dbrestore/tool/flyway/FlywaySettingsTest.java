package io.dbrestore.tool.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.spi.ToolSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flyway's configuration in the files where users have it. */
class FlywaySettingsTest {

    @TempDir
    private Path root;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> options = new HashMap<>();

    @Test
    void withoutAnyItIsTheFolderOfTheSources() throws IOException {
        write("src/main/resources/db/migration/V1__a.sql", "SELECT 1");

        assertThat(read().place()).isEmpty();
        assertThat(read().url()).isEmpty();
        assertThat(read().options())
                .containsEntry("flyway.locations", "filesystem:" + project() + "/src/main/resources/db/migration");
    }

    @Test
    void tomlOfAnEnvironmentWithTheUsersOwnFileOnTop() throws IOException {
        write("flyway.toml", """
                id = "x"
                [flyway]
                environment = "development"
                locations = ["filesystem:sql", "filesystem:/more/*"]
                [flyway.placeholders]
                owner = "me"
                [flyway.check]
                majorTolerance = 3
                [environments.development]
                url = "jdbc:postgresql://localhost/shop"
                schemas = ["app", "audit"]
                [environments.test]
                url = "jdbc:postgresql://localhost/test"
                [environments.test.flyway]
                table = "history"
                """);
        write("flyway.user.toml", """
                [environments.development]
                user = "me"
                password = "s3cret"
                """);
        ToolSettings settings = read();

        assertThat(settings.place()).isEqualTo("flyway.toml and flyway.user.toml");
        assertThat(settings.summary()).isEqualTo("schemas app, audit, 2 locations");
        assertThat(settings.url()).contains("jdbc:postgresql://localhost/shop");
        assertThat(settings.user()).contains("me");
        assertThat(settings.password()).contains("s3cret");
        assertThat(settings.options())
                .containsEntry("flyway.locations", "filesystem:" + project() + "/sql,filesystem:/more/*")
                .containsEntry("flyway.schemas", "app,audit")
                .containsEntry("flyway.placeholders.owner", "me")
                .doesNotContainKeys("flyway.url", "flyway.password", "flyway.user", "flyway.check.majorTolerance")
                .doesNotContainValue("s3cret");
        assertThat(settings.toString()).doesNotContain("s3cret");

        environment.put("FLYWAY_ENVIRONMENT", "test");
        assertThat(read().url()).contains("jdbc:postgresql://localhost/test");
        assertThat(read().options()).containsEntry("flyway.table", "history");
    }

    @Test
    void variablesInTomlAreFilledIn() throws IOException {
        write("flyway.toml", "[environments.default]\nurl = \"jdbc:sqlite:${env.PATH}\"\npassword = \"${vault.x}\"");

        assertThat(read().url()).contains("jdbc:sqlite:" + System.getenv("PATH"));
        assertThat(read().password()).isEmpty();
    }

    @Test
    void brokenTomlIsNamedWithoutWhatIsInIt() throws IOException {
        write("flyway.toml", "[environments.default]\npassword = \"s3cret\n");

        assertThatThrownBy(this::read)
                .hasMessageContaining("flyway.toml is no TOML, near line 2")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void confFilesOfTheHomeTheFolderConfAndTheProjectItself() throws IOException {
        write("conf/flyway.conf", "flyway.url=jdbc:sqlite:conf.db\nflyway.schemas=app");
        write("../home/flyway.conf", "flyway.user=me");
        assertThat(read().url()).contains("jdbc:sqlite:conf.db");
        assertThat(read().user()).contains("me");

        write("flyway.conf", "flyway.url=jdbc:sqlite:dev.db");
        assertThat(read().url()).contains("jdbc:sqlite:dev.db");
        assertThat(read().place()).isEqualTo("conf/flyway.conf, ~/flyway.conf and flyway.conf");

        environment.put("FLYWAY_URL", "jdbc:sqlite:env.db");
        assertThat(read().url()).contains("jdbc:sqlite:env.db");
        assertThat(read().place()).endsWith(" and FLYWAY_URL");
        options.put("flyway.url", "jdbc:sqlite:option.db");
        assertThat(read().url()).contains("jdbc:sqlite:option.db");
    }

    @Test
    void tomlHidesConfAndEitherHidesSpringBoot() throws IOException {
        write("application.properties", "spring.datasource.url=jdbc:sqlite:spring.db\nspring.flyway.table=t");
        assertThat(read().url()).contains("jdbc:sqlite:spring.db");
        assertThat(read().options()).containsEntry("flyway.table", "t");

        write("flyway.conf", "flyway.url=jdbc:sqlite:conf.db");
        assertThat(read().url()).contains("jdbc:sqlite:conf.db");
        assertThat(read().options()).doesNotContainKey("flyway.table");

        write("flyway.toml", "[environments.default]\nurl = \"jdbc:sqlite:toml.db\"");
        assertThat(read().url()).contains("jdbc:sqlite:toml.db");
    }

    @Test
    void springBootsNamesBecomeFlyways() throws IOException {
        write("src/main/resources/db/migration/mariadb/V1__a.sql", "SELECT 1");
        write("src/main/resources/application.yml", """
                spring:
                  datasource:
                    url: jdbc:mariadb://localhost/${NAME:shop}
                    username: me
                    password: ${PASSWORD:s3cret}
                  flyway:
                    enabled: true
                    locations: classpath:db/migration/{vendor}
                    baseline-on-migrate: true
                    placeholders:
                      My_Own: x
                    user: owner
                """);
        environment.put("SPRING_FLYWAY_SCHEMAS", "shop");
        ToolSettings settings = read();

        assertThat(settings.place()).isEqualTo("src/main/resources/application.yml and SPRING_FLYWAY_SCHEMAS");
        assertThat(settings.url()).contains("jdbc:mariadb://localhost/shop");
        assertThat(settings.user()).contains("owner");
        assertThat(settings.password()).contains("s3cret");
        assertThat(settings.options())
                .containsEntry(
                        "flyway.locations", "filesystem:" + project() + "/src/main/resources/db/migration/mariadb")
                .containsEntry("flyway.baselineOnMigrate", "true")
                .containsEntry("flyway.schemas", "shop")
                .containsEntry("flyway.placeholders.My_Own", "x")
                .doesNotContainKey("flyway.enabled");
    }

    @Test
    void javaMigrationsAreWhereTheBuildHasPutThem() throws IOException {
        write("src/main/resources/db/migration/V1__a.sql", "SELECT 1");
        write("target/classes/db/migration/V2__b.class", "");

        assertThat(read().options())
                .containsEntry("flyway.locations", "classpath:db/migration")
                .containsEntry(FlywayHook.CLASSES, project() + "/target/classes");
    }

    @Test
    void onlyWhatSomebodyHasWrittenSpeaksAgainstACleaning() throws IOException {
        write("flyway.conf", "flyway.url=jdbc:sqlite:dev.db");
        assertThat(read().objection()).isEmpty();

        write("flyway.conf", "flyway.cleanDisabled=true");
        assertThat(read().objection()).startsWith("flyway.conf says cleanDisabled=true");
        options.put("flyway.cleanDisabled", "false");
        assertThat(read().objection()).isEmpty();
    }

    private ToolSettings read() {
        return FlywaySettings.read(project(), root.resolve("home"), environment, options);
    }

    private Path project() {
        return root.resolve("project");
    }

    private void write(String name, String text) throws IOException {
        Path file = project().resolve(name).normalize();
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
