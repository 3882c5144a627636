package io.dbrestore.dialect.mysql;

import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.ReferenceConformanceTest;
import io.dbrestore.testserver.MySqlServer;
import java.nio.file.Path;
import java.sql.SQLException;

final class MySqlReferenceTest extends ReferenceConformanceTest {

    @Override
    protected Dialect dialect() {
        return new MySqlDialect();
    }

    @Override
    protected String newDatabase(Path scratch) throws SQLException {
        return MySqlServer.shared().newDatabase();
    }
}
