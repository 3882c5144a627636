package io.dbrestore.hook.hibernate;

import io.dbrestore.DbRestore;
import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.engine.reset.ResetGuard;
import io.dbrestore.engine.reset.ResetSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.resource.transaction.spi.DdlTransactionIsolator;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.hibernate.tool.schema.internal.HibernateSchemaManagementTool;

/**
 * The database that Hibernate is about to change, over a connection that comes to us as its DDL's does: from the same
 * place, whoever provides it, with every statement committing by itself, and apart from any transaction of JTA.
 */
final class LentDatabase implements AutoCloseable {

    private final Map<String, Object> configuration;
    private final DdlTransactionIsolator isolator;
    private final Connection connection;
    private final Extensions extensions;
    private final Database database;

    private LentDatabase(
            Map<String, Object> configuration,
            DdlTransactionIsolator isolator,
            Connection connection,
            Extensions extensions,
            Database database) {
        this.configuration = configuration;
        this.isolator = isolator;
        this.connection = connection;
        this.extensions = extensions;
        this.database = database;
    }

    /**
     * Takes a connection.
     *
     * @return empty for a database in memory
     * @throws DbRestoreException of {@link Failure#CONNECTION} if there is no connection, or no dialect for the database
     */
    static Optional<LentDatabase> lend(ServiceRegistry registry, Map<String, Object> configuration) {
        HibernateSchemaManagementTool tool = new HibernateSchemaManagementTool();
        tool.injectServices((ServiceRegistryImplementor) registry);
        DdlTransactionIsolator isolator;
        try {
            isolator = tool.getDdlTransactionIsolator(tool.resolveJdbcContext(configuration));
        } catch (RuntimeException e) {
            throw noConnection(e);
        }
        boolean lent = false;
        try {
            Optional<LentDatabase> database = lend(isolator, configuration);
            lent = database.isPresent();
            return database;
        } finally {
            if (!lent) {
                isolator.release();
            }
        }
    }

    private static Optional<LentDatabase> lend(DdlTransactionIsolator isolator, Map<String, Object> configuration) {
        Connection connection;
        try {
            connection = isolator.getIsolatedConnection();
            if (MemoryDatabase.isAt(String.valueOf(connection.getMetaData().getURL()))) {
                Told.debug("the database is in memory; its rows are not kept");
                return Optional.empty();
            }
        } catch (SQLException | RuntimeException e) {
            throw noConnection(e);
        }
        Extensions extensions = Extensions.onClasspath();
        try {
            return Optional.of(new LentDatabase(
                    configuration, isolator, connection, extensions, Database.on(connection, extensions)));
        } catch (RuntimeException e) {
            extensions.close();
            throw e;
        }
    }

    private static DbRestoreException noConnection(Exception e) {
        return new DbRestoreException(
                Failure.CONNECTION, "Hibernate's connection cannot be used: " + e.getMessage(), "", e);
    }

    Database database() {
        return database;
    }

    DbRestore dbRestore() {
        return DbRestore.on(database).with(extensions);
    }

    /** The schema in which tables are that are named without one; empty where there are none. */
    String defaultSchema() {
        try {
            return Optional.ofNullable(connection.getSchema()).orElse("");
        } catch (SQLException e) {
            throw noConnection(e);
        }
    }

    /**
     * What keeps account of the resets of this database by this persistence unit in this schema. The schemas of single
     * tables do not count: entities come and go while a dump is waiting.
     */
    ResetGuard guard(ResetSettings settings) {
        List<String> whose = List.of(
                "hibernate",
                HibernateSettings.unit(configuration),
                HibernateSettings.defaultSchema(configuration).orElseGet(this::defaultSchema));
        return new ResetGuard(database, extensions, settings.folderOf(database, whose), Told::warn);
    }

    @Override
    public void close() {
        try (extensions) {
            database.close();
        } finally {
            isolator.release();
        }
    }
}
