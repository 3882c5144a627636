package io.dbrestore.dialect.postgres;

import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.DialectConformanceTest;
import io.dbrestore.tck.TestDatabase;
import io.dbrestore.testserver.PostgresServer;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;

final class PostgresDialectTest extends DialectConformanceTest {

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
    protected TestDatabase database() {
        return TestDatabase.at(url);
    }

    @Override
    protected String longText() {
        return "TEXT";
    }

    @Override
    protected String bytes() {
        return "BYTEA";
    }

    @Override
    protected String generated(String expression) {
        return super.generated(expression) + " STORED";
    }
}
