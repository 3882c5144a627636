package io.dbrestore.dialect.mysql;

import io.dbrestore.DbRestore;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.Dialect.Purpose;
import io.dbrestore.spi.RowSink;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.Session;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.Work;
import io.dbrestore.tck.RecordedRow;
import io.dbrestore.testserver.MySqlServer;
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

/** A database whose values are dumped and restored, and a connection to look at them, to which all values are welcome. */
final class ValuesDatabase implements AutoCloseable {

    static final MySqlDialect DIALECT = new MySqlDialect();

    private final String url;
    private final Connection connection;
    private final Handle handle;

    ValuesDatabase(String url, String... statements) throws SQLException {
        this.url = url;
        this.connection = MySqlServer.connect(url + "&jdbcCompliantTruncation=false");
        this.handle = Jdbi.open(connection);
        run("SET sql_mode = 'ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO', time_zone = '+00:00'");
        run(statements);
    }

    /** One on the shared server. */
    static ValuesDatabase create(String... statements) throws SQLException {
        return new ValuesDatabase(MySqlServer.shared().newDatabase(), statements);
    }

    Connection connection() {
        return connection;
    }

    String url() {
        return url;
    }

    void run(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
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

    /** What SQL says of a value, down to its bits. */
    static String image(String type, String column) {
        String word = type.split("[ (]", 2)[0];
        return switch (word) {
            case "float", "double" -> "CONCAT(" + column + " * 1e0)";
            case "enum", "set" -> "CONCAT_WS('/', HEX(" + column + "), " + column + " + 0)";
            case "json" -> "CONCAT_WS('/', HEX(CONCAT(" + column + ")), JSON_TYPE(" + column + "))";
            case "bit" -> "CONCAT(" + column + " + 0)";
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> "HEX(" + column + ")";
            case "point", "geometry", "vector" -> "HEX(" + column + ")";
            default -> "HEX(CONCAT(" + column + "))";
        };
    }

    void dump(Path folder) {
        try (Database database = open()) {
            DbRestore.on(database).dump(folder, DumpOptions.DEFAULT.withReplaceExisting(true));
        }
    }

    void restore(Path folder) {
        try (Database database = open()) {
            DbRestore.on(database).restore(folder, RestoreOptions.DEFAULT.withIntoOther(true));
        }
    }

    private Database open() {
        Extensions extensions = Extensions.of(List.of(DIALECT), List.of(), List.of());
        return Database.connect(url, Path.of(""), new Properties(), extensions);
    }

    Table table(String name) throws SQLException {
        return DIALECT.catalog(handle).tables().stream()
                .filter(table -> table.name().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Does something with the settings of a restore, and commits it. */
    void committing(Work work) throws SQLException {
        Session session = DIALECT.begin(handle, Purpose.RESTORE);
        try {
            work.run();
            connection.commit();
        } finally {
            connection.rollback();
            session.close();
        }
    }

    RowSource source(Table table, Codecs codecs) throws SQLException {
        return DIALECT.read(handle, table, codecs);
    }

    /** The rows of a table as a dump would keep them; to be called inside {@link #committing}. */
    List<RecordedRow> read(Table table, Codecs codecs) throws SQLException {
        List<RecordedRow> rows = new ArrayList<>();
        try (RowSource source = source(table, codecs)) {
            while (source.next()) {
                RecordedRow row = new RecordedRow();
                source.copyTo(row);
                rows.add(row);
            }
        }
        return rows;
    }

    /** To be called inside {@link #committing}. */
    long load(Table table, List<RecordedRow> rows, Codecs codecs) throws SQLException {
        try (RowSink sink = DIALECT.load(handle, table, codecs)) {
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
