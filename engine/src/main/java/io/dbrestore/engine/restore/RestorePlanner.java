package io.dbrestore.engine.restore;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.Strategy;
import io.dbrestore.engine.catalog.ToolTables;
import io.dbrestore.engine.format.Dump;
import io.dbrestore.engine.format.RowReader;
import io.dbrestore.engine.format.TableEntry;
import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.LeftOut;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import io.dbrestore.spi.ValueReader.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Compares the dump's tables with those that are there now, and decides what goes where. Everything that cannot be
 * decided is collected and named at once, before anything is written.
 */
final class RestorePlanner {

    private final Dump dump;
    private final Dialect dialect;
    private final Catalog catalog;
    private final RestoreOptions options;
    private final ToolTables tools;
    private final List<String> warnings = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    RestorePlanner(Dump dump, Dialect dialect, Catalog catalog, RestoreOptions options, ToolTables tools) {
        this.dump = dump;
        this.dialect = dialect;
        this.catalog = catalog;
        this.options = options;
        this.tools = tools;
    }

    RestorePlan plan() {
        refuseAnotherDatabase();
        List<TablePlan> plans = new ArrayList<>();
        for (TableEntry entry : dump.metadata().tables()) {
            if (options.tables().selects(entry.table().name())) {
                plan(entry).ifPresent(plans::add);
            }
        }
        if (!problems.isEmpty()) {
            throw new DbRestoreException(
                    Failure.DRIFT,
                    String.join("; ", problems) + ". Nothing was restored; the dump is unharmed",
                    "change the migration, or leave the table out with --exclude");
        }
        return new RestorePlan(TableOrder.parentsFirst(plans, dialect.holdsForeignKeysBack()), warnings);
    }

    private void refuseAnotherDatabase() {
        String provider = dump.metadata().provider();
        if (!provider.isEmpty() && !provider.equals(dialect.name())) {
            throw new DbRestoreException(
                    Failure.DRIFT,
                    "the dump in " + dump.folder() + " is of a " + provider + " database, and this one is "
                            + dialect.name() + ". Nothing was restored",
                    "restore it into a " + provider + " database");
        }
        String database = dump.metadata().database();
        if (!options.intoOther() && !database.isEmpty() && !database.equals(catalog.database())) {
            throw new DbRestoreException(
                    Failure.REFUSED,
                    "the dump in " + dump.folder() + " is of " + database + ", and this is " + catalog.database()
                            + ". Nothing was restored",
                    "if that is what you want, add --into-other");
        }
    }

