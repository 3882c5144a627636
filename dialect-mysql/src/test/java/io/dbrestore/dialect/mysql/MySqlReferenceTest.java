package io.dbrestore.dialect.mysql;

import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.Capability;
import io.dbrestore.tck.ReferenceConformanceTest;
import io.dbrestore.testserver.MySqlServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

final class MySqlReferenceTest extends ReferenceConformanceTest {

    @Override
    protected Dialect dialect() {
        return new MySqlDialect();
    }

    @Override
    protected String newDatabase(Path scratch) throws SQLException {
        return MySqlServer.shared().newDatabase();
    }

    @Override
    protected Set<Capability> lacks() {
        return Set.of(Capability.SILENT_TRIGGERS);
    }

    @Override
    protected List<String> trigger() {
        return List.of(
                "CREATE TRIGGER kit_trigger AFTER INSERT ON parent FOR EACH ROW INSERT INTO audit VALUES (NEW.id)");
    }
}
