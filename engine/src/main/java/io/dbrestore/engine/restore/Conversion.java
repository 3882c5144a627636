package io.dbrestore.engine.restore;

import static java.util.stream.Collectors.joining;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.SqlSpelling;
import java.sql.SQLException;
import java.util.List;

/**
 * Turns staged values of columns whose type has changed since the dump into the type that they have now. The database
 * converts them, into a second staging table; then every value is converted back and compared, because databases round,
 * cut and guess without saying so. What does not come back equal stops the restore before anything is written.
 */
final class Conversion {

    private final Sql sql;
    private final SqlSpelling spelling;
    private final TablePlan plan;

    Conversion(Sql sql, SqlSpelling spelling, TablePlan plan) {
        this.sql = sql;
        this.spelling = spelling;
        this.plan = plan;
    }

    /** Returns a staging table with the converted rows, and drops the other one. */
    Staging convert(Staging dumped) throws SQLException {
        Staging converted = Staging.create(sql, spelling, "dbrestore_converted", plan.columns());
        String values = plan.columns().stream().map(this::value).collect(joining(", "));
        String query = "SELECT " + dumped.number() + ", " + Staging.NEW + ", " + values + dumped.from();
        try {
            sql.undoneOnFailure(() -> {
                converted.fill(query);
                return converted;
            });
        } catch (SQLException e) {
            throw new DbRestoreException(
                    Failure.DRIFT,
                    "the database cannot convert " + columns() + ": " + e.getMessage() + ". Nothing was restored; the"
                            + " dump is unharmed",
                    hint(),
                    e);
        }
        converted.indexNumber();
        for (Column column : plan.columns()) {
            Column from = plan.converted().get(column.name());
            if (from != null) {
                refuseLoss(dumped, converted, from, column);
            }
        }
        dumped.drop();
        return converted;
    }

    private String value(Column column) {
        String expression = "s." + spelling.quote(column.name());
        Column from = plan.converted().get(column.name());
        return from == null ? expression : spelling.convert(expression, from, column);
    }

    private void refuseLoss(Staging dumped, Staging converted, Column from, Column to) throws SQLException {
        String name = spelling.quote(to.name());
        String exact = spelling.convertedExactly("s." + name, from, "c." + name, to);
        List<List<String>> lost = sql.rows(
                "SELECT " + dumped.number() + ", s." + name + ", c." + name + dumped.from() + " JOIN "
                        + spelling.quote(converted.name()) + " c ON " + converted.number("c") + " = " + dumped.number()
                        + " WHERE s." + name + " IS NOT NULL AND NOT (" + exact + ")",
                1);
        if (!lost.isEmpty()) {
            List<String> row = lost.get(0);
            throw new DbRestoreException(
                    Failure.DRIFT,
                    "row " + row.get(0) + " of " + plan.shown() + ": column " + to.name() + " was "
                            + from.type() + " and is " + to.type() + " now, and " + row.get(1) + " would become "
                            + row.get(2) + ". Nothing was restored; the dump is unharmed",
                    hint());
        }
    }

    private String columns() {
        return plan.converted().values().stream()
                .flatMap(from -> plan.target().column(from.name()).stream()
                        .map(to -> plan.shown() + "." + to.name() + " from " + from.type() + " to " + to.type()))
                .sorted()
                .collect(joining(", "));
    }

    private String hint() {
        return "change the values in the database before the dump, or the type in the migration, or leave the table"
                + " out with --exclude " + plan.shown();
    }
}
