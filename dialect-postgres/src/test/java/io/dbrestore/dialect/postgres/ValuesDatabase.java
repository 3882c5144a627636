package io.dbrestore.dialect.postgres;

import io.dbrestore.DbRestore;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.RowSink;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.Table;
import io.dbrestore.tck.RecordedRow;
import io.dbrestore.testserver.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A database whose values are dumped and restored, and a connection to look at them. */
final class ValuesDatabase implements AutoCloseable {

    /** For a table t and its copy t_before: the rows that are not the same to the last bit. */
    private static final String DIFFERENT = """
            SELECT COALESCE(b.n, a.n) FROM %1$s_before b FULL JOIN %1$s a ON a.n = b.n
            WHERE NOT COALESCE(CAST(ROW(b.*) AS record) OPERATOR(pg_catalog.*=) CAST(ROW(a.*) AS record), false)
            ORDER BY 1""";

    private final String url;
    private final Connection connection;
    private final Handle handle;

    ValuesDatabase(String url, String... statements) throws SQLException {
        this.url = url;
        this.connection = PostgresServer.connect(url);
        this.handle = Jdbi.open(connection);
        run(statements);
    }

    /** One on the shared server. */
    static ValuesDatabase create(String... statements) throws SQLException {
        return new ValuesDatabase(PostgresServer.shared().newDatabase(), statements);
    }

    Handle handle() {
        return handle;
    }

    Connection connection() {
        return connection;
    }

    void run(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** A line for each row, its values apart by a bar. */
    List<String> query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (row.next()) {
                StringBuilder line = new StringBuilder();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    line.append(i > 1 ? "|" : "").append(row.getString(i));
                }
                lines.add(line.toString());
            }
            return lines;
        }
    }

    /** Keeps a copy of a table, of the very same values, which no dump sees. */
    void remember(String table) throws SQLException {
        run("CREATE TEMPORARY TABLE " + table + "_before AS TABLE " + table);
    }

    /** The numbers of the rows that are not what they were when the table was remembered. */
    List<String> different(String table) throws SQLException {
        return query(DIFFERENT.formatted(table));
    }

    void dump(Path folder) throws SQLException {
        try (Database database = open()) {
            DbRestore.on(database).dump(folder, DumpOptions.DEFAULT.withReplaceExisting(true));
        }
    }

    void restore(Path folder) throws SQLException {
        try (Database database = open()) {
            DbRestore.on(database).restore(folder, RestoreOptions.DEFAULT.withIntoOther(true));
        }
    }

    private Database open() {
        Extensions extensions = Extensions.of(List.of(new PostgresDialect()), List.of(), List.of());
        return Database.connect(url, Path.of(""), new Properties(), extensions);
    }

    Table table(String name) throws SQLException {
        return new PostgresDialect()
                .catalog(handle).tables().stream()
                        .filter(table -> table.name().name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    /** The rows of a table as a dump would keep them. */
    List<RecordedRow> read(Table table) throws SQLException {
        List<RecordedRow> rows = new ArrayList<>();
        try (RowSource source = new PostgresDialect().read(handle, table, Codecs.none())) {
            while (source.next()) {
                RecordedRow row = new RecordedRow();
                source.copyTo(row);
                rows.add(row);
            }
        }
        return rows;
    }

    long load(Table table, List<RecordedRow> rows) throws SQLException {
        try (RowSink sink = new PostgresDialect().load(handle, table, Codecs.none())) {
            for (RecordedRow row : rows) {
                sink.copyFrom(row.reader());
            }
            return sink.finish();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close(); // and with it the transaction, if a test has left one open
    }
}
