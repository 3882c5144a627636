package io.dbrestore.hook.hibernate;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.engine.jdbc.connections.spi.MultiTenantConnectionProvider;
import org.hibernate.service.UnknownUnwrapTypeException;
import org.hibernate.service.spi.ServiceRegistryAwareService;
import org.hibernate.service.spi.ServiceRegistryImplementor;

/** Several tenants, who share a database; without any of them there are connections, too. */
public final class Tenants implements MultiTenantConnectionProvider<String>, ServiceRegistryAwareService {

    private static final long serialVersionUID = 1L;

    private String url = "";

    @Override
    public void injectServices(ServiceRegistryImplementor registry) {
        url = String.valueOf(registry.requireService(ConfigurationService.class)
                .getSettings()
                .get("hibernate.connection.url"));
    }

    @Override
    public Connection getAnyConnection() throws SQLException {
        return DriverManager.getConnection(url);
    }

    @Override
    public void releaseAnyConnection(Connection connection) throws SQLException {
        connection.close();
    }

    @Override
    public Connection getConnection(String tenant) throws SQLException {
        return getAnyConnection();
    }

    @Override
    public void releaseConnection(String tenant, Connection connection) throws SQLException {
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
