package io.dbrestore.example.h2;

import static java.util.stream.Collectors.joining;

import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.Codec;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Sequence;
import io.dbrestore.spi.Session;
import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.jdbc.JdbcDialect;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.pf4j.Extension;

/** H2 2.x. Arrays, rows and Java objects are refused by name: nothing carries them exactly. Triggers fire. */
@Extension
public final class H2Dialect extends JdbcDialect {

    private static final H2Spelling SQL = new H2Spelling();

    public H2Dialect() {
        super("h2", "H2");
    }

    @Override
    public SqlSpelling sql() {
        return SQL;
    }

    @Override
    protected List<Codec> codecs() {
        return H2Codec.ALL;
    }

    /** An identity column takes the row's own number, and a text becomes JSON and not a JSON string. */
    @Override
    protected String insert(Table table) {
        String values = table.columns().stream()
                .map(column -> column.type().equals("JSON") ? "? FORMAT JSON" : "?")
                .collect(joining(", "));
        return "INSERT INTO " + SQL.quote(table.name()) + SQL.columns(table.columns()) + " VALUES (" + values + ")";
    }

    @Override
    public Catalog catalog(Handle handle) throws SQLException {
        Catalog plain = super.catalog(handle);
        List<Table> tables = plain.tables().stream()
                .map(table -> table.withColumns(
                        table.columns().stream().map(H2Dialect::exact).toList()))
                .toList();
        List<Sequence> counters = H2Counter.all(handle).stream()
                .filter(H2Counter::hasCounted)
                .map(counter -> new Sequence(counter.name(), String.valueOf(counter.next() - counter.increment())))
                .toList();
        return new Catalog(plain.database(), plain.defaultSchema(), tables, plain.leftOut(), counters);
    }

    /** The driver gives lengths to types that take none, and leaves out those of intervals. */
    private static Column exact(Column column) {
        String type = column.type()
                .replaceFirst("^(UUID|DECFLOAT)\\(.*", "$1")
                .replaceFirst("^INTERVAL SECOND$", "INTERVAL SECOND(18, 9)")
                .replaceFirst("^(INTERVAL \\w+)(?![\\w(])", "$1(18)")
                .replaceFirst(" TO SECOND$", " TO SECOND(9)");
        return new Column(
                column.name(), column.jdbcType(), type, column.nullable(), column.hasDefault(), column.origin());
    }

    /** References are switched off before the transaction, since that commits; H2 does not tell whether they were on. */
    @Override
    public Session begin(Handle handle, Purpose purpose) throws SQLException {
        if (purpose == Purpose.DUMP) {
            return super.begin(handle, purpose);
        }
        handle.execute("SET REFERENTIAL_INTEGRITY FALSE");
        Session session = super.begin(handle, purpose);
        return () -> {
            session.close();
            handle.execute("SET REFERENTIAL_INTEGRITY TRUE");
        };
    }

    @Override
    public boolean holdsForeignKeysBack() {
        return true;
    }

    @Override
    public void advanceSequences(Handle handle, List<Table> merged, List<Sequence> dumped) throws SQLException {
        try (Statement statement = handle.getConnection().createStatement()) {
            for (H2Counter counter : H2Counter.all(handle)) {
                Optional<String> advance = counter.advance(SQL, merged, dumped);
                if (advance.isPresent()) {
                    statement.execute(advance.get()); // commits, as all DDL does
                }
            }
        }
    }
}
