package io.dbrestore.engine.catalog;

import io.dbrestore.spi.Column;
import io.dbrestore.spi.ResetHook;
import io.dbrestore.spi.Table;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Knows the tables in which migration tools keep their own accounts, and which a reset writes anew. */
public final class ToolTables {

    /**
     * A table of a tool.
     *
     * @param name as the tool writes it; empty if users choose it, and the columns alone tell
     * @param columns the columns that it must have, so that an application's table of that name is not taken for it;
     *     empty where no application would choose the name
     * @param exactly whether it must have these columns and no others
     */
    private record Known(String tool, String name, Set<String> columns, boolean exactly) {

        static Known byName(String tool, String name) {
            return new Known(tool, name, Set.of(), false);
        }

        static Known having(String tool, String name, String... columns) {
            return new Known(tool, name, Set.of(columns), false);
        }

        static Known exactly(String tool, String name, String... columns) {
            return new Known(tool, name, Set.of(columns), true);
        }

        boolean is(String tableName, Set<String> tableColumns) {
            return (name.isEmpty() || name.toLowerCase(Locale.ROOT).equals(tableName))
                    && (exactly ? tableColumns.equals(columns) : tableColumns.containsAll(columns));
        }
    }

    private static final List<Known> KNOWN = List.of(
            Known.byName("Prisma", "_prisma_migrations"),
            Known.byName("Drizzle", "__drizzle_migrations"),
            Known.byName("Knex", "knex_migrations"),
            Known.byName("Knex", "knex_migrations_lock"),
            Known.byName("TypeORM", "typeorm_migrations"),
            Known.byName("Sequelize", "SequelizeMeta"),
            Known.byName("Sequelize", "SequelizeData"),
            Known.byName("MikroORM", "mikro_orm_migrations"),
            Known.byName("Objection", "objection_migrations"),
            Known.byName("Cloudflare D1", "_cf_KV"),
            Known.byName("Cloudflare D1", "_cf_METADATA"),
            Known.having("Cloudflare D1", "d1_migrations", "id", "name", "applied_at"),
            Known.byName("Kysely", "kysely_migration"),
            Known.byName("Kysely", "kysely_migration_lock"),
            Known.having("node-pg-migrate", "pgmigrations", "id", "name", "run_on"),
            Known.byName("Flyway", "flyway_schema_history"),
            Known.exactly(
                    "Flyway",
                    "",
                    "installed_rank",
                    "version",
                    "description",
                    "type",
                    "script",
                    "checksum",
                    "installed_by",
                    "installed_on",
                    "execution_time",
                    "success"),
            Known.byName("Liquibase", "databasechangelog"),
            Known.byName("Liquibase", "databasechangeloglock"),
            Known.having("Liquibase", "", "author", "filename", "dateexecuted", "orderexecuted", "exectype", "md5sum"),
            Known.exactly("Liquibase", "", "id", "locked", "lockgranted", "lockedby"),
            Known.exactly("Rails or dbmate", "schema_migrations", "version"),
            Known.exactly("golang-migrate", "schema_migrations", "version", "dirty"),
            Known.exactly("Ecto", "schema_migrations", "version", "inserted_at"),
            Known.exactly("Rails", "ar_internal_metadata", "key", "value", "created_at", "updated_at"),
            Known.exactly("Django", "django_migrations", "id", "app", "name", "applied"),
            Known.exactly("Alembic", "alembic_version", "version_num"),
            Known.exactly("Laravel", "migrations", "id", "migration", "batch"),
            Known.exactly("TypeORM", "migrations", "id", "timestamp", "name"),
            Known.exactly("Entity Framework Core", "__efmigrationshistory", "migrationid", "productversion"),
            Known.byName("Entity Framework Core", "__efmigrationslock"),
            Known.exactly(
                    "Entity Framework", "__migrationhistory", "migrationid", "contextkey", "model", "productversion"),
            Known.having("goose", "goose_db_version", "id", "version_id", "is_applied", "tstamp"),
            Known.byName("sqlx", "_sqlx_migrations"),
            Known.byName("Diesel", "__diesel_schema_migrations"),
            Known.having("SeaORM", "seaql_migrations", "version", "applied_at"),
            Known.byName("Atlas", "atlas_schema_revisions"),
            Known.having("Phinx", "phinxlog", "version", "migration_name", "start_time", "end_time"),
            Known.having("Doctrine", "doctrine_migration_versions", "version", "executed_at"),
            Known.exactly("Doctrine", "migration_versions", "version", "executed_at"),
            Known.byName("yoyo", "_yoyo_migration"),
            Known.byName("yoyo", "_yoyo_log"),
            Known.byName("yoyo", "_yoyo_version"),
            Known.byName("yoyo", "yoyo_lock"),
            Known.byName("refinery", "refinery_schema_history"),
            Known.having("Bytebase", "migration_history", "issue_id", "release_version", "namespace", "sequence"),
            Known.having("sql-migrate", "gorp_migrations", "id", "applied_at"));

    private final List<ResetHook> hooks;

    /** @param hooks which know tables of their tools by other names too */
    public ToolTables(List<ResetHook> hooks) {
        this.hooks = List.copyOf(hooks);
    }

    /** The tool that {@code table} belongs to, if it is a tool's. */
    public Optional<String> owner(Table table) {
        Optional<String> hook = hooks.stream()
                .filter(candidate -> candidate.owns(table))
                .map(ResetHook::name)
                .findFirst();
        if (hook.isPresent()) {
            return hook;
        }
        String name = table.name().name().toLowerCase(Locale.ROOT);
        Set<String> columns = table.columns().stream()
                .map(Column::name)
                .map(column -> column.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        return KNOWN.stream()
                .filter(known -> known.is(name, columns))
                .map(Known::tool)
                .findFirst();
    }
}
