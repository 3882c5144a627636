package io.dbrestore.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.DriftConformanceTest;
import io.dbrestore.testserver.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kit's changes of a schema, and those that only PostgreSQL has types for. */
final class PostgresDriftTest extends DriftConformanceTest {

    @Override
    protected Dialect dialect() {
        return new PostgresDialect();
    }

    @Override
    protected String generated(String expression) {
        return super.generated(expression) + " STORED";
    }

    @Override
    protected String newDatabase(Path scratch) throws SQLException {
        return PostgresServer.shared().newDatabase();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    integer              | bigint               | 7                          | 7
                    bigint               | text                 | 9007199254740993           | 9007199254740993
                    text                 | uuid                 | 00000000-0000-0000-0000-000000000001 | 00000000-0000-0000-0000-000000000001
                    text                 | boolean              | true                       | true
                    text                 | integer[]            | {1,2}                      | {1,2}
                    character varying(9) | character varying(3) | abc                        | abc
                    numeric(10,2)        | numeric(12,4)        | 1.50                       | 1.5000
                    numeric(12,4)        | numeric(10,2)        | 1.5000                     | 1.50
                    date                 | timestamp            | 2026-01-15                 | 2026-01-15 00:00:00
                    timestamp            | timestamptz          | 2026-01-15 10:30:00.000001 | 2026-01-15 10:30:00.000001+00
                    json                 | jsonb                | {"b": 1, "a": [1.0, 1e2]}  | {"a": [1.0, 100], "b": 1}
                    text                 | jsonb                | "x"                        | "x"
                    public.mood          | text                 | sad                        | sad
                    text                 | public.mood          | sad                        | sad
                    public.mood          | public.feeling       | sad                        | sad
                    public.small         | integer              | 5                          | 5
                    integer              | public.small         | 5                          | 5
                    """)
    @Tag("case-27")
    @DisplayName("a value that means the same in the type of today is converted")
    void converts(String before, String now, String value, String expected) throws SQLException {
        dumpOne(before, value);
        execute("CREATE TABLE one (id integer PRIMARY KEY, v " + now + ")");

        restore();

        assertThat(rows("SELECT v::text FROM set_config('TimeZone', 'UTC', false), one"))
                .containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    character varying(9) | character varying(3) | abcd
                    character varying(9) | character(9)         | trailing
                    numeric(12,4)        | numeric(10,2)        | 1.2345
                    double precision     | real                 | 0.1234567890123
                    timestamp            | date                 | 2026-01-15 10:30:00
                    integer              | smallint             | 70000
                    text                 | integer              | 007
                    text                 | bytea                | abc
                    integer              | uuid                 | 1
                    public.mood          | public.feeling       | happy
                    text                 | public.mood          | bored
                    integer              | public.small         | 500
                    """)
    @Tag("case-27")
    @Tag("case-28")
    @DisplayName("a value that the type of today cannot keep is refused before anything is written")
    void refuses(String before, String now, String value) throws SQLException {
        dumpOne(before, value.equals("trailing") ? "ab " : value);
        execute("CREATE TABLE one (id integer PRIMARY KEY, v " + now + ")");

        DbRestoreException exception =
                failToRestore(Failure.DRIFT, RestoreOptions.DEFAULT, "SELECT id FROM one ORDER BY id");

        assertThat(exception.getMessage()).contains("Nothing was restored");
    }

    @Test
    @Tag("case-28")
    @DisplayName("a type that is gone does not keep its values from going into another")
    void typeGone() throws SQLException {
        dumpOne("public.mood", "sad");
        execute("DROP TYPE mood", "CREATE TABLE one (id integer PRIMARY KEY, v text)");

        restore();

        assertThat(rows("SELECT v FROM one")).containsExactly("sad");
        restoreAgainWithoutEffect();
    }

    @Test
    @Tag("case-28")
    @DisplayName("a label that an enum has lost is named, and nothing is written")
    void labelGone() throws SQLException {
        dumpOne("public.mood", "happy");
        execute("DROP TYPE mood", "CREATE TYPE mood AS ENUM ('sad')");
        execute("CREATE TABLE one (id integer PRIMARY KEY, v mood)");

        DbRestoreException exception = failToRestore(Failure.UNEXPECTED, RestoreOptions.DEFAULT, "SELECT id FROM one");

        assertThat(exception.getMessage()).contains("happy").contains("one");
    }

    @Test
    @Tag("case-28")
    @DisplayName("NULL for a domain that takes none any more is a conflict that names the row")
    void domainOfNoNulls() throws SQLException {
        execute("CREATE DOMAIN name AS text", "CREATE TABLE one (id integer PRIMARY KEY, v public.name)");
        execute("INSERT INTO one VALUES (1, 'a'), (2, NULL)");
        dump();
        execute("DROP TABLE one", "ALTER DOMAIN public.name SET NOT NULL");
        execute("CREATE TABLE one (id integer PRIMARY KEY, v public.name)");

        DbRestoreException exception = failToRestore(Failure.DRIFT, RestoreOptions.DEFAULT, "SELECT id FROM one");

        assertThat(exception.getMessage()).contains("row 2");
    }

    @Test
    @Tag("case-60")
    @DisplayName("a table goes back into its own schema, whatever the search path is by now")
    void otherSearchPath() throws SQLException {
        execute("CREATE SCHEMA app", "CREATE TABLE app.one (id integer PRIMARY KEY)", "INSERT INTO app.one VALUES (1)");
        setSearchPath("app");
        dump();
        setSearchPath("public");
        execute("DELETE FROM app.one");

        restore();

        assertThat(rows("SELECT id FROM app.one")).containsExactly("1");
    }

    @Test
    @Tag("case-60")
    @DisplayName("a table of the default schema goes into the default schema of today if its own is gone")
    void otherDefaultSchema() throws SQLException {
        execute("CREATE TABLE one (id integer PRIMARY KEY)", "INSERT INTO one VALUES (1)");
        dump();
        execute("DROP TABLE one", "CREATE SCHEMA app", "CREATE TABLE app.one (id integer PRIMARY KEY)");
        setSearchPath("app");

        restore();

        assertThat(rows("SELECT id FROM app.one")).containsExactly("1");
    }

    private void setSearchPath(String path) throws SQLException {
        execute("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = " + path
                + "', current_database()); END $$");
    }

    private void dumpOne(String type, String value) throws SQLException {
        execute(
                "CREATE TYPE mood AS ENUM ('sad', 'happy')",
                "CREATE TYPE feeling AS ENUM ('sad', 'glad')",
                "CREATE DOMAIN small AS integer CHECK (VALUE < 100)",
                "CREATE TABLE one (id integer PRIMARY KEY, v " + type + ")",
                "INSERT INTO one VALUES (1, '" + value + "')");
        dump();
        execute("DROP TABLE one");
    }
}
