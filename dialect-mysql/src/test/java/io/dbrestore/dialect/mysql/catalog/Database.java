package io.dbrestore.dialect.mysql.catalog;

import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Sequence;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import io.dbrestore.testserver.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A database of its own for a test, and a connection to it for a user who may do everything. */
final class Database implements AutoCloseable {

    private final String url;
    private final Connection connection;

    private Database(String url) throws SQLException {
        this.url = url;
        this.connection = MySqlServer.connect(url);
    }

    static Database with(String... statements) throws SQLException {
        return at(MySqlServer.shared().newDatabase(), statements);
    }

    static Database at(String url, String... statements) throws SQLException {
        Database database = new Database(url);
        database.execute(statements);
        return database;
    }

    Connection connection() {
        return connection;
    }

    String name() throws SQLException {
        return query("SELECT DATABASE()").get(0);
    }

    /** A new user without any right; it goes with {@link #dropUser}. */
    String newUser() throws SQLException {
        String user = "user_" + name();
        execute("CREATE USER " + user + " IDENTIFIED BY 'Secret-1'");
        return user;
    }

    void dropUser(String user) throws SQLException {
        execute("DROP USER " + user);
    }

    /** Another connection, as that user. */
    Connection as(String user) throws SQLException {
        return MySqlServer.connect(MySqlServer.as(user, "Secret-1", url) + "&allowPublicKeyRetrieval=true");
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
        return catalog(connection);
    }

    static Catalog catalog(Connection connection) throws SQLException {
        return new MySqlCatalog(connection, !MySqlServer.IS_MYSQL).read();
    }

    Table table(String name) throws SQLException {
        return catalog().table(new TableName("", name)).orElseThrow();
    }

    Column column(String table, String column) throws SQLException {
        return table(table).column(column).orElseThrow();
    }

    /** Where a counter stands. */
    String standing(String name) throws SQLException {
        return catalog().sequences().stream()
                .filter(sequence -> sequence.name().name().equals(name))
                .map(Sequence::value)
                .findFirst()
                .orElseThrow();
    }

    /** Moves counters in a transaction of its own, which it rolls back: they stay where they came. */
    List<String> advance(List<Table> merged, Sequence... dumped) throws SQLException {
        connection.setAutoCommit(false);
        try {
            return new Counters(connection, !MySqlServer.IS_MYSQL).advance(merged, List.of(dumped));
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    static Sequence sequence(String name, String value) {
        return new Sequence(new TableName("", name), value);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
