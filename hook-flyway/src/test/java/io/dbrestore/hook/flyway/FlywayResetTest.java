package io.dbrestore.hook.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.hook.flyway.Project.Kind;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/** What an application sees that calls Flyway's API. */
class FlywayResetTest {

    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void create() throws SQLException {
        project = new Project(Kind.SQLITE, folder);
    }

    private FluentConfiguration configuration(String locations) {
        return Flyway.configure()
                .dataSource(project.url(), null, null)
                .locations("classpath:" + locations)
                .cleanDisabled(false)
                .placeholders(Map.of("dbrestore.dir", project.dumps().toString()));
    }

    private void fill() throws SQLException {
        configuration("before").load().migrate();
        project.execute("INSERT INTO customer VALUES (3, 'mine')", "INSERT INTO purchase VALUES (1, 3, 'a hat')");
    }

    private List<String> names() throws SQLException {
        return project.query("SELECT id, name FROM customer ORDER BY id");
    }

    @ParameterizedTest
    @EnumSource
    void aDumpThatCannotBeMadeStopsTheClean(Kind kind) throws Exception {
        project = new Project(kind, folder);
        fill();
        Files.createFile(project.dumps());

        assertThatThrownBy(() -> configuration("before").load().clean())
                .hasMessageContaining("cannot keep account of the reset in " + project.dumps())
                .hasMessageContaining("What to do");

        assertThat(names()).contains("3 | mine");
        assertThat(project.query("SELECT COUNT(*) FROM purchase")).containsExactly("1");
    }

    @Test
    void aTableThatCannotBeReadStopsTheClean() throws Exception {
        project = new Project(Kind.POSTGRESQL, folder);
        fill();
        project.execute("CREATE ROLE weak LOGIN", "GRANT SELECT ON customer TO weak");
        String asWeak = project.url().replace("user=postgres", "user=weak");
        try {
            assertThatThrownBy(() -> configuration("before")
                            .dataSource(asWeak, null, null)
                            .load()
                            .clean())
                    .hasMessageContaining("purchase");
            assertThat(names()).contains("3 | mine");
        } finally {
            project.execute("DROP OWNED BY weak", "DROP ROLE weak");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRestoreThatFailsLeavesTheMigratedSchemaAndTheDumpAndTheCommand(Kind kind) throws Exception {
        project = new Project(kind, folder);
        fill();
        configuration("before").load().clean();

        assertThatThrownBy(() -> configuration("unfit").load().migrate())
                .hasMessageContaining("mail")
                .hasMessageContaining("db-restore restore --in '" + project.dumps());

        assertThat(project.query("SELECT id, mail FROM customer")).containsExactly("1 | seeded@example.org");
        configuration("unfit", "mended").load().migrate();
        assertThat(names()).containsExactly("1 | seeded", "2 | seeded too", "3 | mine");
    }

    private FluentConfiguration configuration(String first, String second) {
        return configuration(first).locations("classpath:" + first, "classpath:" + second);
    }

    @Test
    void aFailedRestoreIsOnlyToldIfTheUserWantsThat() throws Exception {
        fill();
        configuration("before").load().clean();

        configuration("unfit")
                .placeholders(Map.of("dbrestore.dir", project.dumps().toString(), "dbrestore.onFailure", "warn"))
                .load()
                .migrate();

        assertThat(project.query("SELECT id, mail FROM customer")).containsExactly("1 | seeded@example.org");
    }

    @ParameterizedTest
    @EnumSource
    void aMigrationWithSomethingPendingIsDumpedBeforeIfTheUserWantsThat(Kind kind) throws Exception {
        project = new Project(kind, folder);
        fill();
        Map<String, String> dumping =
                Map.of("dbrestore.dir", project.dumps().toString(), "dbrestore.dumpBefore", "migrate");

        configuration("before").placeholders(dumping).load().migrate();
        assertThat(project.dumps()).doesNotExist();
        configuration("before", "later").placeholders(dumping).load().migrate();

        try (Stream<Path> files = Files.walk(project.dumps())) {
            assertThat(files.filter(file -> file.endsWith("customer.json"))).hasSize(1);
        }
        assertThat(names()).containsExactly("3 | mine");
    }

    @Test
    void aSettingThatMeansNothingStopsTheClean() throws Exception {
        fill();

        assertThatThrownBy(() -> configuration("before")
                        .placeholders(Map.of("dbrestore.strategy", "upset"))
                        .load()
                        .clean())
                .hasMessageContaining("dbrestore.strategy is upset, which is none of upsert, skip, replace");

        assertThat(names()).contains("3 | mine");
    }

    @Test
    void nothingHappensWhereItIsSwitchedOff() throws Exception {
        fill();
        FluentConfiguration off = configuration("before")
                .placeholders(Map.of("dbrestore.dir", project.dumps().toString(), "dbrestore.enabled", "false"));
        off.load().clean();
        off.load().migrate();

        assertThat(names()).doesNotContain("3 | mine");
        assertThat(project.dumps()).doesNotExist();
    }

    @Test
    void aDatabaseThatNobodyKnowsIsMigratedAsEverAndNotCleaned() throws Exception {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl("jdbc:h2:" + folder.resolve("unknown"));
        FluentConfiguration unknown = configuration("before").dataSource((DataSource) source);

        unknown.load().migrate();

        assertThatThrownBy(() -> unknown.load().clean())
                .hasMessageContaining("nothing was cleaned")
                .hasMessageContaining("DBRESTORE_ENABLED=false");
        assertThat(unknown.load().info().applied()).hasSize(1);
    }

    @Test
    void theUsersOwnCallbacksStay() throws Exception {
        List<Event> seen = new ArrayList<>();
        fill();
        Flyway flyway = configuration("before").callbacks(new Watching(seen)).load();

        flyway.clean();
        flyway.migrate();

        assertThat(seen).contains(Event.BEFORE_CLEAN, Event.AFTER_MIGRATE);
        assertThat(names()).contains("3 | mine");
    }

    @Test
    void aCallbackOfAnAnonymousClassStaysToo() throws Exception {
        List<Event> seen = new ArrayList<>();
        fill();
        Flyway flyway = configuration("before")
                .callbacks(new BaseCallback() {
                    @Override
                    public void handle(Event event, Context context) {
                        seen.add(event);
                    }
                })
                .load();

        flyway.clean();
        flyway.migrate();

        assertThat(seen).contains(Event.BEFORE_CLEAN, Event.AFTER_MIGRATE);
        assertThat(names()).contains("3 | mine");
    }

    @Test
    void aConnectionThatBreaksBeforeTheRestoreFailsTheMigrationAndTheNextOneRestores() throws Exception {
        fill();
        configuration("before").load().clean();
        AtomicBoolean broken = new AtomicBoolean();
        Callback breaking = new BaseCallback() {
            @Override
            public void handle(Event event, Context context) {
                broken.compareAndSet(false, event == Event.AFTER_MIGRATE);
            }
        };

        assertThatThrownBy(() -> configuration("before")
                        .dataSource(breakingAt(broken))
                        .callbacks(breaking)
                        .load()
                        .migrate())
                .hasStackTraceContaining("the line is dead");
        assertThat(names()).doesNotContain("3 | mine");
        configuration("before").load().migrate();

        assertThat(names()).contains("3 | mine");
    }

    /** Connections that do not tell any more what they lead to, once that is said. */
    private DataSource breakingAt(AtomicBoolean broken) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl(project.url());
        return proxy(DataSource.class, (method, arguments) -> {
            Object result = method.invoke(source, arguments);
            return !(result instanceof Connection connection)
                    ? result
                    : proxy(Connection.class, (asked, given) -> {
                        if (broken.get() && asked.getName().equals("getMetaData")) {
                            throw new SQLException("the line is dead", "08006");
                        }
                        return asked.invoke(connection, given);
                    });
        });
    }

    /** What is called instead of a method. */
    @FunctionalInterface
    private interface Call {
        @Nullable
        Object on(Method method, Object @Nullable [] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                FlywayResetTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return call.on(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                }));
    }

