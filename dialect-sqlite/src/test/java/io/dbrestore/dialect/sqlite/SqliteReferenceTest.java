package io.dbrestore.dialect.sqlite;

import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.ReferenceConformanceTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

final class SqliteReferenceTest extends ReferenceConformanceTest {

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

    @Override
    protected boolean enforcesForeignKeys() {
        return false;
    }

    @Override
    protected List<String> cycle() {
        return List.of(
                "CREATE TABLE hen (id INTEGER NOT NULL PRIMARY KEY, egg INTEGER NOT NULL REFERENCES egg (id))",
                "CREATE TABLE egg (id INTEGER NOT NULL PRIMARY KEY, hen INTEGER NOT NULL REFERENCES hen (id))");
    }

    @Override
    protected List<String> fillCycle() {
        return List.of("INSERT INTO hen VALUES (1, 2), (2, 1)", "INSERT INTO egg VALUES (1, 1), (2, 2)");
    }

    @Override
    protected List<String> dropCycle() {
        return List.of("DROP TABLE egg", "DROP TABLE hen");
    }

    @Override
    protected List<String> trigger() {
        return List.of(
                "CREATE TRIGGER kit_trigger AFTER INSERT ON parent BEGIN INSERT INTO audit VALUES (NEW.id); END");
    }
}
