package io.dbrestore.dialect.postgres;

import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.ReferenceConformanceTest;
import io.dbrestore.testserver.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

final class PostgresReferenceTest extends ReferenceConformanceTest {

    @Override
    protected Dialect dialect() {
        return new PostgresDialect();
    }

    @Override
    protected String newDatabase(Path scratch) throws SQLException {
        return PostgresServer.shared().newDatabase();
    }

    @Override
    protected List<String> trigger() {
        return List.of(
                "CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit VALUES (NEW.id);"
                        + " RETURN NULL; END $$",
                "CREATE TRIGGER kit_trigger AFTER INSERT ON parent FOR EACH ROW EXECUTE FUNCTION fire()");
    }
}
