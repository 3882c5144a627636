package io.dbrestore.dialect.postgres;

import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.MergeModelTest;
import io.dbrestore.tck.TestDatabase;
import io.dbrestore.testserver.PostgresServer;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;

/** Random merges in PostgreSQL against the model. */
class PostgresMergeModelTest extends MergeModelTest {

    private static String url = "";

    @BeforeAll
    static void makeDatabase() throws SQLException {
        url = PostgresServer.shared().newDatabase();
    }

    @Override
    protected Dialect dialect() {
        return new PostgresDialect();
    }

    @Override
    protected int cases() {
        return 100;
    }

    @Override
    protected int manyCases() {
        return 250;
    }

    @Override
    protected TestDatabase database() {
        return TestDatabase.at(url);
    }
}
