package io.dbrestore.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dbrestore.DbRestore;
import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.DumpReport;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.RestoreReport.TableResult;
import io.dbrestore.engine.Strategy;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.spi.Dialect;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database that is dumped, reset, and restored, as its user would do it: through the facade, on connections of its
 * own. What a table holds is always asked in SQL, never of the dialect.
 */
public abstract class RestoreScenario {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private String url = "";

    /** The dialect under test. */
    protected abstract Dialect dialect();

    /**
     * The JDBC URL of a database without tables; another one at each call.
     *
     * @param scratch an empty folder that goes after the test, for databases that are files
     */
    protected abstract String newDatabase(Path scratch) throws SQLException;

    @BeforeEach
    void makeDatabase() throws SQLException {
        url = newDatabase(folder);
    }

    /** Goes on in another database than the one so far. */
    protected final void changeDatabase() throws SQLException {
        url = newDatabase(folder);
    }

    /** A name in its exact spelling, as it stands in SQL. */
    protected final String quote(String name) {
        return dialect().sql().quote(name);
    }

    protected final void execute(String... statements) throws SQLException {
        try (Database database = connect();
                Statement statement = database.handle().getConnection().createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The rows of a query, the columns of each joined by blanks, NULL as {@code -}. */
    protected final List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Database database = connect();
                Statement statement = database.handle().getConnection().createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    String value = result.getString(i);
                    row.add(value == null ? "-" : value);
                }
                rows.add(String.join(" ", row));
            }
        }
        return rows;
    }

    protected final DumpReport dump() {
        try (Database database = connect()) {
            return DbRestore.on(database).with(extensions()).dump(dumpFolder(), DumpOptions.DEFAULT);
        }
    }

    protected final RestoreReport restore() {
        return restore(RestoreOptions.DEFAULT);
    }

    protected final RestoreReport restore(Strategy strategy) {
        return restore(RestoreOptions.DEFAULT.withStrategy(strategy));
    }

    protected final RestoreReport restore(RestoreOptions options) {
        try (Database database = connect()) {
            return DbRestore.on(database).with(extensions()).restore(dumpFolder(), options);
        }
    }

    /** Restores, which must fail, and must leave what {@code query} gives as it was. */
    protected final DbRestoreException failToRestore(Failure failure, RestoreOptions options, String query)
            throws SQLException {
        List<String> before = rows(query);
        DbRestoreException exception = catchThrowableOfType(DbRestoreException.class, () -> restore(options));
        assertThat(exception).as("the restore must fail").isNotNull();
        assertThat(exception.failure()).as(exception.getMessage()).isEqualTo(failure);
        assertThat(exception).hasMessageContaining("Nothing was restored");
        assertThat(rows(query)).isEqualTo(before);
        return exception;
    }

    /** Restores again, after which every row must be counted as unchanged. */
    protected final void restoreAgainWithoutEffect() {
        for (TableResult table : restore().tables()) {
            assertThat(table.unchanged()).as("unchanged rows of " + table).isEqualTo(table.rows());
            assertThat(table.deleted()).as("deleted rows of " + table).isZero();
        }
    }

    /** The result of the one table that was restored. */
    protected static TableResult only(RestoreReport report) {
        assertThat(report.tables()).hasSize(1);
        return report.tables().get(0);
    }

    final Path dumpFolder() {
        return folder.resolve("dump");
    }

    final Database connect() {
        return Database.connect(url, folder, new Properties(), extensions());
    }

    final Extensions extensions() {
        return Extensions.of(List.of(dialect()), List.of(), List.of());
    }
}
