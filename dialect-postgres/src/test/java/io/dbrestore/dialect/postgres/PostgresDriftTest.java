package io.dbrestore.dialect.postgres;

import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.DriftConformanceTest;
import io.dbrestore.testserver.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;

final class PostgresDriftTest extends DriftConformanceTest {

    @Override
    protected Dialect dialect() {
        return new PostgresDialect();
    }

    @Override
    protected String generated(String expression) {
        return super.generated(expression) + " STORED";
    }

    @Override
    protected String newDatabase(Path scratch) throws SQLException {
        return PostgresServer.shared().newDatabase();
    }
}
