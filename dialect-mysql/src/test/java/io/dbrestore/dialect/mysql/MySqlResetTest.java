package io.dbrestore.dialect.mysql;

import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.ResetConformanceTest;
import io.dbrestore.testserver.MySqlServer;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;

@Tag("slow")
final class MySqlResetTest extends ResetConformanceTest {

    @Override
    protected Dialect dialect() {
        return new MySqlDialect();
    }

    @Override
    protected int stride() {
        return 3;
    }

    @Override
    protected String newDatabase(Path scratch) throws SQLException {
        return MySqlServer.shared().newDatabase();
    }
}
