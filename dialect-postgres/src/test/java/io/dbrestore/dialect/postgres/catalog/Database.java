package io.dbrestore.dialect.postgres.catalog;

import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.Sequence;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import io.dbrestore.testserver.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A database of its own for a test, and a connection to it as superuser. */
final class Database implements AutoCloseable {

    /** Names that have to be quoted, escaped, or left alone by a driver. */
    static final List<String> HOSTILE_NAMES = List.of(
            "User",
            "order",
            "a.b",
            "we\"ird",
            "trailing ",
            "per%cent",
            "ques?tion",
            "dol$lar$$",
            "1st",
            "{brace}",
            "ti'ck",
            "back\\slash",
            ":colon",
            "\u00fcml\u00e4utsch".repeat(5) + "sixsix\u00e9");

    private final String url;
    private final Connection connection;

    private Database(String url) throws SQLException {
        this.url = url;
        this.connection = PostgresServer.connect(url);
    }

    static Database with(String... statements) throws SQLException {
        return onVersion(PostgresServer.DEFAULT_MAJOR, statements);
    }

    static Database onVersion(String major, String... statements) throws SQLException {
        Database database = new Database(PostgresServer.shared(major).newDatabase());
        database.execute(statements);
        return database;
    }

    Connection connection() {
        return connection;
    }

    /** A new role without any right, which can connect. */
    String newRole() throws SQLException {
        String role = "role_" + query("SELECT current_database()").get(0);
        execute("CREATE ROLE " + role + " LOGIN");
        return role;
    }

    /** Another connection, as that role. */
    Connection as(String role) throws SQLException {
        return PostgresServer.connect(PostgresServer.as(role, url));
    }

    void execute(String... statements) throws SQLException {
        execute(connection, statements);
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of every row. */
    List<String> query(String sql) throws SQLException {
        return query(connection, sql);
    }

    static List<String> query(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    values.add(String.valueOf(rows.getString(1)));
                }
            }
        }
        return values;
    }

    Catalog catalog() throws SQLException {
        return new PostgresCatalog(connection).read();
    }

    Table table(String name) throws SQLException {
        return catalog().table(new TableName("public", name)).orElseThrow();
    }

    /** Merges nothing, and moves the sequences of these tables. */
    void advance(List<Table> merged, Sequence... dumped) throws SQLException {
        connection.setAutoCommit(false);
        try {
            new SequenceAdvance(connection).advance(merged, List.of(dumped));
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    static Sequence sequence(String name, String value) {
        return new Sequence(new TableName("public", name), value);
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Closes the connection and drops the database, which is worth it where it is big. */
    void drop() throws SQLException {
        String name = query("SELECT current_database()").get(0);
        connection.close();
        try (Connection other = PostgresServer.connect(url.replace("/" + name + "?", "/postgres?"))) {
            execute(other, "DROP DATABASE " + name);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
