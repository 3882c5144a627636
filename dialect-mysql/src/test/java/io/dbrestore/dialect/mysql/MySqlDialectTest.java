package io.dbrestore.dialect.mysql;

import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.DialectConformanceTest;
import io.dbrestore.tck.Sample;
import io.dbrestore.tck.TestDatabase;
import io.dbrestore.testserver.MySqlServer;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
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
        // All values are welcome, and dates are no better than they are.
        return TestDatabase.at(url + "&jdbcCompliantTruncation=false&sessionVariables=sql_mode='ALLOW_INVALID_DATES'");
    }

    @Override
    protected List<Sample> samples() {
        return Stream.concat(super.samples().stream(), TypeValues.ALL.stream().map(MySqlDialectTest::sample))
                .toList();
    }

    private static Sample sample(TypeValues values) {
        String[] literals = values.values().stream()
                .map(TypeValues.Value::literal)
                .filter(literal -> !values.type().startsWith("enum") || !literal.equals("0")) // see MySqlLoadingTest
                .toArray(String[]::new);
        return Sample.sql("values of MySQL, such as " + literals[0], values.type(), literals);
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
