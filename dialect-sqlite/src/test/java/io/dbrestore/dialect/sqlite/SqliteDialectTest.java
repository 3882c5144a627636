package io.dbrestore.dialect.sqlite;

import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.DialectConformanceTest;
import io.dbrestore.tck.Sample;
import io.dbrestore.tck.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** The rules for every dialect, kept by SQLite's. */
class SqliteDialectTest extends DialectConformanceTest {

    @TempDir
    Path folder;

    @Override
    protected Dialect dialect() {
        return new SqliteDialect();
    }

    @Override
    protected TestDatabase database() {
        Path file = folder.resolve("tck.db");
        if (!Files.exists(file)) {
            try {
                new TestFile(file, "PRAGMA journal_mode = WAL").close();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
        return TestDatabase.at("sqlite:" + file);
    }

    @Override
    protected String identity() {
        return "INTEGER PRIMARY KEY AUTOINCREMENT";
    }

    @Override
    protected List<Sample> samples() {
        List<Sample> samples = new ArrayList<>(super.samples());
        samples.add(Sample.sql("any class", "", "1", "1.0", "'1'", "x'31'", "'007'", "1e999", "-1e999", "''", "x''"));
        samples.add(Sample.sql("not UTF-8", "TEXT", "CAST(x'80' AS TEXT)", "CAST(x'41ff00' AS TEXT)", "char(65533)"));
        samples.add(Sample.sql("no boolean", "BOOLEAN", "2", "'true'", "1"));
        return samples;
    }
}
