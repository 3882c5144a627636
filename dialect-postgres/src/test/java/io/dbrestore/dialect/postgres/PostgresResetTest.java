package io.dbrestore.dialect.postgres;

import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.ResetConformanceTest;
import io.dbrestore.testserver.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;

@Tag("slow")
final class PostgresResetTest extends ResetConformanceTest {

    @Override
    protected Dialect dialect() {
        return new PostgresDialect();
    }

    @Override
    protected int stride() {
        return 3;
    }

    @Override
    protected String newDatabase(Path scratch) throws SQLException {
        return PostgresServer.shared().newDatabase();
    }
}
