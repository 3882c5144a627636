package io.dbrestore.dialect.mysql.rows;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin's codec binds, kept until the statement of its row is there: the other values stand in that statement's
 * text, so it exists only when all of them are known.
 */
final class RecordedBinding implements Parameter, InvocationHandler {

    private final Connection connection;
    private final PreparedStatement statement;
    private @Nullable Method setter;
    private Object[] arguments = {};

    RecordedBinding(Connection connection) {
        this.connection = connection;
        this.statement = (PreparedStatement) Proxy.newProxyInstance(
                RecordedBinding.class.getClassLoader(), new Class<?>[] {PreparedStatement.class}, this);
    }

    /** What the codec is given. */
    PreparedStatement statement() {
        return statement;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given) throws SQLException {
        if (method.getName().equals("getConnection")) {
            return connection;
        }
        boolean binds = method.getName().startsWith("set")
                && given != null
                && given.length > 1
                && method.getParameterTypes()[0] == int.class;
        if (!binds || given == null) {
            throw new SQLFeatureNotSupportedException("a codec can bind a value here, and nothing else: " + method);
        }
        setter = method;
        arguments = given;
        return null;
    }

    @Override
    public void bind(PreparedStatement target, int index) throws SQLException {
        if (setter == null) {
            throw new SQLException("a plugin's codec has bound no value");
        }
        Object[] values = arguments.clone();
        values[0] = index;
        try {
            setter.invoke(target, values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new SQLException("a value that a plugin's codec has bound was not taken", e.getCause());
        } catch (IllegalAccessException e) {
            throw new SQLException("a value that a plugin's codec has bound was not taken", e);
        }
    }
}
