package io.dbrestore.engine.restore;

import static java.util.stream.Collectors.joining;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.catalog.DanglingRows;
import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.ForeignKey;
import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds references to rows that do not exist, because a database whose foreign keys are held back does not look. What
 * dangled before, in this database or in the dumped one, may dangle on; anything else is a conflict.
 */
final class ForeignKeyCheck {

    private final Connection connection;
    private final SqlSpelling spelling;
    private final Catalog catalog;
    private final DanglingRows dangling;
    private final boolean everything;

    /** @param catalog the tables between which references are looked at */
    ForeignKeyCheck(Connection connection, SqlSpelling spelling, Catalog catalog) {
        this(connection, spelling, catalog, false);
    }

    private ForeignKeyCheck(Connection connection, SqlSpelling spelling, Catalog catalog, boolean everything) {
        this.everything = everything;
        this.connection = connection;
        this.spelling = spelling;
        this.catalog = catalog;
        this.dangling = new DanglingRows(spelling, catalog);
    }

    /** The same, for a merge during which triggers write into whatever they like. */
    ForeignKeyCheck ofEverything() {
        return new ForeignKeyCheck(connection, spelling, catalog, true);
    }

    /** The references whose ends a merge may touch, each with the number of rows in which it dangles now. */
    Map<Reference, Long> before(List<TablePlan> plans) throws SQLException {
        Map<Reference, Long> before = new LinkedHashMap<>();
        for (Table table : catalog.tables()) {
            for (ForeignKey key : table.foreignKeys()) {
                Optional<TablePlan> child = plan(plans, table);
                boolean touched = everything
                        || child.isPresent()
                        || plans.stream().anyMatch(plan -> plan.target().name().equals(key.target()));
                if (touched) {
                    before.put(new Reference(table, key), key.trusted() ? 0 : count(table, key));
                }
            }
        }
        return before;
    }

    /**
     * Compares with {@link #before}.
     *
     * @param written the tables in which anything was written
     * @return warnings about references that dangled already
     */
    List<String> after(Map<Reference, Long> before, List<TablePlan> written) throws SQLException {
        List<String> warnings = new ArrayList<>();
        for (Map.Entry<Reference, Long> entry : before.entrySet()) {
            Table table = entry.getKey().table();
            ForeignKey key = entry.getKey().key();
            Optional<TablePlan> child = plan(written, table);
            boolean parentWritten =
                    written.stream().anyMatch(plan -> plan.target().name().equals(key.target()));
            if (!everything && child.isEmpty() && !parentWritten) {
                continue;
            }
            long now = count(table, key);
            long excused = key.trusted() // then the database would not have allowed them
                    ? 0
                    : child.map(plan -> orphansInDump(plan, key)).orElse(0L);
            if (now > entry.getValue() + excused) {
                throw conflict(table, key, now);
            }
            if (now > 0) {
                warnings.add(describe(table, key) + ": " + now + " rows refer to a row that does not exist, as they did"
                        + " before.");
            }
        }
        return warnings;
    }

    private long count(Table table, ForeignKey key) throws SQLException {
        return dangling.count(connection, table.name(), key);
    }

    /** A foreign key and the table that has it. */
    record Reference(Table table, ForeignKey key) {}

    private static Optional<TablePlan> plan(List<TablePlan> plans, Table table) {
        return plans.stream()
                .filter(plan -> plan.target().name().equals(table.name()))
                .findFirst();
    }

    /** How many rows of the dump were orphans in the database that they come from. */
    private static long orphansInDump(TablePlan plan, ForeignKey key) {
        List<ForeignKey> dumped = plan.entry().table().foreignKeys();
        for (int i = 0; i < Math.min(dumped.size(), plan.entry().orphans().size()); i++) {
            if (dumped.get(i).columns().equals(key.columns())) {
                return plan.entry().orphans().get(i);
            }
        }
        return 0;
    }

    private DbRestoreException conflict(Table table, ForeignKey key, long count) throws SQLException {
        List<String> shown = new ArrayList<>(table.key());
        key.columns().stream().filter(column -> !shown.contains(column)).forEach(shown::add);
        String columns =
                shown.stream().map(column -> "t." + spelling.quote(column)).collect(joining(", "));
        String rows = new Sql(connection)
                .rows("SELECT " + columns + dangling.from(table.name(), key), 3).stream()
                        .map(row -> describe(shown, row))
                        .collect(joining("; "));
        return new DbRestoreException(
                Failure.CONFLICT,
                describe(table, key) + ": " + count + " rows would refer to a row that does not exist: " + rows
                        + ". Nothing was restored; the dump is unharmed",
                "restore the table " + catalog.shown(key.target())
                        + " too, or bring the missing rows back in the migration, or leave"
                        + " the table out with --exclude " + catalog.shown(table.name()));
    }

    private static String describe(List<String> columns, List<String> values) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            pairs.add(columns.get(i) + " = " + values.get(i));
        }
        return String.join(", ", pairs);
    }

    private String describe(Table table, ForeignKey key) {
        return "foreign key " + (key.name().isEmpty() ? "" : key.name() + " ") + "from " + catalog.shown(table.name())
                + " (" + String.join(", ", key.columns()) + ") to " + catalog.shown(key.target());
    }
}
