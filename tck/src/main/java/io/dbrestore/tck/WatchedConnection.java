package io.dbrestore.tck;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells somebody of everything that a connection is asked to do in its database, just before and just after. */
public final class WatchedConnection {

    private static final Set<String> OF_A_TRANSACTION =
            Set.of("commit", "rollback", "setAutoCommit", "setSavepoint", "releaseSavepoint");

    /** Is told of each statement, and each end of a transaction, by its number; the first is 1. */
    public interface Watcher {

        /** What is thrown here happens instead of the statement. */
        void before(int number, String what) throws SQLException;

        void after(int number, String what) throws SQLException;
    }

    private final Watcher watcher;
    private int number;

    private WatchedConnection(Watcher watcher) {
        this.watcher = watcher;
    }

    /** {@code connection}, watched. */
    public static Connection of(Connection connection, Watcher watcher) {
        return new WatchedConnection(watcher).watched(connection, Connection.class);
    }

    private <T> T watched(T target, Class<T> type) {
        InvocationHandler handler = (proxy, method, arguments) -> call(target, method, arguments);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        if (!method.getName().startsWith("execute") && !OF_A_TRANSACTION.contains(method.getName())) {
            return watched(invoke(target, method, arguments));
        }
        int current = ++number;
        String what = method.getName() + (arguments == null ? "" : " " + arguments[0]);
        watcher.before(current, what);
        try {
            return invoke(target, method, arguments);
        } finally { // some statements are meant to fail, such as one that asks for a right
            watcher.after(current, what);
        }
    }

    private @Nullable Object watched(@Nullable Object result) {
        if (result instanceof PreparedStatement statement) {
            return watched(statement, PreparedStatement.class);
        }
        if (result instanceof Statement statement) {
            return watched(statement, Statement.class);
        }
        return result;
    }

    private static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
