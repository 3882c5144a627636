package io.dbrestore.dialect.mysql.session;

import io.dbrestore.DbRestore;
import io.dbrestore.dialect.mysql.MySqlDialect;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.testserver.MariaDbServer;
import io.dbrestore.testserver.MySqlServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A database of its own. What is in it is asked of the server in SQL, over a connection of its own. */
final class SessionDatabase {

    private static final String COLUMNS = """
            SELECT TABLE_NAME, GROUP_CONCAT('IFNULL(HEX(CAST(`', COLUMN_NAME, '` AS BINARY)), ''NULL'')'
                ORDER BY ORDINAL_POSITION)
            FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()
            GROUP BY TABLE_NAME ORDER BY TABLE_NAME""";

    private final String url;

    private SessionDatabase(String url) {
        this.url = url;
    }

    static SessionDatabase create() throws SQLException {
        return new SessionDatabase(MySqlServer.shared().newDatabase());
    }

    /** An empty database of that name on a server that the test has for itself. */
    static SessionDatabase create(MariaDbServer server, String name) throws SQLException {
        SessionDatabase database = new SessionDatabase(server.url(name, "root"));
        try (Connection connection = MySqlServer.connect(server.url("mysql", "root"))) {
            run(connection, "DROP DATABASE IF EXISTS " + name, "CREATE DATABASE " + name);
        }
        return database;
    }

    String url() {
        return url;
    }

    String name() {
        return url.replaceFirst(".*/", "").replaceFirst("\\?.*", "");
    }

    Connection connect() throws SQLException {
        return MySqlServer.connect(url);
    }

    static Extensions extensions() {
        return Extensions.of(List.of(new MySqlDialect()), List.of(), List.of());
    }

    /** A connection of db-restore's own, which can open others. */
    Database open() {
        return Database.connect(url, Path.of(""), new Properties(), extensions());
    }

    void run(String... statements) throws SQLException {
        try (Connection connection = connect()) {
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
        try (Connection connection = connect()) {
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

    void dump(Path folder) {
        try (Database database = open()) {
            DbRestore.on(database).dump(folder, DumpOptions.DEFAULT);
        }
    }

    RestoreReport restore(Path folder) {
        return restore(folder, RestoreOptions.DEFAULT);
    }

    RestoreReport restore(Path folder, RestoreOptions options) {
        try (Database database = open()) {
            return DbRestore.on(database).restore(folder, options);
        }
    }

    static RestoreReport restore(Connection connection, Path folder, RestoreOptions options) {
        try (Database database = Database.on(connection, extensions())) {
            return DbRestore.on(database).restore(folder, options);
        }
    }

    /** A hash of the rows of each table, made by the server. */
    List<String> state() throws SQLException {
        List<String> state = new ArrayList<>();
        try (Connection connection = connect()) {
            run(connection, "SET SESSION group_concat_max_len = 100000000");
            for (String table : query(connection, COLUMNS)) {
                String[] parts = table.split(" \\| ", 2);
                String row = "CONCAT_WS(',', " + parts[1] + ")";
                state.add(parts[0] + ": "
                        + query(
                                        connection,
                                        "SELECT COUNT(*), SHA2(GROUP_CONCAT(" + row + " ORDER BY " + row
                                                + " SEPARATOR '|'), 256) FROM `" + parts[0] + "`")
                                .get(0));
            }
        }
        return state;
    }

    /** Ends every other connection to this database, and waits until they are gone. */
    void awaitAlone() throws SQLException {
        try (Connection connection = connect()) {
            String others =
                    "SELECT ID FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND ID <> CONNECTION_ID()";
            for (String id : query(connection, others)) {
                try {
                    run(connection, "KILL CONNECTION " + id);
                } catch (SQLException e) {
                    if (e.getErrorCode() != 1094) { // it has gone by itself
                        throw e;
                    }
                }
            }
            while (!query(connection, others).isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }
}
