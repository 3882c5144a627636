package io.dbrestore.hook.hibernate;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;
import org.hibernate.service.UnknownUnwrapTypeException;
import org.hibernate.service.spi.Configurable;

/** Connections to SQLite that are of no use to db-restore once the tables are there. */
public final class BreakingConnections implements ConnectionProvider, Configurable {

    private static final long serialVersionUID = 1L;

    private String url = "";

    @Override
    public void configure(Map<String, Object> configuration) {
        url = String.valueOf(configuration.get("hibernate.connection.url"));
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        return (Connection) Proxy.newProxyInstance(
                BreakingConnections.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (self, method, given) -> {
                    if (method.getName().equals("getMetaData") && isForUs() && isFilled(connection)) {
                        throw new SQLException("the line is dead", "08006");
                    }
                    try {
                        return method.invoke(connection, given);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    private static boolean isForUs() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(LentDatabase.class.getName())));
    }

    private static boolean isFilled(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1 FROM sqlite_master WHERE name = 'customer'")) {
            return rows.next();
        }
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        connection.close();
    }

    @Override
    public boolean supportsAggressiveRelease() {
        return false;
    }

    @Override
    public boolean isUnwrappableAs(Class<?> type) {
        return false;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        throw new UnknownUnwrapTypeException(type);
    }
}
