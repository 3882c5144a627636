package io.dbrestore.tck;

import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.ForeignKey;
import io.dbrestore.spi.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/**
 * A database that a test may empty and fill. Where it comes from, embedded, from a container or from a server, is its
 * owner's choice.
 *
 * @param url as users write it
 * @param login {@code user} and {@code password}, if the URL has none
 */
public record TestDatabase(String url, Properties login) {

    public static TestDatabase at(String url) {
        return new TestDatabase(url, new Properties());
    }

    public static TestDatabase at(String url, String user, String password) {
        Properties login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", password);
        return new TestDatabase(url, login);
    }

    /** Opens another connection. */
    public Database connect(Dialect dialect) {
        return Database.connect(url, Path.of(""), login, Extensions.of(List.of(dialect), List.of(), List.of()));
    }

    /** Drops every table, whatever refers to it. */
    static void empty(Database database) throws SQLException {
        Connection connection = database.handle().getConnection();
        Dialect dialect = database.dialect();
        List<Table> tables = dialect.catalog(database.handle()).tables();
        while (!tables.isEmpty()) {
            for (Table table : tables) {
                String drop = "DROP TABLE " + dialect.sql().quote(table.name());
                if (!executes(connection, drop + " CASCADE")) {
                    executes(connection, drop);
                }
            }
            List<Table> left = dialect.catalog(database.handle()).tables();
            if (left.size() == tables.size() && !dropForeignKeys(connection, dialect, left)) {
                throw new SQLException(
                        "cannot drop " + left.stream().map(Table::name).toList());
            }
            tables = left;
        }
    }

    /** For databases that drop no table to which another refers. Returns whether there was any. */
    private static boolean dropForeignKeys(Connection connection, Dialect dialect, List<Table> tables) {
        boolean dropped = false;
        for (Table table : tables) {
            for (ForeignKey key : table.foreignKeys()) {
                dropped |= executes(
                        connection,
                        "ALTER TABLE " + dialect.sql().quote(table.name()) + " DROP CONSTRAINT "
                                + dialect.sql().quote(key.name()));
            }
        }
        return dropped;
    }

    private static boolean executes(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        } catch (SQLException e) { // of another spelling, or still referred to
            return false;
        }
    }
}