    private Optional<TablePlan> plan(TableEntry entry) {
        TableName name = entry.table().name();
        Optional<String> owner = tools.owner(entry.table());
        if (owner.isPresent() && !options.tables().includes(name)) {
            warnings.add("Table " + shown(entry) + " belongs to " + owner.get() + ": it was skipped.");
            return Optional.empty();
        }
        Optional<Table> found = target(name);
        if (found.isEmpty()) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "Table %s is %s: %,d rows were skipped; they are still in the dump.",
                    shown(entry),
                    named(name, catalog.leftOut(), LeftOut::table)
                            .map(left -> "not one to restore into now (" + left.reason() + ")")
                            .orElse("gone"),
                    entry.rows()));
            return Optional.empty();
        }
        Table target = found.get();
        List<String> dumpColumns = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        Map<String, Column> converted = new HashMap<>();
        Set<String> defaulted = new HashSet<>();
        for (Column dumped : entry.table().dataColumns()) {
            Optional<Column> now = match(dumped.name(), target.columns(), Column::name);
            if (now.isEmpty()) {
                warnings.add("Column " + shown(entry) + "." + dumped.name() + " is gone: its values were skipped.");
            } else if (now.get().isGenerated()) {
                warnings.add(
                        "Column " + shown(entry) + "." + dumped.name() + " is computed now: its values were skipped.");
            } else {
                dumpColumns.add(dumped.name());
                columns.add(now.get());
                compare(entry, dumped, now.get(), converted, defaulted);
            }
        }
        lookAtNewColumns(entry, target, columns);
        List<String> key = target.key();
        if (!names(columns).containsAll(key)) {
            if (entry.rows() > 0) {
                problems.add("the rows of " + shown(entry) + " are told apart by " + String.join(", ", key)
                        + " now, and the dump does not have all of these columns");
            }
            return Optional.empty();
        }
        boolean merge = options.keylessMerge() || options.strategy() == Strategy.SKIP;
        return Optional.of(new TablePlan(
                entry,
                catalog.shown(target.name()),
                dumpColumns,
                target,
                columns,
                key,
                converted,
                defaulted,
                options.strategy(),
                merge,
                true));
    }

    private void compare(
            TableEntry entry, Column dumped, Column now, Map<String, Column> converted, Set<String> defaulted) {
        String dumpedType = dumped.type();
        if (!dumpedType.isEmpty() && !dumpedType.equalsIgnoreCase(now.type())) {
            converted.put(
                    now.name(),
                    new Column(now.name(), dumped.jdbcType(), dumpedType, true, false, Column.Origin.GIVEN));
            warnings.add("Column " + shown(entry) + "." + now.name() + " was " + dumpedType + " and is " + now.type()
                    + " now: its values are converted.");
        }
        if (dumped.nullable() && !now.nullable()) {
            if (now.hasDefault()) {
                defaulted.add(now.name());
                warnings.add("Column " + shown(entry) + "." + now.name()
                        + " no longer takes NULL: rows with NULL get its default.");
            } else {
                refuseNulls(entry, dumped.name());
            }
        }
    }

    private void refuseNulls(TableEntry entry, String column) {
        List<String> rows = new ArrayList<>();
        try (RowReader reader = dump.rows(entry, List.of(column))) {
            while (reader.nextRow()) {
                if (reader.next() == Kind.NULL && rows.size() < 3) {
                    rows.add(Long.toString(reader.rowNumber()));
                }
            }
        }
        if (!rows.isEmpty()) {
            problems.add("column " + shown(entry) + "." + column
                    + " no longer takes NULL and has no default, and in the dump it is NULL in row "
                    + String.join(", ", rows));
        }
    }

    private void lookAtNewColumns(TableEntry entry, Table target, List<Column> columns) {
        for (Column column : target.dataColumns()) {
            if (columns.contains(column)) {
                continue;
            }
            if (column.isRequired() && entry.rows() > 0) {
                problems.add("column " + catalog.shown(target.name()) + "." + column.name() + " (" + column.type()
                        + ") is new, takes no NULL and has no default");
            } else {
                warnings.add("Column " + catalog.shown(target.name()) + "." + column.name()
                        + " is new: rows that were not there get its default.");
            }
        }
    }

    /** The name of a dumped table for messages. */
    private TableName shown(TableEntry entry) {
        return entry.table().name().without(dump.metadata().defaultSchema());
    }

    /** The table of that schema; else, for one of the dump's default schema, that of the default schema of today. */
    private Optional<Table> target(TableName name) {
        return named(name, catalog.tables(), Table::name);
    }

    private <T> Optional<T> named(TableName name, Collection<T> candidates, Function<T, TableName> nameOf) {
        Function<T, String> spelled = nameOf.andThen(TableName::toString);
        Optional<T> same = match(name.toString(), candidates, spelled);
        return same.isPresent() || !name.schema().equals(dump.metadata().defaultSchema())
                ? same
                : match(new TableName(catalog.defaultSchema(), name.name()).toString(), candidates, spelled);
    }

    /** The one of that name; else, if there is just one, the one whose name differs in the case of letters only. */
    private static <T> Optional<T> match(String name, Collection<T> candidates, Function<T, String> nameOf) {
        Optional<T> exact = candidates.stream()
                .filter(candidate -> nameOf.apply(candidate).equals(name))
                .findFirst();
        if (exact.isPresent()) {
            return exact;
        }
        List<T> similar = candidates.stream()
                .filter(candidate -> nameOf.apply(candidate).equalsIgnoreCase(name))
                .toList();
        return similar.size() == 1 ? Optional.of(similar.get(0)) : Optional.empty();
    }

    private static List<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).toList();
    }
}
