package io.dbrestore.example.h2;

import io.dbrestore.spi.Codec;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Sequence;
import io.dbrestore.spi.Session;
import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import io.dbrestore.spi.Trigger;
import io.dbrestore.spi.jdbc.JdbcDialect;
import io.dbrestore.spi.jdbc.NamedTypeCodec;
import io.dbrestore.spi.jdbc.StandardCodec;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.pf4j.Extension;

/** H2 2.x. Arrays, rows, intervals and Java objects have no codec and are refused by name. Triggers fire. */
@Extension
public final class H2Dialect extends JdbcDialect {

    public H2Dialect() {
        super("h2", "H2");
    }

    @Override
    public SqlSpelling sql() {
        return new Spelling();
    }

    @Override
    protected List<Codec> codecs() {
        return List.of(
                new NamedTypeCodec("DECFLOAT", StandardCodec.TEXT), // NaN is no BigDecimal
                new NamedTypeCodec("ENUM", StandardCodec.TEXT),
                new NamedTypeCodec("JSON", StandardCodec.OCTETS), // as text it would become a JSON string
                new NamedTypeCodec("UUID", StandardCodec.TEXT));
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
    public Map<TableName, List<Trigger>> firingTriggers(Handle handle, List<Table> tables) {
        Map<TableName, List<Trigger>> triggers = new HashMap<>();
        handle.createQuery("""
                SELECT event_object_schema, event_object_table, trigger_name, event_manipulation
                FROM information_schema.triggers WHERE event_manipulation IN ('INSERT', 'UPDATE', 'DELETE')""")
                .map((row, context) -> triggers.computeIfAbsent(
                                new TableName(row.getString(1), row.getString(2)), table -> new ArrayList<>())
                        .add(new Trigger(row.getString(3), Trigger.Event.valueOf(row.getString(4)))))
                .list();
        triggers.keySet().retainAll(tables.stream().map(Table::name).toList());
        return triggers;
    }

    @Override
    protected List<Sequence> sequences(Handle handle) {
        String counters = """
                SELECT table_schema, table_name, identity_base - identity_increment FROM information_schema.columns
                WHERE is_identity = 'YES' AND identity_base <> identity_start""";
        return handle.createQuery(counters)
                .map((row, context) ->
                        new Sequence(new TableName(row.getString(1), row.getString(2)), row.getString(3)))
                .list();
    }

    /** Each statement commits, as all DDL does; which is why this comes last of all. */
    @Override
    public List<String> advanceSequences(Handle handle, List<Table> merged, List<Sequence> dumped) {
        String restart = """
                SELECT 'ALTER TABLE ' || t || ' ALTER COLUMN ' || c || ' RESTART WITH (SELECT GREATEST(' || next || ', '
                       || ? || ' + ' || step || ', COALESCE(MAX(' || c || ') + ' || step || ', ' || next || ')) FROM ' || t || ')'
                FROM (SELECT QUOTE_IDENT(table_schema) || '.' || QUOTE_IDENT(table_name) AS t,
                             QUOTE_IDENT(column_name) AS c, identity_base AS next, identity_increment AS step
                      FROM information_schema.columns
                      WHERE is_identity = 'YES' AND identity_increment > 0 AND table_schema = ? AND table_name = ?)""";
        for (Table table : merged) {
            TableName name = table.name();
            String last = dumped.stream()
                    .filter(counter -> counter.name().equals(name))
                    .map(Sequence::value)
                    .findFirst()
                    .orElse("0");
            handle.select(restart, last, name.schema(), name.name())
                    .mapTo(String.class)
                    .forEach(handle::execute);
        }
        return List.of();
    }

    /** The SQL of H2: DDL commits, but for temporary tables that are made with the word TRANSACTIONAL. */
    private static final class Spelling implements SqlSpelling {

        @Override
        public String createStaging(TableName staging, List<Column> columns) {
            return SqlSpelling.super.createStaging(staging, columns).replaceFirst("^CREATE ", "CREATE LOCAL ")
                    + " ON COMMIT DROP TRANSACTIONAL";
        }

        @Override
        public String dropStaging(TableName staging) {
            return ""; // DROP TABLE commits, and the table goes by itself
        }

        /** Text is equal under a collation, or without regard to case; moments are equal whatever their offset. */
        @Override
        public List<String> identity(String expression, Column column) {
            return switch (column.jdbcType()) {
                case Types.CHAR, Types.VARCHAR, Types.CLOB -> List.of("CAST(" + expression + " AS BLOB)");
                case Types.TIME_WITH_TIMEZONE, Types.TIMESTAMP_WITH_TIMEZONE ->
                    List.of("CAST(" + expression + " AS VARCHAR)");
                default -> List.of(expression);
            };
        }
    }
}
