package io.dbrestore.dialect.postgres.session;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/** Tells somebody of everything that a connection is asked to do in its database, just before and just after. */
final class WatchedConnection {

    private static final Set<String> OF_A_TRANSACTION =
            Set.of("commit", "rollback", "setAutoCommit", "setSavepoint", "releaseSavepoint");

    /** Is told of each statement, and each end of a transaction, by its number; the first is 1. */
    interface Watcher {

        /** What is thrown here happens instead of the statement. */
        void before(int number, String what) throws SQLException;

        void after(int number, String what) throws SQLException;
    }

    private final Watcher watcher;
    private int number;

    private WatchedConnection(Watcher watcher) {
        this.watcher = watcher;
    }

    static Connection of(Connection connection, Watcher watcher) {
        return new WatchedConnection(watcher).watched(connection, Connection.class);
    }

    private <T> T watched(T target, Class<T> type) {
        InvocationHandler handler = (proxy, method, arguments) -> call(target, method, arguments);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private Object call(Object target, Method method, Object[] arguments) throws Throwable {
        if (!method.getName().startsWith("execute") && !OF_A_TRANSACTION.contains(method.getName())) {
            return watched(invoke(target, method, arguments));
        }
        int current = ++number;
        String what = method.getName() + (arguments == null ? "" : " " + arguments[0]);
        watcher.before(current, what);
        try {
            return invoke(target, method, arguments);
        } finally { // one statement is meant to fail, that which asks for the replica role
            watcher.after(current, what);
        }
    }

    private Object watched(Object result) {
        if (result instanceof PreparedStatement statement) {
            return watched(statement, PreparedStatement.class);
        }
        if (result instanceof Statement statement) {
            return watched(statement, Statement.class);
        }
        return result;
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
