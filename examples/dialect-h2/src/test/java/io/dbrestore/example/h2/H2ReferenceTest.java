package io.dbrestore.example.h2;

import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.Capability;
import io.dbrestore.tck.ReferenceConformanceTest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.h2.api.Trigger;

final class H2ReferenceTest extends ReferenceConformanceTest {

    @Override
    protected Dialect dialect() {
        return new H2Dialect();
    }

    @Override
    protected String newDatabase(Path scratch) {
        return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    }

    @Override
    protected Set<Capability> lacks() {
        return Set.of(Capability.SILENT_TRIGGERS);
    }

    @Override
    protected List<String> trigger() {
        return List.of("CREATE TRIGGER \"kit_trigger\" AFTER INSERT ON parent FOR EACH ROW CALL '"
                + AuditTrigger.class.getName() + "'");
    }

    /** Triggers of H2 are classes. */
    public static final class AuditTrigger implements Trigger {
        @Override
        public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO audit VALUES (" + after[0] + ")");
            }
        }
    }
}
