package io.dbrestore.dialect.postgres.session;

import io.dbrestore.DbRestore;
import io.dbrestore.dialect.postgres.PostgresDialect;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database of its own, and a role that owns one schema in it, {@code app}, and may nothing else. What is in it is
 * asked of the server in SQL, as a superuser.
 */
final class OwnedDatabase {

    private static final Pattern NAME = Pattern.compile("/(test\\d+)\\?");

    private static final String SCHEMA_STATE = """
            SELECT concat_ws(' | ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(c.oid), contype,
                convalidated, condeferrable, condeferred, coninhcount, connoinherit,
                to_jsonb(c) ->> 'conenforced', obj_description(c.oid, 'pg_constraint'),
                (SELECT string_agg(concat_ws(' ', tgrelid::regclass, tgfoid::regproc, tgenabled, tgdeferrable,
                    tginitdeferred), ', ' ORDER BY tgrelid, tgfoid::regproc::text)
                    FROM pg_trigger t WHERE t.tgconstraint = c.oid))
            FROM pg_constraint c WHERE connamespace::regnamespace::text !~ '^(pg_|information_schema)'
            UNION ALL
            SELECT concat_ws(' | ', 'trigger', tgrelid::regclass, pg_get_triggerdef(oid), tgenabled, tgisinternal,
                obj_description(oid, 'pg_trigger'))
            FROM pg_trigger WHERE tgconstraint = 0
            UNION ALL
            SELECT concat_ws(' | ', 'rule', ev_class::regclass, pg_get_ruledef(r.oid), ev_enabled)
            FROM pg_rewrite r JOIN pg_class c ON c.oid = ev_class
            WHERE relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
            UNION ALL
            SELECT concat_ws(' | ', 'column', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull,
                attidentity, attgenerated)
            FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
            WHERE attnum > 0 AND relkind IN ('r', 'p')
                AND relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
            UNION ALL
            SELECT concat_ws(' | ', 'table', c.oid::regclass, relkind, relowner::regrole, relacl, relrowsecurity,
                relforcerowsecurity, relreplident)
            FROM pg_class c
            WHERE relkind IN ('r', 'p', 'v', 'i', 'S')
                AND relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
            ORDER BY 1""";

    private static final String TABLES = """
            SELECT c.oid::regclass FROM pg_class c
            WHERE relkind = 'r' AND relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
            ORDER BY 1""";

    private final PostgresServer server;
    private final String superuserUrl;
    private final String name;
    private final String owner;

    private OwnedDatabase(PostgresServer server, String superuserUrl, String roleSuffix) {
        this.server = server;
        this.superuserUrl = superuserUrl;
        Matcher matcher = NAME.matcher(superuserUrl);
        if (!matcher.find()) {
            throw new IllegalArgumentException(superuserUrl);
        }
        this.name = matcher.group(1);
        this.owner = "owner_" + (roleSuffix.isEmpty() ? name : roleSuffix);
    }

    static OwnedDatabase create() throws SQLException {
        return create(PostgresServer.shared());
    }

    /** The role's default search path is its schema, as applications have it. */
    static OwnedDatabase create(PostgresServer server) throws SQLException {
        OwnedDatabase database = new OwnedDatabase(server, server.newDatabase(), "");
        database.asSuperuser(
                "CREATE ROLE " + database.owner + " LOGIN",
                "CREATE SCHEMA app AUTHORIZATION " + database.owner,
                "ALTER ROLE " + database.owner + " SET search_path = app");
        return database;
    }

    /** A copy that belongs to the same role; nobody may be connected to this one. */
    OwnedDatabase copy() throws SQLException {
        return new OwnedDatabase(server, server.newDatabase("TEMPLATE " + name), owner.substring("owner_".length()));
    }

    /** Waits until every other connection is gone. */
    void awaitAlone() throws SQLException {
        query("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    void drop() throws SQLException {
        try (Connection connection = PostgresServer.connect(server.url("postgres", "postgres"))) {
            run(connection, "DROP DATABASE " + name + " WITH (FORCE)");
        }
    }

    String owner() {
        return owner;
    }

    String name() {
        return name;
    }

    /** A role that is neither superuser nor owner. */
    String another(String prefix) throws SQLException {
        String role = prefix + "_" + name;
        asSuperuser("CREATE ROLE " + role + " LOGIN", "ALTER ROLE " + role + " SET search_path = app");
        return role;
    }

    String url(String role) {
        return PostgresServer.as(role, superuserUrl);
    }

    Connection connect(String role) throws SQLException {
        return PostgresServer.connect(url(role));
    }

    /** Another connection, opened as db-restore opens one. */
    Database open(String role) throws SQLException {
        return Database.on(connect(role), extensions());
    }

    static Extensions extensions() {
        return Extensions.of(List.of(new PostgresDialect()), List.of(), List.of());
    }

    void asSuperuser(String... statements) throws SQLException {
        as("postgres", statements);
    }

    void asOwner(String... statements) throws SQLException {
        as(owner, statements);
    }

    void as(String role, String... statements) throws SQLException {
        try (Connection connection = connect(role)) {
            run(connection, statements);
        }
    }

    static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The rows of a query, with a stroke between values. */
    List<String> query(String sql) throws SQLException {
        try (Connection connection = connect("postgres")) {
            return query(connection, sql);
        }
    }

    static List<String> query(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet result = statement.executeQuery(sql)) {
                while (result.next()) {
                    StringBuilder row = new StringBuilder();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.append(i == 1 ? "" : " | ").append(result.getString(i));
                    }
                    rows.add(row.toString());
                }
            }
        }
        return rows;
    }

    void dump(Path folder) throws SQLException {
        dump(owner, folder);
    }

    void dump(String role, Path folder) throws SQLException {
        try (Connection connection = connect(role);
                Database database = Database.on(connection, extensions())) {
            DbRestore.on(database).dump(folder, DumpOptions.DEFAULT);
        }
    }

    RestoreReport restore(Path folder) throws SQLException {
        return restore(owner, folder, RestoreOptions.DEFAULT);
    }

    RestoreReport restore(String role, Path folder, RestoreOptions options) throws SQLException {
        try (Connection connection = connect(role)) {
            return restore(connection, folder, options);
        }
    }

    static RestoreReport restore(Connection connection, Path folder, RestoreOptions options) {
        try (Database database = Database.on(connection, extensions())) {
            return DbRestore.on(database).restore(folder, options);
        }
    }

    /** Everything about constraints, triggers, rules, columns, owners and rights, as the server says it. */
    List<String> schemaState() throws SQLException {
        return query(SCHEMA_STATE);
    }

    /** A hash of the rows of each table, made by the server. */
    List<String> rowState() throws SQLException {
        List<String> state = new ArrayList<>();
        try (Connection connection = connect("postgres")) {
            for (String table : query(connection, TABLES)) {
                state.add(table + ": "
                        + query(
                                        connection,
                                        "SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text COLLATE \"C\"))"
                                                + " FROM ONLY " + table + " t")
                                .get(0));
            }
        }
        return state;
    }

    List<String> state() throws SQLException {
        List<String> state = new ArrayList<>(schemaState());
        state.addAll(rowState());
        return state;
    }
}
