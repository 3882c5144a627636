package io.dbrestore.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import liquibase.Scope;
import liquibase.configuration.LiquibaseConfiguration;
import liquibase.integration.spring.SpringLiquibase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Settings belong to one context, even where others are open in the same process. */
class BeansTest {

    @Test
    void aFlywayThatTheApplicationMakesItselfHasTheSettings() {
        try (GenericApplicationContext context =
                context(Map.of("db-restore.dir", "/ours", "db-restore.profile", "ours"))) {
            context.registerBean(Flyway.class, (Supplier<Flyway>) () -> Flyway.configure()
                    .placeholders(Map.of("theirs", "x", "dbrestore.profile", "theirs"))
                    .load());
            context.refresh();

            assertThat(context.getBean(Flyway.class).getConfiguration().getPlaceholders())
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("theirs", "x", "dbrestore.dir", "/ours", "dbrestore.profile", "theirs"));
        }
    }

    @Test
    void liquibaseSeesTheSettingsOfTheContextThatRunsIt() {
        List<String> seen = new ArrayList<>();
        try (GenericApplicationContext older = context(Map.of("db-restore.dir", "/older", "db-restore.profile", "p"))) {
            older.registerBean(
                    SpringLiquibase.class,
                    (Supplier<SpringLiquibase>) () -> new Watched(seen),
                    lazy -> lazy.setLazyInit(true));
            older.refresh();
            try (GenericApplicationContext younger = context(Map.of("db-restore.on-failure", "warn"))) {
                younger.refresh();

                older.getBean(SpringLiquibase.class);

                assertThat(seen).containsExactly("/older", "p", "null");
                assertThat(all()).containsExactly("null", "null", "warn");
            }
            assertThat(all()).containsExactly("/older", "p", "null");
        }
        assertThat(all()).containsExactly("null", "null", "null");
    }

    @Test
    void aContextThatFailsLeavesNothingBehind() {
        GenericApplicationContext context = context(Map.of("db-restore.dir", "/failing"));
        context.registerBean(SpringLiquibase.class, (Supplier<SpringLiquibase>) () -> new SpringLiquibase() {
            @Override
            public void afterPropertiesSet() {
                assertThat(all()).startsWith("/failing");
                throw new IllegalStateException("wanted");
            }
        });

        assertThatThrownBy(context::refresh).hasRootCauseMessage("wanted");

        assertThat(all()).containsExactly("null", "null", "null");
    }

    private static GenericApplicationContext context(Map<String, Object> properties) {
        GenericApplicationContext context = new GenericApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
        new SettingsInitializer().initialize(context);
        return context;
    }

    private static List<String> all() {
        return List.of(liquibase("dir"), liquibase("profile"), liquibase("onFailure"));
    }

    private static String liquibase(String name) {
        return String.valueOf(Scope.getCurrentScope()
                .getSingleton(LiquibaseConfiguration.class)
                .getCurrentConfiguredValue(null, null, "liquibase.dbrestore." + name)
                .getValue());
    }

    /** Notes what it would run with. */
    private static final class Watched extends SpringLiquibase {

        private final List<String> seen;

        Watched(List<String> seen) {
            this.seen = seen;
        }

        @Override
        public void afterPropertiesSet() {
            seen.addAll(all());
        }
    }
}
