package io.dbrestore.dialect.postgres;

import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.MergeConformanceTest;
import io.dbrestore.testserver.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;

final class PostgresMergeTest extends MergeConformanceTest {

    @Override
    protected Dialect dialect() {
        return new PostgresDialect();
    }

    @Override
    protected String newDatabase(Path scratch) throws SQLException {
        return PostgresServer.shared().newDatabase();
    }
}
