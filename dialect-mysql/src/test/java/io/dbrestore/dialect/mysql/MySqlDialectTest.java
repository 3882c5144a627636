package io.dbrestore.dialect.mysql;

import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.DialectConformanceTest;
import io.dbrestore.tck.TestDatabase;
import io.dbrestore.testserver.MySqlServer;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;

final class MySqlDialectTest extends DialectConformanceTest {

    private static String url = "";

    @BeforeAll
    static void makeDatabase() throws SQLException {
        url = MySqlServer.shared().newDatabase();
    }

    @Override
    protected Dialect dialect() {
        return new MySqlDialect();
    }

    @Override
    protected TestDatabase database() {
        return TestDatabase.at(url);
    }

    @Override
    protected String longText() {
        return "LONGTEXT";
    }

    @Override
    protected String bytes() {
        return "LONGBLOB";
    }

    @Override
    protected String identity() {
        return "INTEGER AUTO_INCREMENT PRIMARY KEY";
    }
}
