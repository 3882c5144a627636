package io.dbrestore.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.DbRestore;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.testserver.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real schema is dumped, dropped, created anew and restored. */
final class PagilaTest {

    /** A line for each table with its rows, partitions apart, as a hash of all rows; and for each materialized view. */
    private static final String CONTENTS = """
            SELECT c.relname || ' ' || (xpath('/row/h/text()', query_to_xml(format(
                'SELECT count(*) || ''/'' || coalesce(sum(hashtextextended(t::text, 7)::numeric), 0) AS h FROM %s t',
                c.oid::regclass), false, true, '')))[1]::text
            FROM pg_class c
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'm')
            ORDER BY 1""";

    private static final String CONSTRAINTS = """
            SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated
                || ' ' || condeferrable || ' ' || condeferred || ' ' || coninhcount || ' ' || conislocal
            FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1""";

    private static final String TRIGGERS = """
            SELECT tgrelid::regclass || ' ' || CASE WHEN tgisinternal THEN 'internal' ELSE tgname END || ' ' || tgenabled::text
                || ' ' || tgfoid::regproc
            FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
            WHERE c.relnamespace = 'public'::regnamespace ORDER BY 1""";

    private static final String COUNTERS = """
            SELECT sequencename || ' ' || coalesce(last_value, 0) FROM pg_sequences ORDER BY 1""";

    /** Where each row lies, and which transaction wrote it. */
    private static final String VERSIONS = """
            SELECT c.relname || ' ' || (xpath('/row/h/text()', query_to_xml(format(
                'SELECT coalesce(sum(hashtext(xmin::text || ctid)::numeric), 0) AS h FROM ONLY %s t',
                c.oid::regclass), false, true, '')))[1]::text
            FROM pg_class c
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
            ORDER BY 1""";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"14", "17", "18"})
    @Tag("case-35")
    @Tag("case-36")
    @Tag("case-37")
    @Tag("case-61")
    @Tag("case-64")
    @Tag("case-66")
    @DisplayName("a plain owner gets everything back")
    void asPlainOwner(String major) throws Exception {
        PostgresServer server = PostgresServer.shared(major);
        String superuser = server.newDatabase();
        execute(
                superuser,
                "DO $$ BEGIN IF to_regrole('keeper') IS NULL THEN CREATE ROLE keeper LOGIN; END IF; END $$",
                "DROP SCHEMA public",
                "GRANT CREATE ON DATABASE " + databaseOf(superuser) + " TO keeper");
        comesBack(PostgresServer.as("keeper", superuser));
    }

    @Test
    @Tag("case-61")
    @Tag("case-64")
    @DisplayName("a superuser gets everything back")
    void asSuperuser() throws Exception {
        String url = PostgresServer.shared().newDatabase();
        execute(url, "DROP SCHEMA public");
        comesBack(url);
    }

    private void comesBack(String url) throws Exception {
        execute(url, "CREATE SCHEMA public");
        Pagila.createWithRows(url);
        execute(url, "REFRESH MATERIALIZED VIEW rental_by_category");
        List<String> contents = query(url, CONTENTS);
        List<String> counters = query(url, COUNTERS);
        try (Database database = connect(url)) {
            DbRestore.on(database).dump(folder.resolve("dump"), DumpOptions.DEFAULT);
        }

        execute(url, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
        Pagila.createEmpty(url);
        execute(url, "REFRESH MATERIALIZED VIEW rental_by_category");
        List<String> constraints = query(url, CONSTRAINTS);
        List<String> triggers = query(url, TRIGGERS);
        RestoreReport report = restore(url);

        assertThat(report.warnings()).isEmpty();
        assertThat(query(url, CONTENTS)).isEqualTo(contents).hasSizeGreaterThan(15);
        assertThat(query(url, CONSTRAINTS)).isEqualTo(constraints).hasSizeGreaterThan(40);
        assertThat(query(url, TRIGGERS)).isEqualTo(triggers).hasSizeGreaterThan(20);
        assertThat(query(url, COUNTERS)).isEqualTo(counters);

        List<String> versions = query(url, VERSIONS);
        RestoreReport again = restore(url);
        assertThat(query(url, VERSIONS)).isEqualTo(versions);
        assertThat(again.tables())
                .allSatisfy(table -> assertThat(table.unchanged()).isEqualTo(table.rows()));
    }

    private RestoreReport restore(String url) {
        try (Database database = connect(url)) {
            return DbRestore.on(database).restore(folder.resolve("dump"), RestoreOptions.DEFAULT);
        }
    }

    private static Database connect(String url) {
        return Database.connect(
                url,
                Path.of(""),
                new Properties(),
                Extensions.of(List.of(new PostgresDialect()), List.of(), List.of()));
    }

    private static String databaseOf(String url) {
        return url.replaceFirst(".*/(\\w+)\\?.*", "$1");
    }

    private static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = PostgresServer.connect(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> query(String url, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = PostgresServer.connect(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
