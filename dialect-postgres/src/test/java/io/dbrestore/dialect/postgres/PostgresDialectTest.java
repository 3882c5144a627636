package io.dbrestore.dialect.postgres;

import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.DialectConformanceTest;
import io.dbrestore.tck.Sample;
import io.dbrestore.tck.TestDatabase;
import io.dbrestore.testserver.PostgresServer;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;

final class PostgresDialectTest extends DialectConformanceTest {

    private static String url = "";

    @BeforeAll
    static void makeDatabase() throws SQLException {
        url = PostgresServer.shared().newDatabase();
        try (ValuesDatabase database = new ValuesDatabase(url)) {
            for (String sql : TypeValues.TYPES) {
                database.run(sql);
            }
        }
    }

    @Override
    protected List<Sample> samples() {
        return Stream.concat(super.samples().stream(), TypeValues.ALL.stream().map(PostgresDialectTest::sample))
                .toList();
    }

    private static Sample sample(TypeValues values) {
        String[] literals =
                values.values().stream().map(TypeValues.Value::literal).toArray(String[]::new);
        return Sample.sql("values of PostgreSQL, such as " + literals[0], values.type(), literals);
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
