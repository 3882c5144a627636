package io.dbrestore.engine.restore;

import static java.util.stream.Collectors.joining;

import io.dbrestore.engine.Strategy;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.UniqueKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for rows of the dump that want a value of a unique key which another row of the database holds. If that row
 * keeps it, the two clash. If it is itself about to get another value, as when two rows swap theirs, it is moved out of
 * the way first, because databases check unique keys row by row.
 */
final class UniqueClash {

    private final Sql sql;
    private final SqlSpelling spelling;
    private final TablePlan plan;
    private final Staging staging;

    UniqueClash(Sql sql, SqlSpelling spelling, TablePlan plan, Staging staging) {
        this.sql = sql;
        this.spelling = spelling;
        this.plan = plan;
        this.staging = staging;
    }

    /**
     * Checks every unique key beside the one that rows are told apart by.
     *
     * @param keyed which rows of {@code s} have a key
     * @param sameKey whether {@code t} and {@code s} have the same key
     */
    void settle(String keyed, String sameKey) throws SQLException {
        for (UniqueKey unique : plan.target().uniqueKeys()) {
            List<Column> columns = plan.columns().stream()
                    .filter(column -> unique.columns().contains(column.name()))
                    .toList();
            if (columns.size() == unique.columns().size() && !unique.columns().equals(plan.key())) {
                settle(unique, columns, keyed, sameKey);
            }
        }
    }

    private void settle(UniqueKey unique, List<Column> columns, String keyed, String sameKey) throws SQLException {
        String written = plan.strategy() == Strategy.SKIP
                ? staging.in(Staging.NEW)
                : "(" + staging.in(Staging.NEW) + " OR " + staging.in(Staging.CHANGED) + ")";
        String meeting =
                " FROM " + spelling.meeting(staging.name(), plan.target(), unique.columns(), equal(columns, "t", "s"))
                        + " WHERE " + keyed + " AND " + written + " AND NOT (" + sameKey + ")";
        if (sql.number("SELECT COUNT(*)" + meeting) == 0) {
            return;
        }
        Optional<Column> parked = columns.stream().filter(this::canBeParked).findFirst();
        Staging moving = moving(columns, parked, sameKey);
        String stays = meeting + " AND NOT EXISTS (SELECT 1 FROM " + spelling.quote(moving.name()) + " m WHERE "
                + equal(plan.keyColumns(), "m", "t") + ")";
        List<List<String>> clashes = sql.rows(
                "SELECT " + staging.number() + ", " + list(plan.keyColumns(), "s") + ", " + list(plan.keyColumns(), "t")
                        + ", " + list(columns, "s") + stays,
                3);
        if (!clashes.isEmpty()) {
            throw Conflicts.clash(plan, unique, columns, clashes);
        }
        if (parked.isEmpty()) {
            throw Conflicts.cannotSwap(plan, unique);
        }
        sql.execute(spelling.update(plan.target(), moving.name(), List.of(parked.get()), sameKey));
        moving.drop();
    }

    /** The rows of the target that are about to get another value, by their keys, with a value for the meantime. */
    private Staging moving(List<Column> columns, Optional<Column> parked, String sameKey) throws SQLException {
        List<Column> kept = new ArrayList<>(plan.keyColumns());
        parked.ifPresent(kept::add);
        Staging moving = Staging.create(sql, spelling, "dbrestore_moving", kept);
        if (plan.strategy() != Strategy.SKIP) {
            String values = parked.map(column -> ", " + parkingValue(column)).orElse("");
            moving.fill("SELECT " + staging.number() + ", 0, " + list(plan.keyColumns(), "t") + values
                    + " FROM " + spelling.meeting(staging.name(), plan.target(), plan.key(), sameKey) + " WHERE "
                    + staging.in(Staging.CHANGED) + " AND NOT (" + spelling.sameRow("t", "s", columns) + ")");
        }
        return moving;
    }

    private boolean canBeParked(Column column) {
        return !plan.key().contains(column.name())
                && (column.nullable()
                        || !spelling.parkingValue(column, staging.number()).isEmpty());
    }

    private String parkingValue(Column column) {
        return column.nullable() ? "NULL" : spelling.parkingValue(column, staging.number());
    }

    private String equal(List<Column> columns, String left, String right) {
        return columns.stream()
                .map(column -> spelling.quote(column.name()))
                .map(name -> left + "." + name + " = " + right + "." + name)
                .collect(joining(" AND "));
    }

    private String list(List<Column> columns, String alias) {
        return columns.stream()
                .map(column -> alias + "." + spelling.quote(column.name()))
                .collect(joining(", "));
    }
}
