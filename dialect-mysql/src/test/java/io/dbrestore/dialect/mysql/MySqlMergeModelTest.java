package io.dbrestore.dialect.mysql;

import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.MergeModelTest;
import io.dbrestore.tck.TestDatabase;
import io.dbrestore.testserver.MySqlServer;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;

/** Random merges in MySQL against the model. */
class MySqlMergeModelTest extends MergeModelTest {

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
    protected int cases() {
        return 60;
    }

    @Override
    protected int manyCases() {
        return MySqlServer.IS_MYSQL ? 100 : 250; // whose tables take their time
    }

    @Override
    protected TestDatabase database() {
        return TestDatabase.at(url);
    }
}
