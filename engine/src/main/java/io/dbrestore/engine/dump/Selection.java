package io.dbrestore.engine.dump;

import static java.util.stream.Collectors.joining;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.TableSelection;
import io.dbrestore.engine.catalog.ToolTables;
import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.LeftOut;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which tables a dump takes.
 *
 * @param tables in the order of schema and name
 * @param leftOut all others, each with the reason
 * @param warnings whole sentences
 */
record Selection(List<Table> tables, List<LeftOut> leftOut, List<String> warnings) {

    /**
     * Decides about every table.
     *
     * @throws DbRestoreException if the user wants a table that is not there or cannot be dumped whole: what is not
     *     dumped may soon be gone
     */
    static Selection of(Catalog catalog, DumpOptions options, ToolTables tools) {
        TableSelection wanted = options.tables();
        List<Table> tables = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>(catalog.leftOut());
        List<Table> sorted = catalog.tables().stream()
                .sorted(Comparator.comparing((Table table) -> table.name().schema())
                        .thenComparing(table -> table.name().name()))
                .toList();
        for (Table table : sorted) {
            Optional<String> reason = reasonAgainst(table, wanted, tools);
            if (reason.isPresent()) {
                leftOut.add(new LeftOut(table.name(), reason.get()));
            } else {
                tables.add(table);
            }
        }
        if (!options.passingOverMissing()) {
            refuseUnknown(sorted, wanted);
        }
        refuseUnreadable(tables, catalog);
        List<String> warnings = tables.isEmpty() ? List.of("The dump holds no table.") : List.of();
        return new Selection(tables, leftOut, warnings);
    }

    private static Optional<String> reasonAgainst(Table table, TableSelection wanted, ToolTables tools) {
        if (!wanted.selects(table.name())) {
            return Optional.of("not selected");
        }
        if (wanted.includes(table.name())) {
            return Optional.empty();
        }
        return tools.owner(table).map(tool -> "belongs to " + tool);
    }

    /** All at once, and before a row is read: what is found out table by table is found out one run at a time. */
    private static void refuseUnreadable(List<Table> tables, Catalog catalog) {
        List<TableName> refused = tables.stream()
                .map(Table::name)
                .filter(catalog.obstacles()::containsKey)
                .toList();
        if (!refused.isEmpty()) {
            throw new DbRestoreException(
                    Failure.REFUSED,
                    refused.stream()
                                    .map(name -> "cannot dump table " + name + ": "
                                            + catalog.obstacles().get(name))
                                    .collect(joining(". "))
                            + ". No dump was made; what was there before is unharmed",
                    "if you can do without their rows, leave them out: "
                            + refused.stream()
                                    .map(name -> "--exclude '" + name + "'")
                                    .collect(joining(" ")));
        }
    }

    private static void refuseUnknown(List<Table> tables, TableSelection wanted) {
        for (String schema : wanted.schemas()) {
            if (tables.stream().map(Table::name).noneMatch(table -> TableSelection.isIn(schema, table))) {
                throw new DbRestoreException(
                        Failure.REFUSED,
                        "no table is in a schema called " + schema + "; nothing was dumped",
                        "the schemas with tables are: "
                                + tables.stream()
                                        .map(table -> table.name().schema())
                                        .filter(name -> !name.isEmpty())
                                        .distinct()
                                        .collect(joining(", ")));
            }
        }
        for (String glob : wanted.only()) {
            TableSelection one = new TableSelection(List.of(glob), List.of(), List.of());
            if (tables.stream().map(Table::name).noneMatch(one::selects)) {
                throw new DbRestoreException(
                        Failure.REFUSED,
                        "no table is called " + glob + "; nothing was dumped",
                        "the tables are: "
                                + String.join(
                                        ", ",
                                        tables.stream()
                                                .map(Table::name)
                                                .map(TableName::toString)
                                                .toList()));
            }
        }
    }
}
