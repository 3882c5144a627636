package io.dbrestore.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What an application sets under {@code db-restore} is what the hooks are told; found by Spring Boot itself. */
class SettingsInitializerTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "db-restore.enabled=false, enabled, false",
        "db-restore.dir=/tmp/dumps, dir, /tmp/dumps",
        "db-restore.profile=shop, profile, shop",
        "db-restore.strategy=Replace, strategy, replace",
        "db-restore.tables=shop.*, tables, shop.*",
        "db-restore.exclude[0]=log, exclude, log",
        "db-restore.on-failure=warn, onFailure, warn",
        "db-restore.onFailure=WARN, onFailure, warn",
        "dbrestore.onfailure=warn, onFailure, warn",
        "db-restore.dump-before=migrate, dumpBefore, migrate"
    })
    void eachSettingIsHandedOnHoweverItIsSpelled(String property, String name, String value) {
        try (ConfigurableApplicationContext context = start("--" + property)) {
            assertThat(flyway(context, name)).isEqualTo(value);
            assertThat(context.getEnvironment().getProperty("spring.jpa.properties.dbrestore." + name))
                    .isEqualTo(value);
        }
    }

    @Test
    void listsOfAFileAreListsForTheHooks() throws IOException {
        Files.writeString(folder.resolve("application.properties"), """
                shop.data=/data
                db-restore.dir=${shop.data}/dumps
                db-restore.tables=shop.*, customer
                db-restore.dump-before[0]=update
                db-restore.dump-before[1]=rollback
                """);

        try (ConfigurableApplicationContext context = start("--spring.config.location=" + folder + "/")) {
            assertThat(flyway(context, "dir")).isEqualTo("/data/dumps");
            assertThat(flyway(context, "tables")).isEqualTo("shop.*,customer");
            assertThat(flyway(context, "dumpBefore")).isEqualTo("update,rollback");
        }
    }

    @Test
    void nothingIsHandedOnWhereNothingIsSet() {
        try (ConfigurableApplicationContext context = start()) {
            assertThat(context.getEnvironment().getPropertySources().get("db-restore"))
                    .satisfies(
                            source -> assertThat((Map<?, ?>) source.getSource()).isEmpty());
        }
    }

    @Test
    void whatTheApplicationTellsFlywayItselfGoesBefore() {
        try (ConfigurableApplicationContext context =
                start("--db-restore.dir=/ours", "--spring.flyway.placeholders.dbrestore.dir=/theirs")) {
            assertThat(flyway(context, "dir")).isEqualTo("/theirs");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "production", "Prod", "base,prod", "live"})
    void itIsOffInProduction(String profiles) {
        try (ConfigurableApplicationContext context =
                start("--spring.profiles.active=" + profiles, "--spring.profiles.group.live=production")) {
            assertThat(flyway(context, "enabled")).isEqualTo("false");
        }
    }

    @Test
    void aChildHasItsOwnSettingsBesideThoseOfItsParent() {
        SpringApplicationBuilder application = new SpringApplicationBuilder(SettingsInitializerTest.class)
                .web(WebApplicationType.NONE)
                .properties("db-restore.dir=/parent", "db-restore.profile=parent");
        try (ConfigurableApplicationContext parent = application.run();
                ConfigurableApplicationContext child = new SpringApplicationBuilder(SettingsInitializerTest.class)
                        .parent(parent)
                        .web(WebApplicationType.NONE)
                        .run("--db-restore.dir=/child")) {
            assertThat(flyway(child, "dir")).isEqualTo("/child");
            assertThat(flyway(child, "profile")).isEqualTo("parent");
            assertThat(flyway(parent, "dir")).isEqualTo("/parent");
        }
    }

    @Test
    void itIsOnInProductionWhereThatIsSaidOutright() {
        try (ConfigurableApplicationContext context =
                start("--spring.profiles.active=prod", "--db-restore.enabled=true")) {
            assertThat(flyway(context, "enabled")).isEqualTo("true");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "product", "preprod"})
    void itIsOnInOtherProfiles(String profile) {
        try (ConfigurableApplicationContext context = start("--spring.profiles.active=" + profile)) {
            assertThat(flyway(context, "enabled")).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"enabled, perhaps", "strategy, merge", "on-failure, ignore"})
    void aValueThatThereIsNotEndsTheStart(String name, String value) {
        assertThatThrownBy(() -> start("--db-restore." + name + "=" + value).close())
                .hasMessageContaining("db-restore." + name)
                .hasStackTraceContaining(value);
    }

    @Test
    void unknownNamesAreToldWithTheirPlace() {
        try (ConfigurableApplicationContext context = start(
                "--db-restore.dirr=/tmp", "--db-restore.tables[0]=a", "--db-restore.dump.before=x", "--db.restore=y")) {
            List<String> told = UnknownNames.of(context.getEnvironment());

            assertThat(told).hasSize(2);
            assertThat(told)
                    .anySatisfy(sentence -> assertThat(sentence)
                            .contains("no setting db-restore.dirr (")
                            .contains("commandLineArgs")
                            .contains("db-restore.dir,")
                            .contains("db-restore.dump-before"))
                    .anySatisfy(sentence -> assertThat(sentence).contains("no setting db-restore.dump.before"));
        }
    }

    private static String flyway(ConfigurableApplicationContext context, String name) {
        return context.getEnvironment().getProperty("spring.flyway.placeholders.dbrestore." + name);
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        SpringApplication application = new SpringApplication(SettingsInitializerTest.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--spring.main.banner-mode=off");
        return application.run(all.toArray(String[]::new));
    }
}
