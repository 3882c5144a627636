package io.dbrestore.example.h2;

import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.ResetConformanceTest;
import java.nio.file.Path;
import java.util.UUID;

final class H2ResetTest extends ResetConformanceTest {

    @Override
    protected Dialect dialect() {
        return new H2Dialect();
    }

    @Override
    protected int stride() {
        return 5;
    }

    @Override
    protected String newDatabase(Path scratch) {
        return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    }
}
