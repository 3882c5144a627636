package io.dbrestore.dialect.sqlite;

import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.ResetConformanceTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class SqliteResetTest extends ResetConformanceTest {

    @Override
    protected Dialect dialect() {
        return new SqliteDialect();
    }

    @Override
    protected String newDatabase(Path scratch) {
        try {
            return "jdbc:sqlite:" + Files.createTempFile(scratch, "test", ".db");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
