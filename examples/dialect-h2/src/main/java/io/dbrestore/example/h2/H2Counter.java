package io.dbrestore.example.h2;

import io.dbrestore.spi.Sequence;
import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** An identity column or, with an empty {@code column}, a sequence. */
record H2Counter(TableName name, String column, long start, long next, long increment, long first, long last) {

    static List<H2Counter> all(Handle handle) {
        return handle.createQuery("""
                        SELECT table_schema, table_name, column_name, identity_start, identity_base, identity_increment,
                               identity_minimum, identity_maximum
                        FROM information_schema.columns WHERE identity_base IS NOT NULL
                        UNION ALL
                        SELECT sequence_schema, sequence_name, '', start_value, base_value, increment,
                               minimum_value, maximum_value
                        FROM information_schema.sequences WHERE base_value IS NOT NULL
                        """)
                .map((row, context) -> new H2Counter(
                        new TableName(row.getString(1), row.getString(2)),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8)))
                .list();
    }

    boolean hasCounted() {
        return next != start;
    }

    /** The statement that moves the counter on, if it is concerned. A value at the very end is none to go on from. */
    Optional<String> advance(SqlSpelling sql, List<Table> merged, List<Sequence> dumped) {
        String greatest = increment > 0 ? "GREATEST" : "LEAST";
        String known = dumped.stream()
                .filter(sequence -> sequence.name().equals(name))
                .map(sequence -> Long.parseLong(sequence.value()))
                .filter(this::hasNext)
                .map(value -> greatest + "(" + next + ", " + (value + increment) + ")")
                .findFirst()
                .orElse(String.valueOf(next));
        if (column.isEmpty()) {
            return known.equals(String.valueOf(next))
                    ? Optional.empty()
                    : Optional.of("ALTER SEQUENCE " + sql.quote(name) + " RESTART WITH " + known);
        }
        if (merged.stream().noneMatch(table -> table.name().equals(name))) {
            return Optional.empty();
        }
        String key = sql.quote(column);
        String highest = (increment > 0 ? "MAX(" : "MIN(") + key + ") + " + increment;
        String inRange = key + (increment > 0 ? " <= " + (last - increment) : " >= " + (first - increment));
        return Optional.of(
                "ALTER TABLE " + sql.quote(name) + " ALTER COLUMN " + key + " RESTART WITH (SELECT " + greatest
                        + "(" + known + ", COALESCE(" + highest + ", " + next + ")) FROM " + sql.quote(name) + " WHERE "
                        + inRange
                        + ")");
    }

    private boolean hasNext(long value) {
        return increment > 0 ? value <= last - increment : value >= first - increment;
    }
}
