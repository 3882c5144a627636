package io.dbrestore.dialect.sqlite;

import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.MergeModelTest;
import io.dbrestore.tck.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Random merges in SQLite against the model. */
class SqliteMergeModelTest extends MergeModelTest {

    @TempDir
    Path folder;

    @Override
    protected Dialect dialect() {
        return new SqliteDialect();
    }

    @Override
    protected TestDatabase database() {
        Path file = folder.resolve("model.db");
        if (!Files.exists(file)) {
            try {
                Files.createFile(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return TestDatabase.at("sqlite:" + file);
    }

    @Override
    protected boolean addsForeignKeys() {
        return false;
    }

    @Override
    protected boolean takesNullInPrimaryKeys() {
        return true;
    }
}
