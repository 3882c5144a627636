package io.dbrestore.dialect.postgres.session;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The settings under which db-restore works: whatever changes how values and types are spelled, what a statement means,
 * or when it is given up. They are set for the transaction only, so that nothing can leak into a pool.
 */
final class Settings {

    /**
     * What each setting shall be. The search path stays the user's own, since checks, triggers and generated columns may
     * rely on it; schemas of extensions come after it, where operators of their types are.
     */
    private static final String PINNED = """
            (VALUES
                ('DateStyle', 'ISO, YMD'),
                ('IntervalStyle', 'postgres'),
                ('TimeZone', 'UTC'),
                ('extra_float_digits', '1'),
                ('bytea_output', 'hex'),
                ('lc_monetary', 'C'),
                ('xmloption', 'content'),
                ('array_nulls', 'on'),
                ('standard_conforming_strings', 'on'),
                ('transform_null_equals', 'off'),
                ('quote_all_identifiers', 'off'),
                ('synchronize_seqscans', 'off'),
                ('row_security', 'off'),
                ('lock_timeout', '60s'),
                ('statement_timeout', '0'),
                ('idle_in_transaction_session_timeout', '0'),
                ('transaction_timeout', '0'),
                ('client_min_messages', 'warning'),
                ('application_name', 'db-restore'),
                ('synchronous_commit', CASE pg_catalog.current_setting('synchronous_commit')
                    WHEN 'off' THEN 'on' ELSE pg_catalog.current_setting('synchronous_commit') END),
                ('event_triggers', CASE WHEN (SELECT r.rolsuper FROM pg_catalog.pg_roles r
                        WHERE r.rolname = current_user) THEN 'off' END),
                ('search_path', pg_catalog.concat_ws(', ',
                    NULLIF(pg_catalog.current_setting('search_path'), ''),
                    (SELECT pg_catalog.string_agg(DISTINCT pg_catalog.quote_ident(n.nspname), ', ')
                        FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
                        WHERE n.nspname <> 'pg_catalog' AND n.nspname <> ALL (pg_catalog.current_schemas(true)))))
            ) AS pinned (name, value)
            WHERE value IS NOT NULL AND pg_catalog.current_setting(name, true) IS NOT NULL""";

    private static final String PIN = "SELECT pg_catalog.set_config(name, value, true) FROM " + PINNED;

    private static final String CURRENT = "SELECT name, pg_catalog.current_setting(name) FROM " + PINNED;

    private record Setting(String name, String value) {}

    private final List<Setting> settings;

    private Settings(List<Setting> settings) {
        this.settings = settings;
    }

    /** Sets them until the transaction ends. */
    static void pin(Connection connection) throws SQLException {
        Sql.rows(connection, PIN, row -> row.getString(1));
    }

    /** What those settings are now, which {@link #pin} has not touched yet. */
    static Settings current(Connection connection) throws SQLException {
        return new Settings(Sql.rows(connection, CURRENT, row -> new Setting(row.getString(1), row.getString(2))));
    }

    /** Makes them what they were, within the same transaction. */
    void putBack(Connection connection) throws SQLException {
        Sql.rows(
                connection,
                settings.stream()
                        .map(setting -> "pg_catalog.set_config(" + Sql.literal(setting.name()) + ", "
                                + Sql.literal(setting.value()) + ", true)")
                        .collect(joining(", ", "SELECT ", "")),
                row -> row.getString(1));
    }
}