    private record Watching(List<Event> seen) implements Callback {

        @Override
        public boolean supports(Event event, Context context) {
            return true;
        }

        @Override
        public boolean canHandleInTransaction(Event event, Context context) {
            return true;
        }

        @Override
        public void handle(Event event, Context context) {
            seen.add(event);
        }

        @Override
        public String getCallbackName() {
            return "watching";
        }
    }

    @Test
    void cleanAndCleanAndMigrateRestoresFromTheFullDump() throws Exception {
        fill();
        configuration("before").load().clean();
        configuration("before").load().clean();
        configuration("after").load().migrate();

        assertThat(names()).containsExactly("1 | seeded", "2 | seeded too", "3 | mine", "9 | new seed");
    }

    @Test
    void aHistoryTableOfAnotherNameIsLeftAlone() throws Exception {
        configuration("before").table("my history").load().migrate();
        project.execute("INSERT INTO customer VALUES (3, 'mine')");

        configuration("before").table("my history").load().clean();
        configuration("after").table("my history").load().migrate();

        assertThat(names()).contains("3 | mine", "9 | new seed");
        assertThat(project.query("SELECT version FROM \"my history\" ORDER BY version"))
                .containsExactly("1", "2");
    }

    @Test
    void exactlyTheSchemasThatAreCleanedAreDumpedAndRestored() throws Exception {
        project = new Project(Kind.POSTGRESQL, folder);
        project.execute(
                "CREATE SCHEMA other",
                "CREATE TABLE other.kept (id integer PRIMARY KEY)",
                "INSERT INTO other.kept VALUES (1)");
        FluentConfiguration two =
                configuration("before").schemas("shop", "audit").defaultSchema("shop");
        two.load().migrate();
        project.execute(
                "INSERT INTO shop.customer VALUES (3, 'mine')",
                "CREATE TABLE audit.entry (id integer PRIMARY KEY, what text)",
                "INSERT INTO audit.entry VALUES (1, 'mine too')");

        two.load().clean();
        assertThat(project.query("SELECT * FROM other.kept")).containsExactly("1");
        project.execute("INSERT INTO other.kept VALUES (2)");
        configuration("after", "audit")
                .schemas("shop", "audit")
                .defaultSchema("shop")
                .load()
                .migrate();

        assertThat(project.query("SELECT id, name FROM shop.customer WHERE id = 3"))
                .containsExactly("3 | mine");
        assertThat(project.query("SELECT * FROM audit.entry")).containsExactly("1 | mine too");
        assertThat(project.query("SELECT * FROM other.kept ORDER BY id")).containsExactly("1", "2");
    }

    @Test
    void aDataSourceOfFewConnectionsIsEnough() throws Exception {
        project = new Project(Kind.POSTGRESQL, folder);
        fill();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(project.url());
        DataSource given = source;

        configuration("before").dataSource(given).load().clean();
        configuration("after").dataSource(given).load().migrate();

        assertThat(names()).contains("3 | mine", "9 | new seed");
    }
}
