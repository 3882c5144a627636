package io.dbrestore.dialect.mysql;

import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.DriftConformanceTest;
import io.dbrestore.testserver.MySqlServer;
import java.nio.file.Path;
import java.sql.SQLException;

final class MySqlDriftTest extends DriftConformanceTest {

    @Override
    protected Dialect dialect() {
        return new MySqlDialect();
    }

    @Override
    protected String newDatabase(Path scratch) throws SQLException {
        return MySqlServer.shared().newDatabase();
    }
}
