package io.dbrestore.dialect.mysql;

import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.MergeConformanceTest;
import io.dbrestore.testserver.MySqlServer;
import java.nio.file.Path;
import java.sql.SQLException;

final class MySqlMergeTest extends MergeConformanceTest {

    @Override
    protected Dialect dialect() {
        return new MySqlDialect();
    }

    @Override
    protected String newDatabase(Path scratch) throws SQLException {
        return MySqlServer.shared().newDatabase();
    }

    /** Names are of the basic plane only. */
    @Override
    protected String oddName() {
        return "Größe €";
    }
}
