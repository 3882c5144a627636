package io.dbrestore.dialect.mysql.session;

import java.util.List;

/**
 * A variable of the session, and what it shall be. Servers that do not know it go without.
 *
 * @param value as SQL
 * @param needed whether db-restore cannot do without; otherwise a user who may not set it goes without
 */
record Setting(String name, String value, boolean needed) {

    /** {@code NO_BACKSLASH_ESCAPES} is not among these, which is what text literals of ours count on. */
    private static final String SQL_MODE =
            "'STRICT_ALL_TABLES,ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION'";

    private static final String LONG_SECONDS = "31536000";
    private static final String LOCK_SECONDS = "60";

    /** Whatever changes how values are spelled, what a statement means, or when it is given up. */
    static final List<Setting> PINNED = List.of(
            needed("sql_mode", SQL_MODE),
            needed("time_zone", "'+00:00'"),
            needed("character_set_client", "utf8mb4"),
            needed("character_set_connection", "utf8mb4"),
            needed("collation_connection", "utf8mb4_bin"),
            needed("character_set_results", "NULL"), // each column's own bytes
            needed("sql_auto_is_null", "0"),
            needed("sql_safe_updates", "0"),
            needed("sql_big_selects", "1"),
            needed("sql_select_limit", "18446744073709551615"),
            needed("completion_type", "0"),
            needed("check_constraint_checks", "1"),
            needed("system_versioning_asof", "DEFAULT"),
            needed("lock_wait_timeout", LOCK_SECONDS),
            needed("innodb_lock_wait_timeout", LOCK_SECONDS),
            needed("max_execution_time", "0"),
            needed("max_statement_time", "0"),
            needed("wait_timeout", LONG_SECONDS),
            needed("net_read_timeout", LONG_SECONDS),
            needed("net_write_timeout", LONG_SECONDS),
            needed("idle_transaction_timeout", "0"),
            needed("idle_readonly_transaction_timeout", "0"),
            needed("idle_write_transaction_timeout", "0"),
            needed("information_schema_stats_expiry", "0"), // counters as they are, not as they were yesterday
            wished("default_tmp_storage_engine", "InnoDB"),
            wished("explicit_defaults_for_timestamp", "1"),
            wished("sql_generate_invisible_primary_key", "0"),
            wished("show_gipk_in_create_table_and_information_schema", "1"));

    private static Setting needed(String name, String value) {
        return new Setting(name, value, true);
    }

    private static Setting wished(String name, String value) {
        return new Setting(name, value, false);
    }

    /** The pinned one of that name. */
    static Setting of(String name) {
        return PINNED.stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    String assignment() {
        return "SESSION " + name + " = " + value;
    }

    /** The same variable with what it is now. */
    Setting as(String now) {
        return new Setting(name, now, needed);
    }
}
