package io.dbrestore.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbrestore.testserver.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Says in the report whether the tests of this module ran against MySQL too. */
final class OfferedServerTest {

    @Test
    void theTestsRunAgainstMySqlToo() {
        assumeTrue(
                System.getenv("DB_RESTORE_TEST_MYSQL_URL") != null,
                "only MariaDB was tested: DB_RESTORE_TEST_MYSQL_URL names no MySQL server");
    }

    @Test
    void theServerIsWhatItIsTakenFor() throws SQLException {
        try (Connection connection = MySqlServer.connect(MySqlServer.shared().newDatabase());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT VERSION()")) {
            row.next();

            assertThat(row.getString(1).contains("MariaDB")).isNotEqualTo(MySqlServer.IS_MYSQL);
        }
    }
}
